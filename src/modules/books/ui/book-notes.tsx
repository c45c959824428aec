// Quotes from a book and notes about it, by page.
import { ActionIcon, Button, NumberInput, Text, Textarea } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { bookLimits, type NoteKind } from '#schema/books/rules/book.ts';
import { newId } from '#schema/ids.ts';
import { factLine } from '#src/format/words.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { Section } from '#src/ui/section.tsx';
import { deleteNote } from '../commands.ts';
import type { BookDetails, NoteRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';

const words = strings.note;

export function BookNotes({ book, notes }: { book: BookDetails; notes: readonly NoteRow[] }) {
  const run = useRun();
  const [opened, setOpened] = useState<NoteRow | 'new' | null>(null);
  return (
    <Section
      title={words.list}
      actions={
        <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened('new')}>
          {words.add}
        </Button>
      }
    >
      {notes.length === 0 && <Text c="dimmed">{words.none}</Text>}
      <ul className={classes.plainList}>
        {notes.map((note) => (
          <li key={note.id} className={classes.entry}>
            <div className={classes.entryWords}>
              <Text className={note.kind === 'quote' ? classes.quote : classes.pre}>{note.content}</Text>
              <Text size="sm" c="dimmed" mt={4}>
                {factLine(strings.noteKinds[note.kind], note.page === null ? null : words.onPage(note.page))}
              </Text>
            </div>
            <ActionIcon aria-label={`${words.edit}: ${note.content.slice(0, 40)}`} onClick={() => setOpened(note)}>
              <IconPencil size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              aria-label={`${words.remove}: ${note.content.slice(0, 40)}`}
              onClick={() => void deleteNote(run, book.id, note)}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {opened !== null && <NoteDialog book={book} note={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </Section>
  );
}

interface NoteDialogProps {
  book: BookDetails;
  note: NoteRow | null;
  onClose(): void;
}

interface NoteValues extends Record<string, unknown> {
  kind: NoteKind;
  content: string;
  page: number | string;
}

function NoteDialog({ book, note, onClose }: NoteDialogProps) {
  const save = useSave();
  const here = book.unit === 'pages' && book.current_page > 0 ? book.current_page : '';
  const initialValues: NoteValues = {
    kind: note?.kind ?? 'quote',
    content: note?.content ?? '',
    page: note === null ? here : (note.page ?? ''),
  };
  const form = useCommandForm({
    initialValues,
    toArgs: ({ kind, content, page }: NoteValues) => ({ kind, content: content.trim(), page: page === '' ? null : Number(page) }),
    validate: ({ content }: NoteValues) => ({ ...(content.trim() === '' && { content: words.need }) }),
    save: note
      ? { change: (changes) => save('book.editNote', { id: note.id, ...changes }) }
      : { create: (args) => save('book.addNote', { id: newId(), bookId: book.id, ...args }) },
    ...(note === null && { draftKey: `book-note-${book.id}` }),
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  return (
    <FormDialog title={note ? words.editTitle : words.add} form={form} onClose={onClose}>
      <Choice
        label={words.kind}
        value={values.kind}
        options={strings.noteKinds}
        onChange={(kind) => setFieldValue('kind', kind)}
      />
      <Textarea
        label={words.content}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={bookLimits.note}
        data-autofocus
        {...getInputProps('content')}
      />
      <NumberInput label={words.page} min={0} max={bookLimits.pages} allowDecimal={false} {...getInputProps('page')} />
    </FormDialog>
  );
}
