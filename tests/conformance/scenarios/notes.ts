// Notes on one device and on two: what merges, what is kept twice, and tags over all of them.
import { expect } from 'vitest';
import type { CommandArgs } from '#schema/commands.ts';
import { fingerprint } from '#schema/notes/rules/texts.ts';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const one = scenarioId('note one');
const two = scenarioId('note two');
const three = scenarioId('note three');
const file = scenarioId('note file');
const stranger = scenarioId('notes of a stranger');
const HASH = 'ab'.repeat(32);
const URL = 'https://example.org/etude';

const ideas = (rows: TableRows) => rows['ideas'] ?? [];
const references = (rows: TableRows) => rows['user_references'] ?? [];
const versions = (rows: TableRows) => rows['note_versions'] ?? [];
const files = (rows: TableRows) => rows['note_files'] ?? [];

const idea = { kind: 'idea', id: one } as const;
const link = { kind: 'reference', id: two } as const;
const desktop = { device: 'desktop' } as const;

const imported = [
  { key: 'example.org/etude', knownId: two, kind: 'reference', title: 'Etude', url: URL, tags: ['a', 'b'] },
  {
    key: 'example.org/scales',
    knownId: null,
    kind: 'reference',
    title: 'Scales',
    url: 'https://example.org/scales',
    reading: 'later',
  },
] satisfies CommandArgs<'notes.import'>['notes'];

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A note of each kind is stored as it was written.',
    steps: [
      step(0, 'notes.add', { ...idea, title: ' Bow hold ', content: '- [ ] thumb', tags: ['#cello', 'cello'], category: '' }),
      step(1, 'notes.add', { ...link, title: URL, url: URL, reading: 'later', addedAt: '2099-01-01T00:00:00Z' }),
      step(2, 'notes.add', { kind: 'entry', id: three, title: 'Rosin', pinned: true, archived: true }),
    ],
    then: (rows) => {
      expect(ideas(rows)).toMatchObject([{ title: 'Bow hold', content: '- [ ] thumb', tags: ['cello'], category: null }]);
      expect(references(rows)).toMatchObject([{ url: URL, reading: 'later', progress: 0 }]);
      expect(rows['infobase_entries']).toMatchObject([{ title: 'Rosin', is_pinned: true, is_archived: true }]);
    },
  },
  {
    title: 'A renamed note keeps its former titles, and loses one that it has again.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Bow  Hold', content: '' }),
      step(1, 'notes.edit', { ...idea, title: 'Bow grip', base: { title: fingerprint('Bow  Hold') } }),
      step(2, 'notes.edit', { ...idea, title: 'Right hand', base: { title: fingerprint('Bow grip') } }, desktop),
      step(3, 'notes.edit', { ...idea, title: 'bow hold', base: { title: fingerprint('Right hand') } }),
    ],
    then: (rows) => {
      expect(ideas(rows)).toMatchObject([{ title: 'bow hold', former_titles: ['bow grip', 'right hand'] }]);
    },
  },
  {
    title: 'Changes of different fields on two devices merge.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Bow hold', content: 'Thumb bent', tags: ['cello'] }),
      step(5, 'notes.edit', { ...idea, title: 'Bow grip', base: { title: fingerprint('Bow hold') }, addTags: ['bow'] }),
      step(6, 'notes.edit', { ...idea, content: 'Thumb round', base: { content: fingerprint('Thumb bent') } }, desktop),
      step(7, 'notes.edit', { ...idea, addTags: ['right hand'], removeTags: ['cello'] }, desktop),
    ],
    then: (rows) => {
      expect(ideas(rows)).toMatchObject([{ title: 'Bow grip', content: 'Thumb round', tags: ['bow', 'right hand'] }]);
      expect(versions(rows)).toEqual([]);
    },
  },
  {
    title: 'The same text changed on two devices is there twice: the later change in its place, the earlier one beside it.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Bow hold', content: 'Thumb bent' }),
      step(5, 'notes.edit', { ...idea, content: 'Thumb round', base: { content: fingerprint('Thumb bent') } }),
      step(4, 'notes.edit', { ...idea, content: 'Thumb soft', base: { content: fingerprint('Thumb bent') } }, desktop),
      step(8, 'notes.edit', { ...idea, content: 'Thumb soft!', base: { content: fingerprint('Thumb soft') } }, desktop),
    ],
    then: (rows) => {
      expect(ideas(rows)).toMatchObject([{ content: 'Thumb soft!' }]);
      expect(versions(rows)).toMatchObject([{ note_kind: 'idea', note_id: one, field: 'content', content: 'Thumb round' }]);
    },
  },
  {
    title: 'The same change on both devices is no collision, and neither is a change of an empty text.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Bow hold' }),
      step(1, 'notes.edit', { ...idea, content: 'Thumb round', base: { content: fingerprint('') } }),
      step(2, 'notes.edit', { ...idea, content: 'Thumb round', base: { content: fingerprint('') } }, desktop),
      step(3, 'notes.edit', { ...idea, category: 'Hands', base: { category: fingerprint('Feet') } }, desktop),
    ],
    then: (rows) => expect(versions(rows)).toEqual([]),
  },
  {
    title: 'A kept text can take the place of the present one and back, be dropped, and be kept again.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Bow hold', content: 'Thumb bent' }),
      step(1, 'notes.keepVersion', { of: idea, field: 'content', content: 'Thumb round' }),
      step(2, 'notes.keepVersion', { of: idea, field: 'title', content: 'Grip' }),
    ],
    then: (rows) => expect(versions(rows)).toHaveLength(2),
  },
  {
    title: 'A version that was chosen leaves the former text as a version.',
    given: async (db, userId) => {
      const dated = { created_at: SCENARIO_START };
      const row = { id: one, user_id: userId, title: 'Bow hold', content: 'Thumb bent', ...dated, updated_at: SCENARIO_START };
      await db.insertInto('ideas').values(row).execute();
      const version = { user_id: userId, note_kind: 'idea', note_id: one, ...dated } as const;
      await db
        .insertInto('note_versions')
        .values({ ...version, id: two, field: 'content', content: 'Thumb round' })
        .execute();
      await db
        .insertInto('note_versions')
        .values({ ...version, id: three, field: 'title', content: 'Grip' })
        .execute();
    },
    steps: [
      step(0, 'notes.useVersion', { id: two }),
      step(1, 'notes.dropVersion', { id: three }),
      step(2, 'notes.useVersion', { id: three }, { device: 'desktop', outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(ideas(rows)).toMatchObject([{ title: 'Bow hold', content: 'Thumb round' }]);
      expect(versions(rows)).toMatchObject([{ field: 'content', content: 'Thumb bent' }]);
    },
  },
  {
    title: 'Ticks on two devices both hold, and a task that is gone cannot be ticked.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Case', content: '- [ ] rosin\n- [ ] mute\n- [ ] mute' }),
      step(1, 'notes.tick', { ...idea, words: 'rosin', nth: 0, done: true }),
      step(1, 'notes.tick', { ...idea, words: 'mute', nth: 1, done: true }, desktop),
      step(2, 'notes.tick', { ...idea, words: 'strings', nth: 0, done: true }, { outcome: 'not_found' }),
    ],
    then: (rows) => expect(ideas(rows)).toMatchObject([{ content: '- [x] rosin\n- [ ] mute\n- [x] mute' }]),
  },
  {
    title: 'Several notes are marked together; one that is gone is left out; a note comes back from the bin with everything.',
    steps: [
      step(0, 'notes.add', {
        ...idea,
        title: 'Bow hold',
        files: [{ id: file, sha256: HASH, name: 'b.png', type: 'image/png', size: 9 }],
      }),
      step(1, 'notes.add', { ...link, title: 'Etude', url: URL }),
      step(2, 'notes.mark', {
        items: [idea, link, { kind: 'entry', id: three }],
        pinned: true,
        addTags: ['cello'],
        deleted: true,
      }),
      step(3, 'notes.mark', { items: [idea], deleted: false, archived: true, category: 'Hands' }),
      step(4, 'notes.mark', { items: [link], progress: 40 }),
      step(5, 'notes.mark', { items: [link], progress: 100 }, desktop),
    ],
    then: (rows) => {
      expect(ideas(rows)).toMatchObject([
        { is_pinned: true, is_archived: true, tags: ['cello'], deleted_at: null, category: 'Hands' },
      ]);
      expect(files(rows)).toHaveLength(1);
      expect(references(rows)).toMatchObject([{ is_pinned: true, reading: 'read', progress: 100 }]);
      expect(references(rows)[0]?.['deleted_at']).not.toBeNull();
    },
  },
  {
    title: 'What is read again begins again, and progress says that it is being read.',
    steps: [
      step(0, 'notes.add', { ...link, title: 'Etude', url: URL, reading: 'read' }),
      step(1, 'notes.mark', { items: [link], reading: 'later' }),
      step(2, 'notes.mark', { items: [link], progress: 30 }),
    ],
    then: (rows) => expect(references(rows)).toMatchObject([{ reading: 'reading', progress: 30, read_at: null }]),
  },
  {
    title: 'A tag is renamed over notes and inbox, merged with an equal one, and removed.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Bow hold', tags: ['celo', 'cello', 'bow'] }),
      step(1, 'notes.add', { ...link, title: 'Etude', url: URL, tags: ['celo', 'old'] }),
      step(2, 'inbox.add', { id: three, title: 'Strings', tags: ['celo'] }),
      step(3, 'notes.renameTag', { from: 'celo', to: 'cello' }),
      step(4, 'notes.renameTag', { from: 'old', to: null }),
    ],
    then: (rows) => {
      expect(ideas(rows)).toMatchObject([{ tags: ['cello', 'bow'] }]);
      expect(references(rows)).toMatchObject([{ tags: ['cello'] }]);
      expect(rows['inbox_items']).toMatchObject([{ tags: ['cello'] }]);
    },
  },
  {
    title: 'What the server found at an address names an unnamed reference, and an answer about a former address is ignored.',
    steps: [
      step(0, 'notes.add', { ...link, title: URL, url: URL }),
      step(1, 'notes.fetched', {
        id: two,
        url: URL,
        status: 'alive',
        at: SCENARIO_START.toISOString(),
        page: { title: 'An etude', description: 'For cello', siteName: 'Example', icon: null },
      }),
      step(2, 'notes.edit', { ...link, url: 'https://example.org/other' }),
      step(3, 'notes.fetched', { id: two, url: URL, status: 'dead', at: SCENARIO_START.toISOString() }, desktop),
      step(4, 'notes.fetched', { id: one, url: URL, status: 'dead', at: SCENARIO_START.toISOString() }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(references(rows)).toMatchObject([
        { title: 'An etude', url: 'https://example.org/other', site_title: null, fetched_at: null, link_status: null },
      ]);
    },
  },
  {
    title: 'The same file imported on two devices makes its notes once; a page that is here gets the tags that it lacks.',
    steps: [
      step(0, 'notes.add', { ...link, title: 'Mine', url: URL, tags: ['a'] }),
      step(1, 'notes.import', { source: 'bookmarks', notes: imported }),
      step(2, 'notes.import', { source: 'bookmarks', notes: imported }, desktop),
    ],
    then: (rows) => {
      expect(references(rows)).toHaveLength(2);
      expect(references(rows)).toContainEqual(expect.objectContaining({ id: two, title: 'Mine', tags: ['a', 'b'] }));
      expect(references(rows)).toContainEqual(
        expect.objectContaining({ title: 'Scales', source: 'bookmarks', source_key: 'example.org/scales', reading: 'later' }),
      );
    },
  },
  {
    title: 'Files are attached and detached; erasing a note erases its files and kept texts.',
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Bow hold' }),
      step(1, 'notes.attach', { of: idea, id: file, sha256: HASH, name: 'b.png', type: '', size: 9 }),
      step(2, 'notes.attach', { of: link, id: three, sha256: HASH, name: 'c', type: '', size: 9 }, { outcome: 'not_found' }),
      step(3, 'notes.detach', { id: file }),
      step(4, 'notes.attach', { of: idea, id: file, sha256: HASH, name: 'b.png', type: 'image/png', size: 9 }),
      step(5, 'notes.edit', { ...idea, title: 'Grip', base: { title: fingerprint('Other') } }),
      step(6, 'notes.erase', { items: [idea] }),
    ],
    then: (rows) => {
      expect(ideas(rows)).toEqual([]);
      expect(files(rows)).toEqual([]);
      expect(versions(rows)).toEqual([]);
    },
  },
  {
    title: 'A note of another person can be neither claimed, read, changed, marked nor erased.',
    given: async (db) => {
      const dated = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
      await db
        .insertInto('users')
        .values({ id: stranger, email: 'stranger@example.org', ...dated })
        .execute();
      await db
        .insertInto('ideas')
        .values({ id: one, user_id: stranger, title: 'Mine', tags: ['mine'], ...dated })
        .execute();
    },
    steps: [
      step(0, 'notes.add', { ...idea, title: 'Ours' }, { outcome: 'conflict' }),
      step(1, 'notes.edit', { ...idea, title: 'Ours' }, { outcome: 'not_found' }),
      step(2, 'notes.mark', { items: [idea], deleted: true }),
      step(3, 'notes.renameTag', { from: 'mine', to: 'ours' }),
      step(4, 'notes.attach', { of: idea, id: file, sha256: HASH, name: 'b', type: '', size: 1 }, { outcome: 'not_found' }),
      step(5, 'notes.keepVersion', { of: idea, field: 'title', content: 'Ours' }, { outcome: 'not_found' }),
      step(6, 'notes.erase', { items: [idea] }),
    ],
    then: (rows) => expect(ideas(rows)).toMatchObject([{ title: 'Mine', tags: ['mine'], deleted_at: null }]),
  },
];
