// I3 and I4 for books: whatever two devices do to two books, in any order of arrival, no page is counted twice, a book has at most one open
// reading and a person one timer, each occurrence stands for a row, and the ledger equals the balances.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPgliteDatabase } from './pglite-database.ts';
import { runScenario, scenarioId, step, type CommandDatabase, type Step, type TableRows } from './scenario.ts';

let pglite: CommandDatabase;
beforeAll(async () => {
  pglite = await openPgliteDatabase();
});
afterAll(() => pglite?.close());

const books = ['one', 'two'].map((name) => scenarioId(`book order ${name}`));
const ids = ['a', 'b', 'c', 'd'].map((name) => scenarioId(`book order ${name}`));
const days = ['2026-02-27', '2026-03-01', '2026-03-02'] as const;

const verbs = [
  'read',
  'read',
  'editSession',
  'deleteSession',
  'start',
  'stop',
  'pause',
  'resume',
  'status',
  'status',
  'reopen',
  'deleteReading',
] as const;

const anyStep: fc.Arbitrary<Step> = fc
  .record({
    verb: fc.constantFrom(...verbs),
    bookId: fc.constantFrom(...books),
    id: fc.constantFrom(...ids),
    day: fc.constantFrom(...days),
    minute: fc.integer({ min: 2, max: 300 }),
    device: fc.constantFrom('phone' as const, 'desktop' as const),
    to: fc.option(fc.integer({ min: 0, max: 100 })),
    pages: fc.nat(40),
    minutes: fc.nat(60),
    status: fc.constantFrom('want' as const, 'reading' as const, 'finished' as const, 'stopped' as const),
  })
  .map(({ verb, bookId, id, day, minute, device, to, pages, minutes, status }) => {
    const by = { device };
    switch (verb) {
      case 'read':
        return step(minute, 'book.read', { id, bookId, day, to, pages, minutes }, by);
      case 'editSession':
        return step(minute, 'book.editSession', { id, day, to, minutes }, by);
      case 'deleteSession':
        return step(minute, 'book.deleteSession', { id }, by);
      case 'start':
        return step(minute, 'book.startTimer', { id, bookId, day }, by);
      case 'stop':
        return step(minute, 'book.stopTimer', { id, day, to }, by);
      case 'pause':
        return step(minute, 'book.pauseTimer', { id }, by);
      case 'resume':
        return step(minute, 'book.resumeTimer', { id }, by);
      case 'status':
        return step(minute, 'book.setStatus', { id: bookId, status, readingId: id, day }, by);
      case 'reopen':
        return step(minute, 'book.editReading', { id, status: 'reading' }, by);
      case 'deleteReading':
        return step(minute, 'book.deleteReading', { id }, by);
    }
  });

const rowsOf = (rows: TableRows, table: string) => rows[table] ?? [];
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const numbers = (rows: TableRows, table: string, column: string) => rowsOf(rows, table).map((row) => Number(row[column] ?? 0));
const total = (rows: TableRows, kind: string, measure: string) =>
  sum(
    rowsOf(rows, 'occurrence_totals').flatMap((row) =>
      row['kind'] === kind && row['measure'] === measure ? Number(row['amount']) : [],
    ),
  );

it('actions of two devices in any order never count a page or pay a book twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 16 }), async (steps) => {
      const begun = books.map((id, at) =>
        step(0, 'book.add', { id, title: `Book ${at}`, totalPages: 100, unit: at === 0 ? 'pages' : 'percent' }),
      );
      const { rows, before, undone } = await runScenario(pglite, { title: 'any order', steps: [...begun, ...steps] });
      const [readings, sessions] = [rowsOf(rows, 'book_readings'), rowsOf(rows, 'reading_sessions')];
      for (const id of books)
        expect(readings.filter((one) => one['book_id'] === id && one['status'] === 'reading').length).toBeLessThanOrEqual(1);
      expect(sessions.filter(({ status }) => status !== 'ended').length).toBeLessThanOrEqual(1);
      for (const session of sessions) expect(readings.some(({ id }) => id === session['reading_id'])).toBe(true);

      expect(total(rows, 'reading', 'pages')).toBe(
        sum(numbers(rows, 'reading_sessions', 'pages_read')) + sum(numbers(rows, 'book_readings', 'rest_pages')),
      );
      expect(total(rows, 'book', 'books')).toBe(readings.filter(({ status }) => status === 'finished').length);
      for (const book of rowsOf(rows, 'books')) {
        expect(book['times_read']).toBe(
          readings.filter((one) => one['book_id'] === book['id'] && one['status'] === 'finished').length,
        );
        if (readings.some((one) => one['book_id'] === book['id'] && one['status'] === 'reading'))
          expect(book['status']).toBe('reading');
      }

      const ledger = rowsOf(rows, 'points_ledger');
      expect(new Set(ledger.map((row) => row['idempotency_key'])).size).toBe(ledger.length);
      expect(sum(numbers(rows, 'user_wallet', 'total_coins'))).toBe(sum(numbers(rows, 'points_ledger', 'coins')));
      expect(sum(numbers(rows, 'user_progress', 'total_xp'))).toBe(sum(numbers(rows, 'points_ledger', 'xp')));
      expect(undone).toEqual(before);
    }),
    { numRuns: 40 },
  );
}, 180_000);
