// All books: a wall of covers or a list, narrowed by words, status, shelf or tag.
import { Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { IconBook, IconChartBar, IconFileImport, IconPlus, IconTags } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { BOOK_STATUSES } from '#schema/books/rules/book.ts';
import { Rooms } from '#src/modules/rooms.tsx';
import { useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import {
  FilterSelect,
  GroupedList,
  ListStates,
  ListToolbar,
  parseSort,
  SearchField,
  sortRows,
  SortSelect,
  useAddressFields,
  type SortColumn,
} from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { filterBooks, labelsOf } from '../model.ts';
import { allBooks, type BookRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { BookForm } from './book-form.tsx';
import { BookListRow, BookTile } from './book-row.tsx';
import classes from './books.module.css';
import { LabelsDialog } from './labels-dialog.tsx';

const words = strings.list;
const FIELDS = { q: '', status: '', label: '', sort: '-recent', view: 'wall' };
/** More covers than this are shown on demand. */
const FIRST_TILES = 240;

const ORDERS: readonly SortColumn<BookRow>[] = [
  { key: 'recent', label: words.orders.recent, sortBy: ({ created_at }) => created_at.getTime(), isLargestFirst: true },
  { key: 'title', label: words.orders.title, sortBy: ({ title }) => title },
  { key: 'author', label: words.orders.author, sortBy: ({ author }) => author },
  { key: 'rating', label: words.orders.rating, sortBy: ({ rating }) => rating, isLargestFirst: true },
  { key: 'finished', label: words.orders.finished, sortBy: ({ last_finished_day: day }) => day, isLargestFirst: true },
  { key: 'pages', label: words.orders.pages, sortBy: ({ total_pages: pages }) => pages },
];

const STATUS_OPTIONS = BOOK_STATUSES.map((value) => ({ value, label: strings.statuses[value] }));

export function BooksPage() {
  const read = useRows(allBooks());
  const [dialog, setDialog] = useState<'closed' | 'add' | 'labels'>('closed');
  const close = () => setDialog('closed');
  const actions = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setDialog('add')}>
      {strings.add}
    </Button>
  );
  return (
    <Page title={strings.title} description={strings.description} actions={actions}>
      <Rooms of="/library" />
      <WhenRead read={read} loading={<Skeleton height={480} radius="lg" />}>
        {({ rows }) => <Books books={rows} onAdd={() => setDialog('add')} onLabels={() => setDialog('labels')} />}
      </WhenRead>
      {dialog === 'add' && <BookForm book={null} onClose={close} />}
      {dialog === 'labels' && <LabelsDialog onClose={close} />}
    </Page>
  );
}

interface BooksProps {
  books: readonly BookRow[];
  onAdd(): void;
  onLabels(): void;
}

function Books({ books, onAdd, onLabels }: BooksProps) {
  const [fields, change] = useAddressFields(FIELDS);
  const { q, status, label, sort, view } = fields;
  const shown = sortRows(filterBooks(books, { search: q, status, label }), ORDERS, parseSort(sort));
  const isNarrowed = q.trim() !== '' || status !== '' || label !== '';
  const links = (
    <Group gap="xs">
      <Button
        component={Link}
        to="/library/books/statistics"
        variant="default"
        leftSection={<IconChartBar size={18} aria-hidden />}
      >
        {words.statistics}
      </Button>
      <ImportLink />
      <Button variant="default" leftSection={<IconTags size={18} aria-hidden />} onClick={onLabels}>
        {strings.labels.title}
      </Button>
    </Group>
  );
  if (books.length === 0) {
    return (
      <EmptyPlace
        icon={IconBook}
        title={words.emptyTitle}
        action={
          <Group justify="center">
            <Button onClick={onAdd}>{strings.add}</Button>
            <ImportLink />
          </Group>
        }
      >
        {words.emptyText}
      </EmptyPlace>
    );
  }
  const labels = labelsOf(books);
  return (
    <>
      {links}
      <ListToolbar>
        <SearchField label={words.search} value={q} onChange={(text) => change({ q: text })} />
        <FilterSelect
          label={words.status}
          any={{ value: '', label: words.anyStatus }}
          options={STATUS_OPTIONS}
          value={status}
          onChange={(chosen) => change({ status: chosen })}
        />
        {labels.length > 0 && (
          <FilterSelect
            label={words.label}
            any={{ value: '', label: words.anyLabel }}
            options={labels}
            value={label}
            onChange={(chosen) => change({ label: chosen })}
          />
        )}
        <SortSelect columns={ORDERS} sort={sort} onSort={(next) => change({ sort: next })} />
      </ListToolbar>
      <ListStates
        count={shown.length}
        isNarrowed={isNarrowed}
        onClear={() => change({ q: '', status: '', label: '' })}
        none={words.none}
        noneText={words.noneText}
        words={words.count(shown.length)}
        tools={
          <SegmentedControl
            aria-label={words.view}
            data={Object.entries(words.views).map(([value, text]) => ({ value, label: text }))}
            value={view === 'list' ? 'list' : 'wall'}
            onChange={(chosen) => change({ view: chosen })}
          />
        }
      >
        {view === 'list' ? (
          <GroupedList label={strings.title} rows={shown} keyOf={({ id }) => id} estimatePx={77}>
            {(book) => <BookListRow book={book} />}
          </GroupedList>
        ) : (
          <Wall books={shown} />
        )}
      </ListStates>
    </>
  );
}

function Wall({ books }: { books: readonly BookRow[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? books : books.slice(0, FIRST_TILES);
  return (
    <>
      <ul className={classes.wall} aria-label={words.wall}>
        {shown.map((book) => (
          <BookTile key={book.id} book={book} />
        ))}
      </ul>
      {shown.length < books.length && (
        <Group justify="center" mt="lg">
          <Button variant="default" onClick={() => setWhole(true)}>
            <Text span inherit>
              {words.showAll(books.length)}
            </Text>
          </Button>
        </Group>
      )}
    </>
  );
}

const ImportLink = () => (
  <Button component={Link} to="/library/books/import" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>
    {words.import}
  </Button>
);
