// The ISBN of a book: typed, read from its barcode, and looked up when there is a network.
import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconBarcode, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { readIsbn } from '#schema/books/rules/isbn.ts';
import { errorToText } from '#schema/protocol/errors.ts';
import type { FoundBook } from '#schema/protocol/answers.ts';
import { useFlag } from '#src/modules/flags/public.ts';
import { lookUpIsbn } from '../isbn-client.ts';
import { strings } from '../strings.ts';

const words = strings.scan;

const ScanDialog = lazy(async () => ({ default: (await import('./scan-dialog.tsx')).ScanDialog }));

interface IsbnFieldProps {
  inputProps: object;
  value: string;
  onChange(isbn: string): void;
  /** Called with what the catalogue knows. */
  onFound(book: FoundBook): void;
}

export function IsbnField({ inputProps, value, onChange, onFound }: IsbnFieldProps) {
  const [isScanning, setScanning] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const canLookUp = useFlag('book_lookup');
  const lookUp = async (typed: string): Promise<void> => {
    const isbn = readIsbn(typed);
    if (isbn === null) return setTold(strings.form.isbnWrong);
    setAsking(true);
    setTold(null);
    const answer = await lookUpIsbn(isbn);
    setAsking(false);
    if (!answer.ok) return setTold(answer.error.code === 'unavailable' ? words.needsNetwork : errorToText(answer.error));
    if (answer.book === null) return setTold(words.unknown);
    onFound(answer.book);
    setTold(words.found(answer.book.title));
  };
  return (
    <div>
      <TextInput label={strings.form.isbn} autoComplete="off" maxLength={30} description={words.fieldHint} {...inputProps} />
      <Group gap="xs" mt="xs">
        <Button variant="default" leftSection={<IconBarcode size={18} aria-hidden />} onClick={() => setScanning(true)}>
          {words.scan}
        </Button>
        {canLookUp && (
          <Button
            variant="default"
            loading={isAsking}
            disabled={value.trim() === ''}
            leftSection={<IconSearch size={18} aria-hidden />}
            onClick={() => void lookUp(value)}
          >
            {words.lookUp}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" role="status" mt={told === null ? 0 : 'xs'}>
        {told}
      </Text>
      {isScanning && (
        <Suspense>
          <ScanDialog
            onClose={() => setScanning(false)}
            onFound={(isbn) => {
              setScanning(false);
              onChange(isbn);
              if (canLookUp) void lookUp(isbn);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
