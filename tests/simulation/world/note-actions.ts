// Notes and books, in the seeds that act in the further domains. An edit names the text that some device wrote last, so that edits made apart
// collide as they do between people's devices.
import { fingerprint } from '#schema/notes/rules/texts.ts';
import { onRecent, recent, type Made, type Maker, type Makers } from './maker.ts';
import type { Random } from '../random.ts';

const TAGS = ['a', 'b', 'c'] as const;
const TASKS = '- [ ] one\n- [ ] two';

const onReading = onRecent(({ readings }) => readings);

const onNote =
  (make: (random: Random, note: Made['notes'][number]) => { name: string; args: Record<string, unknown> }): Maker =>
  (random, made) => {
    const note = recent(random, made.notes);
    return note && make(random, note);
  };

const itemOf = ({ kind, id }: Made['notes'][number]) => ({ kind, id });

export const noteMakers: Makers = {
  noteAdd: {
    weight: 1.5,
    make: (random, made) => {
      const note = { kind: random.pick(['idea', 'entry', 'reference'] as const), id: random.uuid(), text: TASKS };
      made.notes.push(note);
      const url = note.kind === 'reference' ? { url: 'https://example.org/', reading: 'later' } : {};
      return {
        name: 'notes.add',
        args: { ...itemOf(note), title: `Note ${random.below(9)}`, content: TASKS, tags: [random.pick(TAGS)], ...url },
      };
    },
  },
  noteEdit: {
    weight: 2.5,
    make: onNote((random, note) => {
      const base = { content: fingerprint(note.text) };
      note.text = `${TASKS}\n${random.below(1_000)}`;
      return { name: 'notes.edit', args: { ...itemOf(note), content: note.text, base, addTags: [random.pick(TAGS)] } };
    }),
  },
  noteTick: {
    weight: 1,
    make: onNote((random, note) => ({
      name: 'notes.tick',
      args: { ...itemOf(note), words: random.pick(['one', 'two', 'three']), nth: 0, done: random.chance(0.7) },
    })),
  },
  noteMark: {
    weight: 1,
    make: onNote((random, note) => ({
      name: 'notes.mark',
      args: { items: [itemOf(note)], deleted: random.chance(0.3), pinned: random.chance(0.5), progress: random.below(101) },
    })),
  },
  noteTag: {
    weight: 0.7,
    make: (random) => ({
      name: 'notes.renameTag',
      args: { from: random.pick(TAGS), to: random.chance(0.8) ? random.pick(TAGS) : null },
    }),
  },
  noteAttach: {
    weight: 0.5,
    make: onNote((random, note) => {
      const file = { id: random.uuid(), sha256: 'ab'.repeat(32), name: 'file', type: '', size: 1 };
      return { name: 'notes.attach', args: { of: itemOf(note), ...file } };
    }),
  },
  noteErase: { weight: 0.2, make: onNote((_random, note) => ({ name: 'notes.erase', args: { items: [itemOf(note)] } })) },
  inboxText: {
    weight: 0.7,
    make: (random, made) => {
      const id = recent(random, made.items);
      const base = { description: fingerprint(random.pick(['', 'Some words 1'])) };
      return id === undefined
        ? undefined
        : { name: 'inbox.edit', args: { id, description: `Some words ${random.below(3)}`, base, priority: 'high' } };
    },
  },
  // The simulated domains' books: one is read on two devices.
  bookAdd: {
    weight: 0.5,
    make: (random, made) => {
      const id = random.uuid();
      made.books.push(id);
      return { name: 'book.add', args: { id, title: `Book ${random.below(9)}`, totalPages: 300, status: 'want' } };
    },
  },
  bookRead: {
    weight: 1,
    make: (random, made, { day }) => {
      const bookId = recent(random, made.books);
      return bookId === undefined
        ? undefined
        : { name: 'book.read', args: { id: random.uuid(), bookId, day, minutes: 10 + random.below(50), to: random.below(300) } };
    },
  },
  bookStatus: {
    weight: 0.7,
    make: (random, made, { day }) => {
      const id = recent(random, made.books);
      const status = random.pick(['finished', 'finished', 'reading', 'want', 'stopped']);
      return id === undefined ? undefined : { name: 'book.setStatus', args: { id, status, readingId: random.uuid(), day } };
    },
  },
  readingStart: {
    weight: 0.7,
    make: (random, made, { day }) => {
      const bookId = recent(random, made.books);
      if (bookId === undefined) return undefined;
      const id = random.uuid();
      made.readings.push(id);
      return { name: 'book.startTimer', args: { id, bookId, day } };
    },
  },
  readingPause: { weight: 0.4, make: onReading('book.pauseTimer') },
  readingResume: { weight: 0.4, make: onReading('book.resumeTimer') },
  readingStop: { weight: 0.7, make: onReading('book.stopTimer', (random, day) => ({ day, to: random.below(300) })) },
  readingDelete: { weight: 0.2, make: onReading('book.deleteSession') },
};
