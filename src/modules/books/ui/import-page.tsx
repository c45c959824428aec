// Books from a file of this or another app: choose, preview, import, undo the whole import; and the exports.
import type { BookPreview, FoundBook } from '#schema/books/files/book-import.ts';
import { factLine } from '#src/format/words.ts';
import { ChoiceRow, ExportSection, ImportPage, ImportPreview, type RowChoice } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { importedBooks } from '../queries.ts';
import { strings } from '../strings.ts';
import { rowsOfItems, useBookImport } from '../use-book-import.ts';

const words = strings.importPage;

export function BookImportPage() {
  const { undo, run, ...importing } = useBookImport();
  const imported = rowsIfReady(useRows(importedBooks())) ?? [];
  return (
    <ImportPage<'books'>
      words={words}
      importing={importing}
      accept=".csv,.tsv,.txt,.zip,text/csv,text/tab-separated-values,application/zip"
      before={{ count: new Set(imported.map(({ id }) => id)).size, onUndo: () => undo(imported) }}
      exporting={<Export />}
      renderPreview={({ preview }) => (
        <Preview preview={preview} onRun={(leftOut) => run({ leftOut })} onReset={importing.reset} />
      )}
      saved={{
        count: (items) => new Set(items.map(({ book }) => book.key)).size,
        nameOf: ({ book }) => book.title,
        onUndo: (items) => undo(rowsOfItems(items, imported)),
      }}
      onward={{ to: '/library/books', label: words.toBooks }}
    />
  );
}

function Export() {
  const replica = useReplica();
  const today = useToday();
  const exporting = () => import('../export-books.ts');
  return (
    <ExportSection
      words={words}
      failure={{ title: words.exportFailed, message: strings.tryAgain }}
      formats={[
        { label: words.exportOwn, save: async () => (await exporting()).exportBooks(replica, today) },
        { label: words.exportGoodreads, save: async () => (await exporting()).exportForGoodreads(replica, today) },
      ]}
    />
  );
}

interface PreviewProps {
  preview: BookPreview;
  onRun(leftOut: string[]): void;
  onReset(): void;
}

const Preview = ({ preview: { books, ...problems }, onRun, onReset }: PreviewProps) => (
  <ImportPreview
    words={words}
    title={words.found(
      books.length,
      books.reduce((sum, { readings }) => sum + readings, 0),
    )}
    items={books}
    isFresh={({ isFresh }) => isFresh}
    problems={problems}
    renderRow={(book, choice) => <FoundRow key={book.key} book={book} {...choice} />}
    onRun={onRun}
    onReset={onReset}
  />
);

interface FoundRowProps extends RowChoice {
  book: FoundBook;
}

function FoundRow({ book: { title, author, status, known }, ...choice }: FoundRowProps) {
  const outcome = choice.isFresh ? (known === null ? words.becomesNew : words.becomesKnown) : words.nothingFresh;
  const facts = factLine(author, strings.statuses[status], outcome);
  return <ChoiceRow name={title} facts={facts} takeLabel={words.take(title)} {...choice} />;
}
