// Books from a file of this or another app: choose, preview, import, undo the whole import; and the exports.
import { Button, Checkbox, Group, Text } from '@mantine/core';
import type { BookPreview, FoundBook } from '#schema/books/files/book-import.ts';
import { factLine } from '#src/format/words.ts';
import { ImportPage, ImportPreview, PreviewRow } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
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
  const save = async (name: 'exportBooks' | 'exportForGoodreads'): Promise<void> => {
    try {
      const exporting = await import('../export-books.ts');
      await exporting[name](replica, today);
    } catch {
      showToast({ title: words.exportFailed, message: strings.tryAgain });
    }
  };
  return (
    <Section title={words.exportTitle} description={words.exportText}>
      <Group gap="xs">
        <Button variant="default" onClick={() => void save('exportBooks')}>
          {words.exportOwn}
        </Button>
        <Button variant="default" onClick={() => void save('exportForGoodreads')}>
          {words.exportGoodreads}
        </Button>
      </Group>
    </Section>
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
    renderRow={(book, { isTaken, onToggle }) => <FoundRow key={book.key} book={book} isTaken={isTaken} onToggle={onToggle} />}
    onRun={onRun}
    onReset={onReset}
  />
);

interface FoundRowProps {
  book: FoundBook;
  isTaken: boolean;
  onToggle(): void;
}

function FoundRow({ book: { title, author, status, known, isFresh }, isTaken, onToggle }: FoundRowProps) {
  const outcome = isFresh ? (known === null ? words.becomesNew : words.becomesKnown) : words.nothingFresh;
  return (
    <PreviewRow
      words={
        <>
          <Text component="span" fw={520}>
            {title}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {factLine(author, strings.statuses[status], outcome)}
          </Text>
        </>
      }
      after={isFresh && <Checkbox size="md" aria-label={words.take(title)} checked={isTaken} onChange={onToggle} />}
    />
  );
}
