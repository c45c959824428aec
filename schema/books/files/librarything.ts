// LibraryThing's tab-delimited export. It quotes nothing, so its lines are split by tabs here: a title that begins with a quotation mark
// would otherwise swallow the rows after it.
import type { Format } from '../../files/format.ts';
import { dayOrderOf } from '../../files/moments.ts';
import { storableText } from '../../storable.ts';
import { bookLimits, type BookStatus } from '../rules/book.ts';
import { BookRowsReader, CellReader, emptyBook, nameInOrder, plainText, readFormat, type BookFile } from './book-file.ts';

const STATUS_BY_COLLECTION: readonly [RegExp, BookStatus][] = [
  [/currently reading/i, 'reading'],
  [/to read|wishlist|want/i, 'want'],
  [/unfinished|abandon|did not finish/i, 'stopped'],
  [/\bread\b/i, 'finished'],
];

interface Line {
  cells: string[];
  line: number;
}

/** A review may contain line breaks: a line that does not begin with a book's number belongs to the row before it. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const [at, one] of storableText(text)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const last = lines.at(-1);
    if (lines.length <= 1 || /^"?\d+"?\t/.test(one)) {
      if (one !== '') lines.push({ cells: one.split('\t'), line: at + 1 });
    } else if (last && one !== '') {
      const [first = '', ...rest] = one.split('\t');
      last.cells.push(`${last.cells.pop() ?? ''}\n${first}`, ...rest);
    }
  }
  return lines;
}

/** Owned books that were rated, reviewed or dated were read; of the others nothing is known. */
function statusOf(collections: string, wasRead: boolean, isBegun: boolean): BookStatus {
  if (wasRead && !/unfinished|abandon|did not finish/i.test(collections)) return 'finished';
  const found = STATUS_BY_COLLECTION.find(([words]) => words.test(collections));
  return found?.[1] ?? (isBegun ? 'reading' : 'want');
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

export const libraryThingFormat: Format<BookFile> = {
  id: 'librarything',
  domain: 'books',
  name: 'LibraryThing',
  sniff({ text }) {
    const head =
      text
        .slice(0, 2_000)
        .split(/\r\n|\r|\n/)[0]
        ?.replaceAll('"', '')
        .split('\t') ?? [];
    return ['Primary Author', 'Collections', 'Title'].every((name) => head.includes(name))
      ? { confidence: 0.97 }
      : { reason: null };
  },
  read({ text }) {
    const rows = new BookRowsReader();
    const [head, ...lines] = linesOf(text);
    const at = new Map((head?.cells ?? []).map((name, index) => [name.replaceAll('"', '').trim(), index]));
    const cellOf =
      (cells: readonly string[]) =>
      (name: string): string =>
        (cells[at.get(name) ?? -1] ?? '').trim();
    const order = dayOrderOf(lines.map(({ cells }) => cellOf(cells)('Date Read')));
    for (const { cells, line } of lines) {
      const cell = cellOf(cells);
      const values = new CellReader(rows, line, order);
      const [startedDay, finishedDay] = [
        values.day(cell('Date Started'), 'Date Started'),
        values.day(cell('Date Read'), 'Date Read'),
      ];
      const rating = values.rating(cell('Rating'));
      const collections = list(cell('Collections'));
      const wasRead = finishedDay !== null || rating !== null || cell('Review') !== '';
      const status = statusOf(cell('Collections'), wasRead, startedDay !== null);
      rows.add(line, {
        ...emptyBook(cell('Book Id') || cell('Title'), cell('Title')),
        author: nameInOrder(cell('Primary Author')),
        otherAuthors: cell('Secondary Author').split('|').map(nameInOrder).join(', '),
        isbn: values.isbn(cell('ISBN'), ...list(cell('ISBNs'))),
        rating,
        review: plainText(cell('Review')),
        notes: [cell('Comment'), cell('Private Comment')].filter((one) => one !== '').join('\n'),
        publisher: /^([^(]*)\(/.exec(cell('Publication'))?.[1] ?? cell('Publication'),
        publishedYear: values.year(cell('Date')),
        totalPages: values.count(cell('Page Count'), bookLimits.pages),
        format: readFormat(cell('Media')),
        language: list(cell('Languages'))[0] ?? null,
        tags: list(cell('Tags')),
        shelves: collections.filter((name) => name !== 'Your library'),
        addedDay: values.day(cell('Entry Date'), 'Entry Date'),
        status,
        readings:
          status === 'want' ? [] : [{ key: null, status, startedDay, finishedDay: status === 'reading' ? null : finishedDay }],
      });
    }
    return rows.result('librarything');
  },
};
