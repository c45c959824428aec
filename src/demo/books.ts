// Books in the demo year: read one after another in the evenings, one of them stopped and one read twice, with stars and quotes; some
// are only wanted, and an audiobook runs beside them.
import type { CommandArgs } from '#schema/commands.ts';
import type { Act, DemoDay, Life } from './life.ts';

type BookFields = Omit<CommandArgs<'book.add'>, 'id'>;

const book = (title: string, author: string, totalPages: number, more: Partial<BookFields> = {}): BookFields => ({
  title,
  author,
  totalPages,
  format: 'paperback',
  language: 'English',
  ...more,
});

const READ: readonly BookFields[] = [
  book('Pride and Prejudice', 'Jane Austen', 432, {
    tags: ['classic'],
    shelves: ['Owned'],
    publishedYear: 1813,
    isbn: '9780141439518',
  }),
  book('Frankenstein', 'Mary Shelley', 288, { tags: ['classic', 'gothic'], publishedYear: 1818, isbn: '9780141439471' }),
  book('The Time Machine', 'H. G. Wells', 118, { tags: ['science fiction'], format: 'ebook', publishedYear: 1895 }),
  book('Great Expectations', 'Charles Dickens', 544, { tags: ['classic'], shelves: ['Owned'], publishedYear: 1861 }),
  book('Emma', 'Jane Austen', 474, { tags: ['classic'], publishedYear: 1815 }),
  book('The War of the Worlds', 'H. G. Wells', 192, { tags: ['science fiction'], publishedYear: 1898 }),
  book('Moby-Dick', 'Herman Melville', 720, {
    tags: ['classic', 'sea'],
    format: 'hardcover',
    shelves: ['Owned'],
    publishedYear: 1851,
  }),
  book('The Picture of Dorian Gray', 'Oscar Wilde', 254, { tags: ['classic', 'gothic'], publishedYear: 1890 }),
  book('A Study in Scarlet', 'Arthur Conan Doyle', 123, {
    tags: ['crime'],
    series: 'Sherlock Holmes',
    seriesNumber: 1,
    format: 'ebook',
    publishedYear: 1887,
  }),
  book('The Sign of the Four', 'Arthur Conan Doyle', 129, {
    tags: ['crime'],
    series: 'Sherlock Holmes',
    seriesNumber: 2,
    format: 'ebook',
    publishedYear: 1890,
  }),
  book('Middlemarch', 'George Eliot', 880, { tags: ['classic'], publishedYear: 1871 }),
  book('The Moonstone', 'Wilkie Collins', 528, { tags: ['crime', 'classic'], publishedYear: 1868 }),
  book('Wuthering Heights', 'Emily Brontë', 416, { tags: ['classic', 'gothic'], publishedYear: 1847 }),
  book('The Hound of the Baskervilles', 'Arthur Conan Doyle', 174, {
    tags: ['crime'],
    series: 'Sherlock Holmes',
    seriesNumber: 5,
    format: 'ebook',
    publishedYear: 1902,
  }),
  book('War and Peace', 'Leo Tolstoy', 1_392, { tags: ['classic'], format: 'hardcover', publishedYear: 1869 }),
  book('Ulysses', 'James Joyce', 933, { tags: ['classic'], publishedYear: 1922 }),
];

const AUDIOBOOK = book('Walden', 'Henry David Thoreau', 352, {
  unit: 'minutes',
  totalMinutes: 740,
  format: 'audiobook',
  tags: ['essay'],
  publishedYear: 1854,
});

const WANTED: readonly BookFields[] = [
  book('Dracula', 'Bram Stoker', 418, { tags: ['gothic'], publishedYear: 1897 }),
  book('Jane Eyre', 'Charlotte Brontë', 532, { tags: ['classic'], publishedYear: 1847 }),
  book('Twenty Thousand Leagues Under the Sea', 'Jules Verne', 394, { tags: ['science fiction', 'sea'], publishedYear: 1870 }),
  book('Anna Karenina', 'Leo Tolstoy', 864, { shelves: ['Borrowed from Mira'], publishedYear: 1878 }),
];

const QUOTES = [
  'It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.',
  'Beware; for I am fearless, and therefore powerful.',
  'I have been impressed with the urgency of doing.',
  'We need never be ashamed of our tears.',
  'Call me Ishmael.',
] as const;

const STARS = [3, 3.5, 4, 4, 4.5, 5] as const;
/** The book that is given up, by its place in the list. */
const STOPPED = 6;

export function* booksYear({ days, random, at }: Life): Generator<Act> {
  const [first] = days;
  if (!first) return;
  yield [
    {
      at: at(first.day, 8 * 60),
      name: 'book.setGoal',
      args: { year: Number(days.at(-1)?.day.slice(0, 4)), unit: 'books', target: 14 },
    },
  ];
  for (const [index, fields] of WANTED.entries()) {
    const on = days[40 + index * 70];
    if (!on) continue;
    const when = at(on.day, 13 * 60);
    yield [{ at: when, name: 'book.add', args: { ...fields, id: random.id(when) } }];
  }
  yield* listened(days.slice(120, 270), { random, at });
  let from = 0;
  for (const [index, fields] of READ.entries()) {
    const evenings = days.slice(from);
    if (evenings.length === 0) return;
    const read = readOne(evenings, fields, { random, at, isStopped: index === STOPPED });
    let next = read.next();
    while (next.done !== true) {
      yield next.value;
      next = read.next();
    }
    from += next.value + random.between(0, 4);
  }
}

interface Reading extends Pick<Life, 'random' | 'at'> {
  isStopped: boolean;
}

/** Returns how many days the book took. */
function* readOne(days: readonly DemoDay[], fields: BookFields, { random, at, isStopped }: Reading): Generator<Act, number> {
  const [first] = days;
  if (!first) return 0;
  const begun = at(first.day, 20 * 60);
  const id = random.id(begun);
  yield [
    { at: begun, name: 'book.add', args: { ...fields, id } },
    { at: begun, name: 'book.setStatus', args: { id, status: 'reading', readingId: random.id(begun), day: first.day } },
  ];
  const total = fields.totalPages ?? 300;
  let page = 0;
  for (const [index, { day, kind, weekday }] of days.entries()) {
    if (!random.chance(kind === 'ill' ? 0.5 : kind === 'holiday' ? 0.9 : weekday > 5 ? 0.75 : 0.6)) continue;
    const minutes = random.between(15, kind === 'holiday' ? 110 : 55);
    page = Math.min(total, page + Math.round(minutes * (0.55 + 0.3 * random.next())));
    const when = at(day, random.between(20 * 60 + 30, 22 * 60 + 30));
    const isEnd = page >= total || (isStopped && page > 220);
    yield [
      { at: when, name: 'book.read', args: { id: random.id(when), bookId: id, day, minutes, to: page } },
      ...(random.chance(0.06)
        ? [
            {
              at: when,
              name: 'book.addNote' as const,
              args: { id: random.id(when), bookId: id, kind: 'quote' as const, content: random.pick(QUOTES), page },
            },
          ]
        : []),
    ];
    if (!isEnd) continue;
    const ended = new Date(when.getTime() + 60_000);
    yield [
      {
        at: ended,
        name: 'book.setStatus',
        args: { id, status: isStopped ? 'stopped' : 'finished', readingId: random.id(ended), day },
      },
      ...(isStopped ? [] : [{ at: ended, name: 'book.edit' as const, args: { id, rating: random.pick(STARS) } }]),
    ];
    return index + 1;
  }
  return days.length;
}

/** On the way to work, by the timer. */
function* listened(days: readonly DemoDay[], { random, at }: Pick<Life, 'random' | 'at'>): Generator<Act> {
  const [first] = days;
  if (!first) return;
  const begun = at(first.day, 7 * 60);
  const id = random.id(begun);
  yield [{ at: begun, name: 'book.add', args: { ...AUDIOBOOK, id } }];
  let minute = 0;
  for (const { day, kind } of days) {
    if (kind !== 'work' || !random.chance(0.6)) continue;
    const minutes = random.between(15, 40);
    const [from, to] = [at(day, 7 * 60 + 40), at(day, 7 * 60 + 40 + minutes)];
    minute = Math.min(740, minute + minutes);
    const session = random.id(from);
    yield [
      { at: from, name: 'book.startTimer', args: { id: session, bookId: id, day } },
      { at: to, name: 'book.stopTimer', args: { id: session, day, to: minute } },
      ...(minute >= 740
        ? [{ at: to, name: 'book.setStatus' as const, args: { id, status: 'finished' as const, readingId: random.id(to), day } }]
        : []),
    ];
    if (minute >= 740) return;
  }
}
