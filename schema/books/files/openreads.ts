// OpenReads' CSV export. Its readings are `start|finish|milliseconds`, joined by semicolons.
import { fromCsvCell } from '../../files/csv.ts';
import type { Format } from '../../files/format.ts';
import { bookLimits, type BookStatus } from '../rules/book.ts';
import { BookRowsReader, CellReader, emptyBook, readFormat, type BookFile, type FileBook } from './book-file.ts';

const STATUSES: Readonly<Record<string, BookStatus>> = {
  for_later: 'want',
  planned: 'want',
  to_read: 'want',
  in_progress: 'reading',
  reading: 'reading',
  finished: 'finished',
  read: 'finished',
  abandoned: 'stopped',
  unfinished: 'stopped',
};

interface FileReadings {
  readings: FileBook['readings'];
  sessions: FileBook['sessions'];
}

/** The time of a reading becomes one session on its last day. */
function readingsOf(text: string, status: BookStatus, values: CellReader): FileReadings {
  const parts = text.split(';').filter((one) => one.trim() !== '');
  const found: FileReadings = { readings: [], sessions: [] };
  for (const [at, part] of parts.entries()) {
    const [start = '', finish = '', ms = ''] = part.split('|').map((one) => one.trim());
    const [startedDay, finishedDay] = [values.day(start, 'readings'), values.day(finish, 'readings')];
    const isLast = at === parts.length - 1;
    const state =
      isLast && status === 'stopped'
        ? 'stopped'
        : finishedDay === null && isLast && status === 'reading'
          ? 'reading'
          : 'finished';
    const readMs = Math.min(2_000_000_000, values.count(ms, Number.MAX_SAFE_INTEGER) ?? 0);
    const day = finishedDay ?? startedDay;
    if (readMs > 0 && day !== null)
      found.sessions.push({
        key: `time ${at}`,
        reading: found.readings.length,
        day,
        startedAt: null,
        ms: readMs,
        unit: 'pages',
        to: null,
        pages: null,
        note: null,
      });
    found.readings.push({ key: null, status: state, startedDay, finishedDay: state === 'reading' ? null : finishedDay });
  }
  const isMissing =
    (status === 'reading' && !found.readings.some((one) => one.status === 'reading')) ||
    ((status === 'finished' || status === 'stopped') && found.readings.length === 0);
  if (isMissing) found.readings.push({ key: null, status, startedDay: null, finishedDay: null });
  return found;
}

export const openreadsFormat: Format<BookFile> = {
  id: 'openreads',
  domain: 'books',
  name: 'OpenReads',
  sniff({ table }) {
    const cells = table.rows[0]?.cells ?? [];
    return ['title', 'author', 'status', 'publication_year'].every((name) => cells.includes(name)) &&
      (cells.includes('olid') || cells.includes('readings'))
      ? { confidence: 0.97 }
      : { reason: null };
  },
  read({ table: { rows: table } }) {
    const rows = new BookRowsReader();
    const at = new Map((table[0]?.cells ?? []).map((name, index) => [name.trim(), index]));
    for (const { cells, line } of table.slice(1)) {
      const cell = (name: string): string => fromCsvCell(cells[at.get(name) ?? -1] ?? '').trim();
      if (cell('deleted') === 'true') {
        rows.notice(line, `“${cell('title').slice(0, 60)}” was deleted in OpenReads and is left out.`);
        continue;
      }
      const values = new CellReader(rows, line);
      const status = STATUSES[cell('status')];
      if (status === undefined)
        rows.notice(line, `The status “${cell('status').slice(0, 30)}” is not known; the book is wanted.`);
      // Older versions had one reading, in two columns of their own.
      const readings = at.has('readings')
        ? cell('readings')
        : [cell('start_date'), cell('finish_date')].join('|').replace(/^\|$/, '');
      rows.add(line, {
        ...emptyBook(cell('olid') || cell('isbn') || `${cell('title')} | ${cell('author')}`, cell('title')),
        subtitle: cell('subtitle'),
        author: cell('author'),
        isbn: values.isbn(cell('isbn')),
        rating: values.rating(cell('rating')),
        totalPages: values.count(cell('pages'), bookLimits.pages),
        publishedYear: values.year(cell('publication_year')),
        format: readFormat(cell('book_format')),
        review: cell('my_review'),
        notes: cell('notes') || cell('description'),
        tags: cell('tags').split(/\|{2,}|[;,]/),
        isFavorite: cell('favourite') === 'true',
        addedDay: values.day(cell('date_added'), 'date_added'),
        status: status ?? 'want',
        ...readingsOf(readings, status ?? 'want', values),
      });
    }
    return rows.result('openreads');
  },
};
