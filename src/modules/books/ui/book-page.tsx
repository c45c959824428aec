// One book: its progress with timer and pace, readings, sessions, quotes and notes, and what is known of it.
import { ActionIcon, Button, Group, Menu, Rating, Stack, Text, Textarea } from '@mantine/core';
import {
  IconBook,
  IconBookmark,
  IconCheck,
  IconDots,
  IconPencil,
  IconPlayerStop,
  IconPlus,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { bookLimits } from '#schema/books/rules/book.ts';
import { factLine } from '#src/format/words.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { joinRows, useRow, useRows } from '#src/replica/public.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { Page } from '#src/ui/page.tsx';
import { RecordPage } from '#src/ui/record-page.tsx';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { setStatus } from '../commands.ts';
import { paceOf, progressOf, sessionsOfReading } from '../model.ts';
import {
  bookById,
  notesOfBook,
  readingsOfBook,
  sessionsOfBook,
  type BookDetails,
  type NoteRow,
  type ReadingRow,
  type SessionRow,
} from '../queries.ts';
import { strings } from '../strings.ts';
import { BookForm } from './book-form.tsx';
import { BookNotes } from './book-notes.tsx';
import classes from './books.module.css';
import { CoverField } from './cover-field.tsx';
import { Cover } from './cover.tsx';
import { Pace } from './pace.tsx';
import { ReadingTimer } from './reading-timer.tsx';
import { Readings } from './readings.tsx';
import { SessionDialog } from './session-dialog.tsx';
import { Sessions } from './sessions.tsx';

const words = strings.page;
const route = getRouteApi('/library/books/$bookId');

export function BookPage() {
  const { bookId } = route.useParams();
  const book = useRow(bookById(bookId), { mayArrive: true });
  const known = joinRows({
    readings: useRows(readingsOfBook(bookId)),
    sessions: useRows(sessionsOfBook(bookId)),
    notes: useRows(notesOfBook(bookId)),
  });
  return (
    <RecordPage
      title={strings.title}
      record={book}
      beside={known}
      missing={{
        icon: IconBook,
        title: words.missingTitle,
        text: words.missingText,
        back: { to: '/library/books', label: words.back },
      }}
    >
      {(row, rows) => <Known book={row} {...rows} />}
    </RecordPage>
  );
}

interface KnownProps {
  book: BookDetails;
  readings: readonly ReadingRow[];
  sessions: readonly SessionRow[];
  notes: readonly NoteRow[];
}

function Known({ book, readings, sessions, notes }: KnownProps) {
  const today = useToday();
  const open = readings.find(({ status }) => status === 'reading') ?? null;
  const pace = paceOf(book, sessionsOfReading(sessions, readings), today);
  return (
    <Page
      title={book.title}
      description={factLine(
        book.subtitle,
        [book.author, book.other_authors].filter(Boolean).join(', '),
        book.series === null ? null : strings.series(book.series, book.series_number),
      )}
      actions={<Actions book={book} openReadingId={open?.id ?? null} />}
    >
      <div className={classes.head}>
        <Cover book={book} />
        <Stack gap="md">
          <Progress book={book} openReadingId={open?.id ?? null} />
          <Stars book={book} />
        </Stack>
      </div>
      {book.status === 'reading' && <Pace book={book} pace={pace} />}
      <div className={classes.pair}>
        <BookNotes book={book} notes={notes} />
        <Sessions book={book} sessions={sessions} />
        <Readings book={book} readings={readings} />
        <Review book={book} />
        <Details book={book} />
        <CoverField book={book} />
      </div>
    </Page>
  );
}

function Progress({ book, openReadingId }: { book: BookDetails; openReadingId: string | null }) {
  const run = useRun();
  const today = useToday();
  const [isLogging, setLogging] = useState(false);
  const { position, total, share } = progressOf(book);
  const to = (status: BookDetails['status']) => void setStatus(run, book, { status, day: today, openReadingId });
  const isReading = book.status === 'reading';
  return (
    <div>
      <Text size="sm" c="dimmed">
        {factLine(strings.statuses[book.status], book.times_read > 1 ? strings.timesRead(book.times_read) : null)}
      </Text>
      <Text fz="lg" fw={600} className="tabular">
        {isReading || position > 0 ? strings.position(position, total, book.unit) : words.notBegun}
      </Text>
      {share !== null && isReading && (
        <div
          className={classes.bar}
          role="progressbar"
          aria-label={words.progress}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
        >
          <span style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <Group gap="xs" mt="sm">
        {isReading ? (
          <>
            <ReadingTimer book={book} />
            <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setLogging(true)}>
              {words.log}
            </Button>
            <Button variant="default" leftSection={<IconCheck size={18} aria-hidden />} onClick={() => to('finished')}>
              {words.finish}
            </Button>
          </>
        ) : (
          <>
            <Button leftSection={<IconBook size={18} aria-hidden />} onClick={() => to('reading')}>
              {book.times_read > 0 ? words.again : words.begin}
            </Button>
            {book.status !== 'finished' && (
              <Button variant="default" leftSection={<IconCheck size={18} aria-hidden />} onClick={() => to('finished')}>
                {words.finish}
              </Button>
            )}
          </>
        )}
      </Group>
      {isLogging && <SessionDialog book={book} mode={{ kind: 'new' }} onClose={() => setLogging(false)} />}
    </div>
  );
}

function Stars({ book }: { book: BookDetails }) {
  const run = useRun();
  const rate = (rating: number | null) => void run('book.edit', { id: book.id, rating });
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {words.rate}
      </Text>
      <Group gap="sm">
        <Rating
          role="radiogroup"
          aria-label={words.rate}
          fractions={2}
          size="min(2rem, 11vw)"
          className={classes.stars}
          value={book.rating ?? 0}
          onChange={(value) => rate(value === 0 ? null : value)}
          getSymbolLabel={(value) => strings.rating(value)}
        />
        {book.rating !== null && (
          <ActionIcon aria-label={words.clearRating} onClick={() => rate(null)}>
            <IconRefresh size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </div>
  );
}

type Dialog = 'closed' | 'edit' | 'delete';

function Actions({ book, openReadingId }: { book: BookDetails; openReadingId: string | null }) {
  const run = useRun();
  const today = useToday();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<Dialog>('closed');
  const close = () => setDialog('closed');
  const to = (status: BookDetails['status']) => void setStatus(run, book, { status, day: today, openReadingId });
  const remove = async (): Promise<void> => {
    if (!(await run('book.delete', { id: book.id }))) return;
    showToast({ message: strings.saved.deleted });
    void navigate({ to: '/library/books' });
  };
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setDialog('edit')}>
        {strings.edit}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={strings.more}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {book.status === 'reading' && (
            <Menu.Item leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={() => to('stopped')}>
              {words.stop}
            </Menu.Item>
          )}
          {book.status !== 'want' && (
            <Menu.Item leftSection={<IconBookmark size={18} aria-hidden />} onClick={() => to('want')}>
              {words.want}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setDialog('delete')}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' && <BookForm book={book} onClose={close} />}
      {dialog === 'delete' && (
        <Confirm
          isDangerous
          title={words.removeTitle}
          text={words.removeText}
          confirm={words.remove}
          keep={words.keep}
          onClose={close}
          onConfirm={() => void remove()}
        />
      )}
    </>
  );
}

function Review({ book }: { book: BookDetails }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Section
      title={words.review}
      actions={
        <Button variant="subtle" onClick={() => setOpen(true)}>
          {words.editReview}
        </Button>
      }
    >
      {book.review !== null && <Text className={classes.pre}>{book.review}</Text>}
      {isOpen && <ReviewDialog book={book} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function ReviewDialog({ book, onClose }: { book: BookDetails; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { review: book.review ?? '' },
    toArgs: ({ review }) => ({ review: review.trim() || null }),
    save: { change: (changes) => save('book.edit', { id: book.id, ...changes }) },
    draftKey: `book-review-${book.id}`,
    onDone: onClose,
  });
  return (
    <FormDialog title={words.review} form={form} onClose={onClose} size="lg">
      <Textarea
        label={words.review}
        autosize
        minRows={6}
        maxRows={18}
        maxLength={bookLimits.text}
        data-autofocus
        {...form.fields.getInputProps('review')}
      />
    </FormDialog>
  );
}

function Details({ book }: { book: BookDetails }) {
  const names = words.detailNames;
  const length = book.unit === 'minutes' ? book.total_minutes : book.total_pages;
  const facts: [string, ReactNode][] = [
    [names.format, book.format && strings.formats[book.format]],
    [names.length, length !== null && strings.amount(length, book.unit === 'minutes' ? 'minutes' : 'pages')],
    [names.series, book.series !== null && strings.series(book.series, book.series_number)],
    [names.publisher, factLine(book.publisher, book.published_year?.toString())],
    [names.language, book.language],
    [names.isbn, book.isbn],
    [names.shelves, book.shelves.join(', ')],
    [names.tags, book.tags.join(', ')],
    [words.notesTitle, book.notes],
  ];
  const shown = facts.filter(([, value]) => value);
  if (shown.length === 0) return null;
  return (
    <Section title={words.details}>
      <dl className={classes.facts}>
        {shown.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd className={classes.pre}>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
