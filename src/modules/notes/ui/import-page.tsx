// Notes from a file of this or another app: choose, preview, import, undo the whole import; and the exports.
import { Button, Checkbox, Group, Text } from '@mantine/core';
import type { FoundNote, NotePreview } from '#schema/notes/files/note-import.ts';
import { factLine, shortened } from '#src/format/words.ts';
import { ImportPage, ImportPreview, PreviewRow } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import type { NoteExport } from '../export-notes.ts';
import { importedNotes } from '../queries.ts';
import { strings } from '../strings.ts';
import { rowsOfItems, useNoteImport } from '../use-note-import.ts';

const words = strings.importPage;
const DETAIL_CHARACTERS = 80;

export function NoteImportPage() {
  const { undo, run, ...importing } = useNoteImport();
  const imported = rowsIfReady(useRows(importedNotes())) ?? [];
  return (
    <ImportPage<'notes'>
      words={words}
      importing={importing}
      accept=".html,.htm,.csv,.json,.md,.markdown,.zip,text/html,text/csv,application/json,text/markdown,application/zip"
      before={{ count: imported.length, onUndo: () => undo(imported) }}
      exporting={<Export />}
      renderPreview={({ preview }) => (
        <Preview preview={preview} onRun={(leftOut) => run({ leftOut })} onReset={importing.reset} />
      )}
      saved={{
        count: (items) => items.length,
        nameOf: ({ note }) => note.title,
        onUndo: (items) => undo(rowsOfItems(items, imported)),
      }}
      onward={{ to: '/library/notes', label: words.toNotes }}
    />
  );
}

function Export() {
  const replica = useReplica();
  const today = useToday();
  const save = async (as: NoteExport): Promise<void> => {
    try {
      const { exportNotes } = await import('../export-notes.ts');
      await exportNotes(replica, today, as);
    } catch {
      showToast({ title: words.exportFailed, message: words.tryAgain });
    }
  };
  return (
    <Section title={words.exportTitle} description={words.exportText}>
      <Group gap="xs">
        <Button variant="default" onClick={() => void save('json')}>
          {words.exportJson}
        </Button>
        <Button variant="default" onClick={() => void save('markdown')}>
          {words.exportMarkdown}
        </Button>
        <Button variant="default" onClick={() => void save('bookmarks')}>
          {words.exportBookmarks}
        </Button>
      </Group>
    </Section>
  );
}

interface PreviewProps {
  preview: NotePreview;
  onRun(leftOut: string[]): void;
  onReset(): void;
}

const Preview = ({ preview: { notes, ...problems }, onRun, onReset }: PreviewProps) => (
  <ImportPreview
    words={words}
    title={words.found(notes.length)}
    items={notes}
    isFresh={({ isFresh }) => isFresh}
    problems={problems}
    renderRow={(note, { isTaken, onToggle }) => <FoundRow key={note.key} note={note} isTaken={isTaken} onToggle={onToggle} />}
    onRun={onRun}
    onReset={onReset}
  />
);

interface FoundRowProps {
  note: FoundNote;
  isTaken: boolean;
  onToggle(): void;
}

function FoundRow({ note: { kind, title, detail, isKnown, isFresh }, isTaken, onToggle }: FoundRowProps) {
  const outcome = isFresh ? (isKnown ? words.becomesKnown : words.becomesNew) : words.nothingFresh;
  return (
    <PreviewRow
      words={
        <>
          <Text component="span" fw={520}>
            {title}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {factLine(strings.kinds[kind], detail === null ? null : shortened(detail, DETAIL_CHARACTERS), outcome)}
          </Text>
        </>
      }
      after={isFresh && <Checkbox size="md" aria-label={words.take(title)} checked={isTaken} onChange={onToggle} />}
    />
  );
}
