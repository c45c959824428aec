// A section or a note, made or changed: its times, words, kind and colour.
import { Button, Group, Modal, NativeSelect, Stack, Switch, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { trackLimits } from '#schema/rules/tracks.ts';
import type { NoteFields, SectionFields } from '../commands.ts';
import { formatTime, parseTime } from '../format.ts';
import { MARK_COLORS, NOTE_CATEGORIES, noteColor, SECTION_TYPES, sectionColor, type MarkColor } from '../model.ts';
import { strings } from '../strings.ts';
import { LongText } from './long-text.tsx';
import classes from './track.module.css';

const words = strings.marks;

export type OpenMark =
  | { kind: 'section'; id: string | null; fields: SectionFields }
  | { kind: 'note'; id: string | null; fields: NoteFields };

interface MarkDialogProps {
  mark: OpenMark;
  durationMs: number;
  onSave(mark: OpenMark): void;
  /** Not for a new mark. */
  onRemove: (() => void) | undefined;
  onClose(): void;
}

const titles = {
  section: { new: words.newSection, old: words.editSection },
  note: { new: words.newNote, old: words.editNote },
} as const;

export function MarkDialog({ mark, durationMs, onSave, onRemove, onClose }: MarkDialogProps) {
  const [from, setFrom] = useState(formatTime(mark.fields.startMs, 3));
  const [to, setTo] = useState(mark.fields.endMs === null ? '' : formatTime(mark.fields.endMs, 3));
  const [fields, setFields] = useState(mark.fields);
  const times = readTimes(from, to, mark.kind, durationMs);
  const save = () => {
    if (times.kind !== 'times') return;
    onSave({ ...mark, fields: { ...fields, startMs: times.startMs, endMs: times.endMs } } as OpenMark);
  };
  const title = titles[mark.kind][mark.id === null ? 'new' : 'old'];
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': strings.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          {'name' in fields ? (
            <SectionFieldsForm fields={fields} onChange={setFields} />
          ) : (
            <NoteFieldsForm fields={fields} onChange={setFields} />
          )}
          <div className={classes.twoFields}>
            <TextInput
              label={words.from}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
              error={times.kind === 'bad-start' && times.words}
              inputMode="decimal"
            />
            <TextInput
              label={mark.kind === 'section' ? words.to : words.noteEnd}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              placeholder={mark.kind === 'section' ? undefined : words.noteEndHint}
              error={times.kind === 'bad-end' && times.words}
              inputMode="decimal"
            />
          </div>
          <Group justify="space-between" mt="sm">
            {onRemove ? (
              <Button variant="subtle" color="red" c="var(--mantine-color-error)" onClick={onRemove}>
                {strings.remove}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {strings.cancel}
              </Button>
              <Button type="submit" disabled={times.kind !== 'times'}>
                {strings.save}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type Times = { kind: 'times'; startMs: number; endMs: number | null } | { kind: 'bad-start' | 'bad-end'; words: string };

function readTimes(from: string, to: string, kind: OpenMark['kind'], durationMs: number): Times {
  const startMs = parseTime(from);
  if (startMs === null) return { kind: 'bad-start', words: words.badTime };
  if (startMs > durationMs) return { kind: 'bad-start', words: words.beyond };
  if (kind === 'note' && to.trim() === '') return { kind: 'times', startMs, endMs: null };
  const endMs = parseTime(to);
  if (endMs === null) return { kind: 'bad-end', words: words.badTime };
  if (endMs <= startMs) return { kind: 'bad-end', words: words.badOrder };
  // What is shown is rounded, so the very end may read a little beyond it.
  return { kind: 'times', startMs, endMs: Math.min(endMs, Math.ceil(durationMs)) };
}

interface FieldsProps<Fields> {
  fields: Fields;
  onChange(fields: Fields): void;
}

function SectionFieldsForm({ fields, onChange }: FieldsProps<SectionFields>) {
  return (
    <>
      <NativeSelect
        label={words.type}
        data={SECTION_TYPES.map((value) => ({ value, label: words.types[value] }))}
        value={fields.type}
        onChange={(event) => onChange({ ...fields, type: event.currentTarget.value as SectionFields['type'] })}
        data-autofocus
      />
      <TextInput
        label={words.name}
        placeholder={words.types[fields.type]}
        maxLength={trackLimits.markTitle}
        value={fields.name}
        onChange={(event) => onChange({ ...fields, name: event.currentTarget.value })}
      />
      <LongText
        label={words.text}
        maxLength={trackLimits.markText}
        value={fields.text}
        onChange={(text) => onChange({ ...fields, text })}
      />
      <Colors
        chosen={fields.color}
        ofKind={sectionColor(null, fields.type)}
        onChoose={(color) => onChange({ ...fields, color })}
      />
    </>
  );
}

function NoteFieldsForm({ fields, onChange }: FieldsProps<NoteFields>) {
  return (
    <>
      <TextInput
        label={words.titleField}
        maxLength={trackLimits.markTitle}
        value={fields.title}
        onChange={(event) => onChange({ ...fields, title: event.currentTarget.value })}
        data-autofocus
      />
      <LongText
        label={words.text}
        maxLength={trackLimits.markText}
        value={fields.text}
        onChange={(text) => onChange({ ...fields, text })}
      />
      <NativeSelect
        label={words.category}
        data={NOTE_CATEGORIES.map((value) => ({ value, label: words.categories[value] }))}
        value={fields.category}
        onChange={(event) => onChange({ ...fields, category: event.currentTarget.value as NoteFields['category'] })}
      />
      <Colors
        chosen={fields.color}
        ofKind={noteColor(null, fields.category)}
        onChoose={(color) => onChange({ ...fields, color })}
      />
      <Switch
        label={words.isPrivate}
        description={words.isPrivateHint}
        checked={fields.isPrivate}
        onChange={(event) => onChange({ ...fields, isPrivate: event.currentTarget.checked })}
      />
    </>
  );
}

interface ColorsProps {
  chosen: MarkColor | null;
  /** Used while none is chosen. */
  ofKind: MarkColor;
  onChoose(color: MarkColor | null): void;
}

function Colors({ chosen, ofKind, onChoose }: ColorsProps) {
  return (
    <div>
      <div className={classes.colorLabel} id="mark-color">
        {words.color}
      </div>
      <div className={classes.swatches} role="radiogroup" aria-labelledby="mark-color">
        {MARK_COLORS.map((color) => (
          <UnstyledButton
            key={color}
            role="radio"
            aria-checked={(chosen ?? ofKind) === color}
            aria-label={words.colors[color]}
            className={classes.colorChoice}
            data-color={color}
            onClick={() => onChoose(color === ofKind ? null : color)}
          />
        ))}
      </div>
    </div>
  );
}
