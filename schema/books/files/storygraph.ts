// StoryGraph's library export.
import { fromCsvCell } from '../../files/csv.ts';
import type { Format } from '../../files/format.ts';
import type { BookStatus } from '../rules/book.ts';
import { BookRowsReader, CellReader, emptyBook, plainText, readFormat, type BookFile, type FileBook } from './book-file.ts';

const STATUSES: Readonly<Record<string, BookStatus>> = {
  'to-read': 'want',
  'currently-reading': 'reading',
  read: 'finished',
  'did-not-finish': 'stopped',
  paused: 'stopped',
};

/** "2023/05/23-2023/06/07, 2019/01/02": the spans of all readings, or only their last days. */
function spansOf(text: string, values: CellReader): { startedDay: string | null; finishedDay: string | null }[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const span = /^(\d{4}\/\d{1,2}(?:\/\d{1,2})?)?\s*-\s*(\d{4}\/\d{1,2}(?:\/\d{1,2})?)?$/.exec(one);
      if (!span) return { startedDay: null, finishedDay: values.day(one, 'Dates Read') };
      return { startedDay: values.day(span[1] ?? '', 'Dates Read'), finishedDay: values.day(span[2] ?? '', 'Dates Read') };
    });
}

const MOST_READINGS = 50;

function readingsOf(status: BookStatus, count: number, cell: (name: string) => string, values: CellReader): FileBook['readings'] {
  const spans = spansOf(cell('Dates Read'), values);
  const [last] = spans.length === 0 ? [values.day(cell('Last Date Read'), 'Last Date Read')] : [null];
  const dated = spans.length > 0 || last === null || last === undefined ? spans : [{ startedDay: null, finishedDay: last }];
  const reading = (
    state: 'reading' | 'finished' | 'stopped',
    days = { startedDay: null as string | null, finishedDay: null as string | null },
  ) => ({ key: null, status: state, ...days });
  const finished = dated.filter(({ finishedDay }) => finishedDay !== null).map((days) => reading('finished', days));
  const times = Math.min(MOST_READINGS, status === 'finished' ? Math.max(1, count) : count);
  const undated = Array.from({ length: Math.max(0, times - finished.length) }, () => reading('finished'));
  const open = dated.find(({ finishedDay }) => finishedDay === null);
  switch (status) {
    case 'finished':
    case 'want':
      return [...finished, ...(status === 'finished' || count > 0 ? undated : [])];
    case 'reading':
      return [...finished, ...undated, reading('reading', open)];
    case 'stopped': {
      // The last span is that of the reading that was stopped.
      const [stopped, ...earlier] = finished;
      return [...earlier, { ...(stopped ?? reading('stopped', open)), status: 'stopped' }];
    }
  }
}

export const storygraphFormat: Format<BookFile> = {
  id: 'storygraph',
  domain: 'books',
  name: 'StoryGraph',
  sniff({ table }) {
    const cells = table.rows[0]?.cells ?? [];
    return cells.includes('Read Status') && cells.includes('Title') && cells.includes('Authors')
      ? { confidence: 0.97 }
      : { reason: null };
  },
  read({ table: { rows: table } }) {
    const rows = new BookRowsReader();
    const at = new Map((table[0]?.cells ?? []).map((name, index) => [name.trim(), index]));
    for (const { cells, line } of table.slice(1)) {
      const cell = (name: string): string => fromCsvCell(cells[at.get(name) ?? -1] ?? '').trim();
      const values = new CellReader(rows, line);
      const status = STATUSES[cell('Read Status')];
      if (status === undefined)
        rows.notice(line, `The status “${cell('Read Status').slice(0, 30)}” is not known; the book is wanted.`);
      const [author = '', ...others] = cell('Authors')
        .split(',')
        .map((name) => name.trim());
      const uid = cell('ISBN/UID');
      rows.add(line, {
        ...emptyBook(uid || `${cell('Title')} | ${author}`, cell('Title')),
        author,
        otherAuthors: [...others, cell('Contributors')].filter((name) => name !== '').join(', '),
        isbn: values.isbn(uid),
        format: readFormat(cell('Format')),
        rating: values.rating(cell('Star Rating')),
        review: plainText(cell('Review')),
        tags: cell('Tags').split(','),
        shelves: cell('Owned?') === 'Yes' ? ['Owned'] : [],
        addedDay: values.day(cell('Date Added'), 'Date Added'),
        status: status ?? 'want',
        readings: readingsOf(status ?? 'want', values.count(cell('Read Count'), 1_000) ?? 0, cell, values),
      });
    }
    return rows.result('storygraph');
  },
};
