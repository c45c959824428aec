// A section or a note, made or changed: its times, words, kind and colour.
import { Button, NativeSelect, Switch, TextInput, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { newId } from '#schema/ids.ts';
import { trackLimits } from '#schema/tracks/rules.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm, type CommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { annotationArgs, regionArgs, type NoteFields, type SectionFields } from '../../commands.ts';
import type { AnnotationArgs, RegionArgs } from '../../commands.ts';
import { formatTime, parseTime } from '../../format.ts';
import { MARK_COLORS, NOTE_CATEGORIES, noteColor, SECTION_TYPES, sectionColor, type MarkColor } from '../../model.ts';
import { strings } from '../../strings.ts';
import { LongText } from '../long-text.tsx';
import classes from './track.module.css';

const words = strings.marks;

export type OpenMark =
  | { kind: 'section'; id: string | null; fields: SectionFields }
  | { kind: 'note'; id: string | null; fields: NoteFields };

interface MarkDialogProps {
  trackId: string;
  mark: OpenMark;
  durationMs: number;
  onSaved(): void;
  /** Not for a new mark. */
  onRemove: (() => void) | undefined;
  onClose(): void;
}

export const MarkDialog = ({ mark, ...props }: MarkDialogProps) =>
  mark.kind === 'section' ? (
    <SectionDialog {...props} id={mark.id} before={mark.fields} />
  ) : (
    <NoteDialog {...props} id={mark.id} before={mark.fields} />
  );

interface DialogProps<Fields> extends Omit<MarkDialogProps, 'mark'> {
  id: string | null;
  before: Fields;
}

function SectionDialog({ trackId, id, before, durationMs, onSaved, onRemove, onClose }: DialogProps<SectionFields>) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { ...before, ...typedTimes(before) },
    validate: (values) => timeFaults(values, before, 'section', durationMs),
    toArgs: (values): RegionArgs => {
      const { startMs, endMs } = chosenTimes(values, before, 'section', durationMs);
      return regionArgs({ ...values, startMs, endMs: endMs ?? before.endMs });
    },
    fieldOf: { startTimeMs: 'from', endTimeMs: 'to', description: 'text', sectionType: 'type' },
    save:
      id === null
        ? { create: (args) => save('tracks.addRegion', { regionId: newId(), trackId, ...args }) }
        : { change: (changes) => save('tracks.updateRegion', { regionId: id, ...changes }) },
    onDone: onSaved,
  });
  const { getInputProps, values, setFieldValue } = form.fields;
  return (
    <FormDialog
      title={id === null ? words.newSection : words.editSection}
      form={form}
      onClose={onClose}
      aside={<RemoveButton onRemove={onRemove} />}
    >
      <NativeSelect
        label={words.type}
        data={SECTION_TYPES.map((value) => ({ value, label: words.types[value] }))}
        data-autofocus
        {...getInputProps('type')}
      />
      <TextInput
        label={words.name}
        placeholder={words.types[values.type]}
        maxLength={trackLimits.markTitle}
        {...getInputProps('name')}
      />
      <LongText label={words.text} maxLength={trackLimits.markText} {...getInputProps('text')} />
      <Colors
        chosen={values.color}
        ofKind={sectionColor(null, values.type)}
        onChoose={(color) => setFieldValue('color', color)}
      />
      <TimeFields form={form} end={{ label: words.to }} />
    </FormDialog>
  );
}

function NoteDialog({ trackId, id, before, durationMs, onSaved, onRemove, onClose }: DialogProps<NoteFields>) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { ...before, ...typedTimes(before) },
    validate: (values) => timeFaults(values, before, 'note', durationMs),
    toArgs: (values): AnnotationArgs => annotationArgs({ ...values, ...chosenTimes(values, before, 'note', durationMs) }),
    fieldOf: { startTimeMs: 'from', endTimeMs: 'to', content: 'text' },
    save:
      id === null
        ? { create: (args) => save('tracks.addAnnotation', { annotationId: newId(), trackId, ...args }) }
        : { change: (changes) => save('tracks.updateAnnotation', { annotationId: id, ...changes }) },
    onDone: onSaved,
  });
  const { getInputProps, values, setFieldValue } = form.fields;
  return (
    <FormDialog
      title={id === null ? words.newNote : words.editNote}
      form={form}
      onClose={onClose}
      aside={<RemoveButton onRemove={onRemove} />}
    >
      <TextInput label={words.titleField} maxLength={trackLimits.markTitle} data-autofocus {...getInputProps('title')} />
      <LongText label={words.text} maxLength={trackLimits.markText} {...getInputProps('text')} />
      <NativeSelect
        label={words.category}
        data={NOTE_CATEGORIES.map((value) => ({ value, label: words.categories[value] }))}
        {...getInputProps('category')}
      />
      <Colors
        chosen={values.color}
        ofKind={noteColor(null, values.category)}
        onChoose={(color) => setFieldValue('color', color)}
      />
      <Switch label={words.isPrivate} description={words.isPrivateHint} {...getInputProps('isPrivate', { type: 'checkbox' })} />
      <TimeFields form={form} end={{ label: words.noteEnd, placeholder: words.noteEndHint }} />
    </FormDialog>
  );
}

const RemoveButton = ({ onRemove }: { onRemove: (() => void) | undefined }): ReactNode =>
  onRemove && (
    <Button variant="subtle" color="red" c="var(--mantine-color-error)" onClick={onRemove}>
      {strings.remove}
    </Button>
  );

// Not a type of its own for each form: only the two fields are used.
interface TimeFieldsProps<Values extends TypedTimes & Record<string, unknown>> {
  form: CommandForm<Values>;
  end: { label: string; placeholder?: string };
}

const TimeFields = <Values extends TypedTimes & Record<string, unknown>>({ form, end }: TimeFieldsProps<Values>) => (
  <div className={classes.twoFields}>
    <TextInput label={words.from} inputMode="decimal" {...form.fields.getInputProps('from')} />
    <TextInput {...end} inputMode="decimal" {...form.fields.getInputProps('to')} />
  </div>
);

interface Span {
  startMs: number;
  endMs: number | null;
}

// A type, not an interface: the values of a form are a record.
type TypedTimes = { from: string; to: string };

const typedTimes = ({ startMs, endMs }: Span): TypedTimes => ({
  from: formatTime(startMs, 3),
  to: endMs === null ? '' : formatTime(endMs, 3),
});

type Times = ({ kind: 'times' } & Span) | { kind: 'bad-start' | 'bad-end'; words: string };

/** Times that were not touched are those of before, which are finer than what is shown of them. */
function readTimes({ from, to }: TypedTimes, before: Span, kind: OpenMark['kind'], durationMs: number): Times {
  const shown = typedTimes(before);
  if (from === shown.from && to === shown.to) return { kind: 'times', startMs: before.startMs, endMs: before.endMs };
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

function timeFaults(...read: Parameters<typeof readTimes>): { from?: string; to?: string } {
  const times = readTimes(...read);
  if (times.kind === 'times') return {};
  return times.kind === 'bad-start' ? { from: times.words } : { to: times.words };
}

function chosenTimes(typed: TypedTimes, before: Span, kind: OpenMark['kind'], durationMs: number): Span {
  const times = readTimes(typed, before, kind, durationMs);
  if (times.kind !== 'times') throw new Error('a form with a bad time was sent');
  return times;
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
