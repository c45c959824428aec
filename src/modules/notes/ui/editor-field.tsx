// The field for a Markdown text, with its preview: it completes links to notes, and takes pictures and files by button, paste and drop.
import { Group, SegmentedControl, Text, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { noteLimits } from '#schema/notes/rules/note.ts';
import { openLinkBefore } from '#schema/notes/rules/links.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { WIDE } from '#src/ui/list-page/public.ts';
import { notesTitledLike, type NoteFile } from '../queries.ts';
import { strings } from '../strings.ts';
import { ChooseFiles } from './choose-files.tsx';
import { NoteMarkdown } from './note-markdown.tsx';
import classes from './notes.module.css';

const words = strings.editor;

interface EditorFieldProps {
  value: string;
  onChange(text: string): void;
  error?: ReactNode;
  files: readonly NoteFile[];
  /** Stores and attaches the file; what the text gets for it, or null when it could not be stored. */
  onFile(file: File): Promise<string | null>;
  onSubmit(): void;
  isFirst?: boolean;
}

export function EditorField({ value, onChange, error, files, onFile, onSubmit, isFirst = false }: EditorFieldProps) {
  const [view, setView] = useState<'write' | 'preview'>('write');
  const isWide = useMediaQuery(WIDE, false, { getInitialValueInEffect: false });
  const [caret, setCaret] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = openLinkBefore(value, caret);

  const insert = (from: number, to: number, text: string): void => {
    onChange(value.slice(0, from) + text + value.slice(to));
    const at = from + text.length;
    setCaret(at);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  };
  const take = async (given: readonly File[]): Promise<void> => {
    setBusy(true);
    let added = '';
    for (const file of given) added += (await onFile(file)) ?? '';
    setBusy(false);
    if (added !== '') insert(caret, caret, added);
  };
  const write = (
    <div>
      <Textarea
        ref={field}
        label={words.text}
        description={words.textHint}
        error={error}
        autosize
        minRows={10}
        maxRows={28}
        maxLength={noteLimits.content}
        data-autofocus={isFirst || undefined}
        value={value}
        onChange={(event) => {
          setCaret(event.currentTarget.selectionStart);
          onChange(event.currentTarget.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) onSubmit();
        }}
        onPaste={(event) => {
          const pasted = [...event.clipboardData.files];
          if (pasted.length === 0) return;
          event.preventDefault();
          void take(pasted);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const dropped = [...event.dataTransfer.files];
          if (dropped.length === 0) return;
          event.preventDefault();
          void take(dropped);
        }}
      />
      {typed !== null && (
        <Completions typed={typed} onPick={(title) => insert(caret - typed.length, afterLink(value, caret), `${title}]]`)} />
      )}
      <Group gap="xs" mt="xs">
        <ChooseFiles
          label={words.attach}
          variant="default"
          size="sm"
          leftSection={<IconPaperclip size={18} aria-hidden />}
          isBusy={isBusy}
          onChoose={(chosen) => void take(chosen)}
        />
      </Group>
    </div>
  );
  const preview = (
    <div className={classes.preview} aria-label={words.views.preview} role="region">
      {value.trim() === '' ? <Text c="dimmed">{words.nothing}</Text> : <NoteMarkdown text={value} files={files} />}
    </div>
  );
  if (isWide) {
    return (
      <div className={classes.editor} data-both>
        {write}
        {preview}
      </div>
    );
  }
  return (
    <div className={classes.editor}>
      <SegmentedControl
        aria-label={words.view}
        data={choicesOf(words.views)}
        value={view}
        onChange={(next) => setView(next as typeof view)}
      />
      {view === 'write' ? write : preview}
    </div>
  );
}

/** Behind the brackets that close the link already. */
const afterLink = (text: string, caret: number): number => (text.startsWith(']]', caret) ? caret + 2 : caret);

function Completions({ typed, onPick }: { typed: string; onPick(title: string): void }) {
  const found = rowsIfReady(useRows(notesTitledLike(typed.trim()), { keepWithin: 'notes.completions' })) ?? [];
  if (found.length === 0) return null;
  return (
    <div className={classes.completions} role="group" aria-label={words.completions}>
      {found.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          className={classes.completion}
          onClick={() => onPick(title.replaceAll(/[[\]|#\n]/g, ' ').trim())}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
