// Books from a file of this or another app: choose, preview, import, undo the whole import; and the exports.
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { BookPreview, FoundBook } from '#schema/books/files/book-import.ts';
import { factLine } from '#src/format/words.ts';
import { ImportPage, importStrings, PreviewRow, RowProblems, ShortList } from '#src/importing/public.ts';
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

function Preview({ preview: { books, errors, notices }, onRun, onReset }: PreviewProps) {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const fresh = books.filter(({ isFresh }) => isFresh);
  const chosen = fresh.filter(({ key }) => !leftOut.has(key));
  const toggle = (key: string): void => setLeftOut(leftOut.has(key) ? without(leftOut, key) : new Set([...leftOut, key]));
  const runWords =
    books.length === 0
      ? words.nothing
      : fresh.length === 0
        ? words.nothingNew
        : chosen.length === 0
          ? words.noneChosen
          : words.run(chosen.length);
  return (
    <Stack gap="lg">
      <Section
        title={words.found(
          books.length,
          books.reduce((sum, { readings }) => sum + readings, 0),
        )}
        description={words.foundText}
      >
        <ShortList
          showAll={words.showAll}
          rows={books.map((book) => (
            <FoundRow key={book.key} book={book} isTaken={!leftOut.has(book.key)} onToggle={() => toggle(book.key)} />
          ))}
        />
      </Section>
      <RowProblems errors={errors} notices={notices} />
      <Stack gap="xs">
        <Button size="lg" disabled={chosen.length === 0} onClick={() => onRun([...leftOut])}>
          {runWords}
        </Button>
        <Button variant="default" onClick={onReset}>
          {importStrings.another}
        </Button>
      </Stack>
    </Stack>
  );
}

const without = (keys: ReadonlySet<string>, key: string): Set<string> => new Set([...keys].filter((one) => one !== key));

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
