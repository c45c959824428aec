// Notes from a file of this or another app: choose, preview, import, undo the whole import; and the exports.
import type { FoundNote, NotePreview } from '#schema/notes/files/note-import.ts';
import { factLine, shortened } from '#src/format/words.ts';
import { ChoiceRow, ExportSection, ImportPage, ImportPreview, type RowChoice } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
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
  const saveAs = (as: NoteExport) => async () => (await import('../export-notes.ts')).exportNotes(replica, today, as);
  return (
    <ExportSection
      words={words}
      failure={{ title: words.exportFailed, message: words.tryAgain }}
      formats={[
        { label: words.exportJson, save: saveAs('json') },
        { label: words.exportMarkdown, save: saveAs('markdown') },
        { label: words.exportBookmarks, save: saveAs('bookmarks') },
      ]}
    />
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
    renderRow={(note, choice) => <FoundRow key={note.key} note={note} {...choice} />}
    onRun={onRun}
    onReset={onReset}
  />
);

interface FoundRowProps extends RowChoice {
  note: FoundNote;
}

function FoundRow({ note: { kind, title, detail, isKnown }, ...choice }: FoundRowProps) {
  const outcome = choice.isFresh ? (isKnown ? words.becomesKnown : words.becomesNew) : words.nothingFresh;
  const facts = factLine(strings.kinds[kind], detail === null ? null : shortened(detail, DETAIL_CHARACTERS), outcome);
  return <ChoiceRow name={title} facts={facts} takeLabel={words.take(title)} {...choice} />;
}
