// Books on one device and on two: readings, pages and their pay, the timer, notes, labels, goals, imports.
import { expect } from 'vitest';
import type { CommandArgs } from '#schema/commands.ts';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const book = scenarioId('book one');
const other = scenarioId('book two');
const reading = scenarioId('book reading');
const again = scenarioId('book reading again');
const [first, second, third] = [scenarioId('book session 1'), scenarioId('book session 2'), scenarioId('book session 3')];
const note = scenarioId('book note');
const habit = scenarioId('book habit');
const stranger = scenarioId('book stranger');
const [saturday, sunday, monday] = ['2026-02-28', '2026-03-01', '2026-03-02'] as const;

const one = (rows: TableRows, id = book) => rows['books']?.find((row) => row['id'] === id);
const sessions = (rows: TableRows) =>
  (rows['reading_sessions'] ?? [])
    .map((row) => `${row['day']} ${row['from_position']} ${row['to_position']} ${row['pages_read']}`)
    .sort();
const total = (rows: TableRows, kind: string, measure: string) =>
  (rows['occurrence_totals'] ?? [])
    .filter((row) => row['kind'] === kind && row['measure'] === measure)
    .reduce((sum, row) => sum + Number(row['amount']), 0);
const paid = (rows: TableRows) => rows['user_wallet']?.[0]?.['total_coins'] ?? 0;

const imported = (fields: Partial<CommandArgs<'book.import'>['books'][number]>): CommandArgs<'book.import'>['books'][number] => ({
  bookId: null,
  key: 'gr-1',
  title: 'Dune',
  status: 'finished',
  addedDay: '2020-01-01',
  readings: [{ key: null, status: 'finished', startedDay: null, finishedDay: '2020-02-01' }],
  sessions: [],
  bookNotes: [],
  ...fields,
});

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A book is begun by its first pages, read in sessions and finished; pages and the book are paid once.',
    steps: [
      step(0, 'book.add', { id: book, title: ' Dune ', author: 'Frank Herbert', totalPages: 100, isbn: '0-441-17271-7' }),
      step(1, 'book.read', { id: first, bookId: book, day: monday, minutes: 40, to: 30 }),
      step(2, 'book.read', { id: second, bookId: book, day: monday, to: 50 }),
      step(2, 'book.read', { id: second, bookId: book, day: monday, to: 50 }, { device: 'desktop' }),
      step(3, 'book.setStatus', { id: book, status: 'finished', readingId: reading, day: monday }),
      step(4, 'book.setStatus', { id: book, status: 'finished', readingId: again, day: monday }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(one(rows)).toMatchObject({
        title: 'Dune',
        isbn: '9780441172719',
        status: 'finished',
        current_page: 100,
        times_read: 1,
        last_finished_day: monday,
      });
      expect(rows['book_readings']).toMatchObject([
        { status: 'finished', started_day: monday, finished_day: monday, rest_pages: 50 },
      ]);
      expect(total(rows, 'reading', 'pages')).toBe(100);
      expect(total(rows, 'book', 'books')).toBe(1);
      expect(total(rows, 'reading', 'ms')).toBe(40 * 60_000);
    },
  },
  {
    title: 'Two devices that go to the same page offline count its pages once.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', totalPages: 100 }),
      step(1, 'book.read', { id: first, bookId: book, day: monday, to: 40 }),
      step(2, 'book.read', { id: second, bookId: book, day: monday, to: 40 }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(total(rows, 'reading', 'pages')).toBe(40);
      expect(rows['book_readings']).toHaveLength(1);
    },
  },
  {
    title: 'A session entered later for an earlier day, a corrected one and a deleted one leave no page counted twice.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', totalPages: 200 }),
      step(1, 'book.read', { id: first, bookId: book, day: monday, to: 90 }),
      step(2, 'book.read', { id: second, bookId: book, day: saturday, minutes: 30, to: 50, note: 'On the train' }),
      step(3, 'book.read', { id: third, bookId: book, day: sunday, pages: 10 }),
      step(4, 'book.editSession', { id: second, day: saturday, to: 60, minutes: 45, note: null }),
      step(5, 'book.deleteSession', { id: third }),
      step(6, 'book.deleteSession', { id: third }, { device: 'desktop' }),
      step(7, 'book.editSession', { id: second, to: 201 }, { outcome: 'limit_exceeded' }),
      step(8, 'book.editSession', { id: stranger, to: 2 }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(sessions(rows)).toEqual([`${saturday} 0 60 60`, `${monday} 60 90 30`]);
      expect(total(rows, 'reading', 'pages')).toBe(90);
      expect(one(rows)).toMatchObject({ current_page: 90, status: 'reading' });
    },
  },
  {
    title: 'The timer is paused here and ended there; time and pages are one session.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', totalPages: 100 }),
      step(1, 'book.startTimer', { id: first, bookId: book, day: monday }),
      step(11, 'book.pauseTimer', { id: first }),
      step(12, 'book.pauseTimer', { id: first }, { device: 'desktop' }),
      step(21, 'book.resumeTimer', { id: first }, { device: 'desktop' }),
      step(31, 'book.stopTimer', { id: first, day: monday, to: 25 }, { device: 'desktop' }),
      step(41, 'book.stopTimer', { id: first, day: monday, to: 99 }),
      step(42, 'book.discardTimer', { id: first }, { outcome: 'already_ended' }),
      step(43, 'book.resumeTimer', { id: first }),
    ],
    then: (rows) => {
      expect(rows['reading_sessions']).toMatchObject([{ status: 'ended', duration_minutes: 20, pages_read: 25, xp_awarded: 16 }]);
      expect(one(rows)).toMatchObject({ status: 'reading', current_page: 25 });
    },
  },
  {
    title: 'A second timer ends the first; a discarded one leaves nothing.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune' }),
      step(0, 'book.add', { id: other, title: 'Emma', unit: 'percent' }),
      step(1, 'book.startTimer', { id: first, bookId: book, day: monday }),
      step(11, 'book.startTimer', { id: second, bookId: other, day: monday }, { device: 'desktop' }),
      step(12, 'book.discardTimer', { id: second }),
      step(13, 'book.startTimer', { id: third, bookId: other, day: monday }),
      step(20, 'book.stopTimer', { id: third, day: monday, to: 12.5 }),
      step(21, 'book.startTimer', { id: third, bookId: stranger, day: monday }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rows['reading_sessions']).toHaveLength(2);
      expect(one(rows, other)).toMatchObject({ current_percent: 12.5 });
      expect(total(rows, 'reading', 'ms')).toBe(17 * 60_000);
    },
  },
  {
    title: 'A finish is taken back with its pay; a book may be read again, and each reading is paid.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', totalPages: 80 }),
      step(1, 'book.setStatus', { id: book, status: 'reading', readingId: reading, day: sunday }),
      step(2, 'book.setStatus', { id: book, status: 'finished', readingId: again, day: monday }),
      step(3, 'book.editReading', { id: reading, status: 'reading' }),
      step(4, 'book.editReading', { id: reading, status: 'finished', startedDay: saturday, finishedDay: sunday }),
      step(5, 'book.editReading', { id: reading, startedDay: monday }, { outcome: 'invalid_arguments' }),
      step(6, 'book.addReading', { id: again, bookId: book, status: 'finished', startedDay: null, finishedDay: '2019-05-01' }),
      step(7, 'book.setStatus', { id: book, status: 'want', readingId: third, day: monday }),
      step(
        8,
        'book.addReading',
        { id: third, bookId: stranger, status: 'stopped', startedDay: null, finishedDay: null },
        { outcome: 'not_found' },
      ),
    ],
    then: (rows) => {
      expect(one(rows)).toMatchObject({ status: 'want', times_read: 2, last_finished_day: sunday });
      expect(total(rows, 'book', 'books')).toBe(2);
      expect(paid(rows)).toBe(9);
    },
  },
  {
    title: 'A deleted reading takes back what it paid; what was only wanted again leaves no empty reading.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', totalPages: 80 }),
      step(1, 'book.read', { id: first, bookId: book, day: monday, to: 40 }),
      step(2, 'book.setStatus', { id: book, status: 'stopped', readingId: reading, day: monday }),
      step(3, 'book.setStatus', { id: book, status: 'reading', readingId: reading, day: monday }),
      step(4, 'book.deleteReading', { id: reading }),
      step(5, 'book.setStatus', { id: book, status: 'reading', readingId: again, day: monday }),
      step(6, 'book.setStatus', { id: book, status: 'want', readingId: third, day: monday }),
    ],
    then: (rows) => {
      expect(rows['book_readings']).toMatchObject([{ status: 'stopped' }]);
      expect(total(rows, 'reading', 'pages')).toBe(40);
    },
  },
  {
    title: 'A session that was forgotten belongs to the reading that was finished after it.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', totalPages: 80 }),
      step(1, 'book.addReading', { id: reading, bookId: book, status: 'finished', startedDay: saturday, finishedDay: sunday }),
      step(2, 'book.read', { id: first, bookId: book, day: saturday, minutes: 30, to: 30 }),
    ],
    then: (rows) => {
      expect(one(rows)).toMatchObject({ status: 'finished', times_read: 1 });
      expect(rows['book_readings']).toMatchObject([{ rest_pages: 50 }]);
      expect(total(rows, 'reading', 'pages')).toBe(80);
    },
  },
  {
    title: 'Pages of any book tick a linked habit, and take the tick away with them.',
    steps: [
      step(0, 'habit.add', {
        id: habit,
        name: 'Read',
        kind: 'measure',
        targetValue: 20,
        unit: 'pages',
        link: { kind: 'reading', id: null, measure: 'pages' },
      }),
      step(1, 'book.add', { id: book, title: 'Dune', totalPages: 200, unit: 'percent' }),
      step(2, 'book.read', { id: first, bookId: book, day: monday, to: 10 }),
      step(3, 'book.read', { id: second, bookId: book, day: sunday, pages: 5 }),
      step(4, 'book.deleteSession', { id: second }),
    ],
    then: (rows) =>
      expect(rows['habit_completions']).toMatchObject([{ completed_date: monday, value: 20, linked_kind: 'reading' }]),
  },
  {
    title: 'Another length counts the pages of a percent reading anew; a wrong ISBN is refused.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', unit: 'percent' }),
      step(1, 'book.read', { id: first, bookId: book, day: monday, to: 25 }),
      step(2, 'book.edit', {
        id: book,
        totalPages: 400,
        rating: 4.5,
        tags: ['SF', ' sf ', 'Desert'],
        cover: { sha256: 'a'.repeat(64), type: 'image/jpeg' },
      }),
      step(3, 'book.edit', { id: book, unit: 'pages', series: '', notes: 'Borrowed' }, { device: 'desktop' }),
      step(4, 'book.edit', { id: stranger, title: 'No' }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(one(rows)).toMatchObject({
        tags: ['SF', 'Desert'],
        current_page: 100,
        rating: 4.5,
        series: null,
        cover_type: 'image/jpeg',
      });
      expect(total(rows, 'reading', 'pages')).toBe(100);
    },
  },
  {
    title: 'Notes are added, changed and deleted; labels are renamed, merged and removed; a year has one goal.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune', tags: ['sf', 'long'], shelves: ['Attic'] }),
      step(0, 'book.add', { id: other, title: 'Emma', tags: ['classic'] }),
      step(1, 'book.addNote', { id: note, bookId: book, kind: 'quote', content: 'Fear is the mind-killer.', page: 8 }),
      step(2, 'book.editNote', { id: note, page: 9 }),
      step(3, 'book.addNote', { id: first, bookId: book, kind: 'note', content: 'x', page: null }),
      step(4, 'book.deleteNote', { id: first }),
      step(5, 'book.addNote', { id: second, bookId: stranger, kind: 'note', content: 'x', page: null }, { outcome: 'not_found' }),
      step(6, 'book.renameLabel', { of: 'tags', from: 'sf', to: 'Long' }),
      step(7, 'book.renameLabel', { of: 'shelves', from: 'Attic', to: null }),
      step(8, 'book.setGoal', { year: 2026, unit: 'books', target: 30 }),
      step(9, 'book.setGoal', { year: 2026, unit: 'pages', target: 9_000 }, { device: 'desktop' }),
      step(10, 'book.setGoal', { year: 2027, unit: 'books', target: null }),
    ],
    then: (rows) => {
      expect(rows['book_notes']).toMatchObject([{ kind: 'quote', page: 9 }]);
      expect(one(rows)).toMatchObject({ tags: ['Long'], shelves: [] });
      expect(rows['reading_goals']).toMatchObject([{ year: 2026, unit: 'pages', target: 9_000 }]);
    },
  },
  {
    title: 'A deleted book takes its history along.',
    steps: [
      step(0, 'book.add', { id: book, title: 'Dune' }),
      step(1, 'book.read', { id: first, bookId: book, day: monday, pages: 5 }),
      step(2, 'book.addNote', { id: note, bookId: book, kind: 'note', content: 'x', page: null }),
      step(3, 'book.delete', { id: book }),
      step(4, 'book.delete', { id: book }, { device: 'desktop' }),
    ],
    then: (rows) => {
      for (const table of ['books', 'book_readings', 'reading_sessions', 'book_notes']) expect(rows[table]).toBeUndefined();
    },
  },
  {
    title: 'The same file twice changes nothing, pays nothing, and does not take a finished book back.',
    steps: [
      step(0, 'book.import', { source: 'goodreads', books: [imported({ tags: ['sf'], totalPages: 600 })] }),
      step(1, 'book.import', { source: 'goodreads', books: [imported({ tags: ['sf'], rating: 4 })] }, { device: 'desktop' }),
      step(2, 'book.import', {
        source: 'goodreads',
        books: [
          imported({ status: 'reading', readings: [{ key: null, status: 'reading', startedDay: null, finishedDay: null }] }),
        ],
      }),
      step(3, 'book.import', { source: 'goodreads', books: [imported({ status: 'want', readings: [] })] }),
    ],
    then: (rows) => {
      expect(rows['books']).toMatchObject([{ status: 'finished', rating: 4, times_read: 1, tags: ['sf'] }]);
      expect(rows['book_readings']).toHaveLength(1);
      expect(rows['points_ledger']).toBeUndefined();
    },
  },
  {
    title: 'A later export finishes what an earlier one had as being read; an import is undone without what was done here.',
    steps: [
      step(0, 'book.import', {
        source: 'goodreads',
        books: [
          imported({ status: 'reading', readings: [{ key: null, status: 'reading', startedDay: saturday, finishedDay: null }] }),
          imported({
            key: 'gr-2',
            title: 'Emma',
            sessions: [
              {
                key: 's1',
                reading: 0,
                day: saturday,
                startedAt: null,
                ms: 60_000,
                unit: 'pages',
                to: 20,
                pages: null,
                note: null,
              },
            ],
            bookNotes: [{ key: 'n1', kind: 'quote', content: 'Badly done', page: 3, at: null }],
          }),
        ],
      }),
      step(1, 'book.import', {
        source: 'goodreads',
        books: [imported({ readings: [{ key: null, status: 'finished', startedDay: null, finishedDay: monday }] })],
      }),
      step(2, 'book.add', { id: book, title: 'Emma' }),
      step(3, 'book.import', { source: 'storygraph', books: [imported({ bookId: book, title: 'Emma', author: 'Jane Austen' })] }),
      step(4, 'book.undoImport', { source: 'storygraph', bookIds: [book, stranger] }),
    ],
    then: (rows) => {
      expect(rows['books']).toHaveLength(3);
      expect(one(rows)).toMatchObject({ author: 'Jane Austen', status: 'want' });
      expect(rows['book_readings']).toMatchObject([{ status: 'finished' }, { status: 'finished' }]);
    },
  },
];
