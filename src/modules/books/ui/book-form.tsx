// Adds or changes a book.
import { Autocomplete, Checkbox, Collapse, Group, NativeSelect, NumberInput, Textarea, TextInput, Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import {
  BOOK_FORMATS,
  BOOK_STATUSES,
  bookLimits,
  cleanLabels,
  UNITS,
  type BookFormat,
  type BookStatus,
  type Unit,
} from '#schema/books/rules/book.ts';
import { readIsbn } from '#schema/books/rules/isbn.ts';
import type { CommandArgs } from '#schema/commands.ts';
import type { FoundBook } from '#schema/protocol/answers.ts';
import { newId } from '#schema/ids.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { TagsField } from '#src/ui/tags-field.tsx';
import { IsbnField } from './isbn-field.tsx';
import { labelsInUse, type BookDetails } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.form;

type BookArgs = Omit<CommandArgs<'book.add'>, 'id'> & { status: BookStatus };

interface BookValues extends Record<string, unknown> {
  title: string;
  subtitle: string;
  author: string;
  otherAuthors: string;
  status: BookStatus;
  unit: Unit;
  totalPages: number | string;
  totalMinutes: number | string;
  format: BookFormat | '';
  series: string;
  seriesNumber: number | string;
  isbn: string;
  language: string;
  publisher: string;
  publishedYear: number | string;
  shelves: string[];
  tags: string[];
  isFavorite: boolean;
  notes: string;
}

/** What is known of a new book: from its ISBN, or from a captured text. */
export type BookSuggestion = Partial<
  Pick<BookValues, 'title' | 'author' | 'isbn' | 'publisher' | 'totalPages' | 'publishedYear' | 'language' | 'subtitle'>
>;

const NEW_BOOK: BookValues = {
  title: '',
  subtitle: '',
  author: '',
  otherAuthors: '',
  status: 'want',
  unit: 'pages',
  totalPages: '',
  totalMinutes: '',
  format: '',
  series: '',
  seriesNumber: '',
  isbn: '',
  language: '',
  publisher: '',
  publishedYear: '',
  shelves: [],
  tags: [],
  isFavorite: false,
  notes: '',
};

const orEmpty = <Value extends string | number>(value: Value | null): Value | '' => value ?? '';

const knownValues = (book: BookDetails): BookValues => ({
  ...{
    title: book.title,
    status: book.status,
    unit: book.unit,
    shelves: book.shelves,
    tags: book.tags,
    isFavorite: book.is_favorite,
  },
  subtitle: orEmpty(book.subtitle),
  author: orEmpty(book.author),
  otherAuthors: orEmpty(book.other_authors),
  totalPages: orEmpty(book.total_pages),
  totalMinutes: orEmpty(book.total_minutes),
  format: orEmpty(book.format),
  series: orEmpty(book.series),
  seriesNumber: orEmpty(book.series_number),
  isbn: orEmpty(book.isbn),
  language: orEmpty(book.language),
  publisher: orEmpty(book.publisher),
  publishedYear: orEmpty(book.published_year),
  notes: orEmpty(book.notes),
});

const valuesOf = (book: BookDetails | null, suggestion: BookSuggestion): BookValues =>
  book === null ? { ...NEW_BOOK, ...suggestion } : knownValues(book);

const numberOf = (value: number | string): number | null => (value === '' ? null : Number(value));
const textOf = (text: string): string | null => text.trim() || null;

const valuesToArgs = (values: BookValues): BookArgs => ({
  status: values.status,
  title: values.title.trim(),
  subtitle: textOf(values.subtitle),
  author: textOf(values.author),
  otherAuthors: textOf(values.otherAuthors),
  unit: values.unit,
  totalPages: numberOf(values.totalPages),
  totalMinutes: numberOf(values.totalMinutes),
  format: values.format === '' ? null : values.format,
  series: textOf(values.series),
  seriesNumber: numberOf(values.seriesNumber),
  isbn: textOf(values.isbn),
  language: textOf(values.language),
  publisher: textOf(values.publisher),
  publishedYear: numberOf(values.publishedYear),
  shelves: values.shelves,
  tags: values.tags,
  isFavorite: values.isFavorite,
  notes: textOf(values.notes),
});

const suggestionOf = ({ title, subtitle, author, otherAuthors, publisher, pages, year }: FoundBook) => ({
  title,
  subtitle,
  author,
  otherAuthors,
  publisher,
  totalPages: pages,
  publishedYear: year,
});

interface BookFormProps {
  book: BookDetails | null;
  suggestion?: BookSuggestion;
  onClose(): void;
  /** Called with the id of a book that was added. */
  onAdded?(id: string): void;
}

export function BookForm({ book, suggestion = {}, onClose, onAdded }: BookFormProps) {
  const save = useSave();
  const today = useToday();
  const [id] = useState(newId);
  const [isMore, setMore] = useState(book !== null);
  const form = useCommandForm({
    initialValues: valuesOf(book, suggestion),
    toArgs: valuesToArgs,
    validate: ({ title, isbn }: BookValues) => ({
      ...(title.trim() === '' && { title: words.needTitle }),
      ...(isbn.trim() !== '' && readIsbn(isbn) === null && { isbn: words.isbnWrong }),
    }),
    save: book
      ? { change: (changes) => save('book.edit', { id: book.id, ...changes } as CommandArgs<'book.edit'>) }
      : {
          create: async ({ status, ...args }) => {
            const outcome = await save('book.add', { id, ...args });
            if (!outcome.ok || status === 'want') return outcome;
            return save('book.setStatus', { id, status, readingId: newId(), day: today });
          },
        },
    onDone: () => {
      if (book === null) onAdded?.(id);
      onClose();
    },
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  const isbnField = (
    <IsbnField
      inputProps={getInputProps('isbn')}
      value={values.isbn}
      onChange={(isbn) => setFieldValue('isbn', isbn)}
      // What was typed stays.
      onFound={(found) => {
        for (const [name, value] of Object.entries(suggestionOf(found)))
          if (values[name] === '' && value !== null) setFieldValue(name, value);
      }}
    />
  );
  return (
    <FormDialog title={book ? words.editTitle : words.addTitle} form={form} onClose={onClose} size="lg">
      {book === null && isbnField}
      <TextInput label={words.title} maxLength={bookLimits.title} data-autofocus {...getInputProps('title')} />
      <TextInput label={words.author} maxLength={bookLimits.author} {...getInputProps('author')} />
      {book === null && (
        <NativeSelect
          label={words.status}
          data={BOOK_STATUSES.map((value) => ({ value, label: strings.statuses[value] }))}
          {...getInputProps('status')}
        />
      )}
      <Choice
        label={words.unit}
        value={values.unit}
        options={Object.fromEntries(UNITS.map((unit) => [unit, strings.units[unit]])) as Record<Unit, string>}
        onChange={(unit) => setFieldValue('unit', unit)}
      />
      <Group grow align="flex-start">
        <NumberInput
          label={words.totalPages}
          min={1}
          max={bookLimits.pages}
          allowDecimal={false}
          {...getInputProps('totalPages')}
        />
        {values.unit === 'minutes' && (
          <NumberInput
            label={words.totalMinutes}
            min={1}
            max={bookLimits.minutes}
            allowDecimal={false}
            {...getInputProps('totalMinutes')}
          />
        )}
      </Group>
      <div>
        <Button
          variant="subtle"
          aria-expanded={isMore}
          rightSection={<IconChevronDown size={16} aria-hidden style={{ rotate: isMore ? '180deg' : '0deg' }} />}
          onClick={() => setMore(!isMore)}
        >
          {words.more}
        </Button>
      </div>
      <Collapse expanded={isMore} transitionDuration={0}>
        {book !== null && isbnField}
        <MoreFields form={form.fields} />
      </Collapse>
    </FormDialog>
  );
}

function MoreFields({ form }: { form: ReturnType<typeof useCommandForm<BookValues, BookArgs>>['fields'] }) {
  const known = (of: 'tags' | 'shelves') => labelsInUse(of);
  const shelves = rowsIfReady(useRows(known('shelves')))?.map(({ label }) => label) ?? [];
  const tags = rowsIfReady(useRows(known('tags')))?.map(({ label }) => label) ?? [];
  const { values, setFieldValue, getInputProps } = form;
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <TextInput label={words.subtitle} maxLength={bookLimits.title} {...getInputProps('subtitle')} />
      <TextInput label={words.otherAuthors} maxLength={bookLimits.title} {...getInputProps('otherAuthors')} />
      <Group grow align="flex-start">
        <TextInput label={words.series} maxLength={bookLimits.author} {...getInputProps('series')} />
        <NumberInput label={words.seriesNumber} min={0} max={10_000} {...getInputProps('seriesNumber')} />
      </Group>
      <Group grow align="flex-start">
        <NativeSelect
          label={words.format}
          data={[
            { value: '', label: words.anyFormat },
            ...BOOK_FORMATS.map((value) => ({ value, label: strings.formats[value] })),
          ]}
          {...getInputProps('format')}
        />
        <Autocomplete label={words.language} data={LANGUAGES} maxLength={40} {...getInputProps('language')} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label={words.publisher} maxLength={bookLimits.author} {...getInputProps('publisher')} />
        <NumberInput
          label={words.publishedYear}
          allowDecimal={false}
          thousandSeparator=""
          min={-5_000}
          max={9_999}
          {...getInputProps('publishedYear')}
        />
      </Group>
      <TagsField
        label={words.shelves}
        value={values.shelves}
        onChange={(next) => setFieldValue('shelves', next)}
        known={shelves}
        maxTags={bookLimits.labels}
        placeholder={words.shelvesPlaceholder}
        clean={cleanLabels}
      />
      <TagsField
        label={words.tags}
        value={values.tags}
        onChange={(next) => setFieldValue('tags', next)}
        known={tags}
        maxTags={bookLimits.labels}
        placeholder={words.tagsPlaceholder}
        clean={cleanLabels}
      />
      <Checkbox
        label={words.favorite}
        checked={values.isFavorite}
        onChange={(event) => setFieldValue('isFavorite', event.currentTarget.checked)}
      />
      <Textarea label={words.notes} autosize minRows={2} maxRows={8} maxLength={bookLimits.text} {...getInputProps('notes')} />
    </div>
  );
}

const LANGUAGES = [
  'English',
  'German',
  'French',
  'Spanish',
  'Italian',
  'Portuguese',
  'Dutch',
  'Polish',
  'Russian',
  'Ukrainian',
  'Japanese',
  'Korean',
  'Chinese',
];
