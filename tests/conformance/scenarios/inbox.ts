// The inbox on one device and on two.
import { expect } from 'vitest';
import { fingerprint } from '#schema/notes/rules/texts.ts';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const one = scenarioId('inbox one');
const two = scenarioId('inbox two');
const stranger = scenarioId('inbox of a stranger');
const score = { id: two, sha256: 'cd'.repeat(32), name: 'score.pdf', type: 'application/pdf', size: 12 };
const inbox = (rows: TableRows) => rows['inbox_items'] ?? [];

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A captured item is in the inbox as it was written, with its tags.',
    steps: [
      step(0, 'inbox.add', { id: one, title: '  Buy strings ', description: 'for the cello', tags: ['cello', 'shop'] }),
      step(1, 'inbox.add', { id: two, title: 'Call Ana' }),
    ],
    then: (rows) => {
      expect(inbox(rows)).toHaveLength(2);
      expect(inbox(rows)).toContainEqual(
        expect.objectContaining({ id: one, title: 'Buy strings', description: 'for the cello', tags: ['cello', 'shop'] }),
      );
      expect(inbox(rows)).toContainEqual(expect.objectContaining({ id: two, title: 'Call Ana', description: null, tags: [] }));
    },
  },
  {
    title: 'An edit changes only the fields that it names.',
    steps: [
      step(0, 'inbox.add', { id: one, title: 'Buy strings', description: 'A and D', tags: ['cello'] }),
      step(5, 'inbox.edit', { id: one, title: 'Buy two strings' }, { device: 'desktop' }),
      step(6, 'inbox.edit', { id: one, tags: [], description: null }),
    ],
    then: (rows) => {
      expect(inbox(rows)).toMatchObject([{ title: 'Buy two strings', description: null, tags: [] }]);
    },
  },
  {
    title: 'An edit on one device does not restore an item that was deleted on the other.',
    steps: [
      step(0, 'inbox.add', { id: one, title: 'Buy strings' }),
      step(1, 'inbox.delete', { id: one }),
      step(2, 'inbox.edit', { id: one, title: 'Buy bow hair' }, { device: 'desktop', outcome: 'not_found' }),
      step(3, 'inbox.delete', { id: one }, { device: 'desktop' }),
    ],
    then: (rows) => expect(inbox(rows)).toEqual([]),
  },
  {
    title: 'Undoing a deletion restores the item at its position.',
    steps: [
      step(0, 'inbox.add', { id: one, title: 'Buy strings' }),
      step(5, 'inbox.delete', { id: one }),
      step(6, 'inbox.add', { id: one, title: 'Buy strings', capturedAt: SCENARIO_START.toISOString() }),
    ],
    then: (rows) => {
      expect(new Date(String(inbox(rows)[0]?.['created_at']))).toEqual(SCENARIO_START);
    },
  },
  {
    title: 'The same capture sent twice creates one item, and a time in the future is corrected.',
    steps: [
      step(0, 'inbox.add', { id: one, title: 'Buy strings', capturedAt: '2099-01-01T00:00:00Z' }),
      step(1, 'inbox.add', { id: one, title: 'Buy strings' }),
    ],
    then: (rows) => {
      expect(inbox(rows)).toHaveLength(1);
      expect(new Date(String(inbox(rows)[0]?.['created_at']))).toEqual(SCENARIO_START);
    },
  },
  {
    title: 'Priority, day and files are stored, the files go with the item, and an undo brings them back.',
    steps: [
      step(0, 'inbox.add', { id: one, title: 'Score', priority: 'high', dueOn: '2026-03-09', files: [score] }),
      step(1, 'inbox.edit', { id: one, dueOn: null, priority: 'low' }),
      step(2, 'inbox.delete', { id: one }),
      step(3, 'inbox.add', { id: one, title: 'Score', files: [score] }),
    ],
    then: (rows) => {
      expect(inbox(rows)).toMatchObject([{ title: 'Score', priority: null, due_on: null }]);
      expect(rows['note_files']).toMatchObject([{ note_kind: 'inbox', note_id: one, name: 'score.pdf' }]);
    },
  },
  {
    title: 'The same description changed on two devices is kept twice.',
    steps: [
      step(0, 'inbox.add', { id: one, title: 'Buy strings' }),
      step(1, 'inbox.edit', { id: one, description: 'A', base: { description: fingerprint('') } }),
      step(2, 'inbox.edit', { id: one, description: 'D', base: { description: fingerprint('') } }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(inbox(rows)).toMatchObject([{ description: 'D' }]);
      expect(rows['note_versions']).toMatchObject([{ note_kind: 'inbox', field: 'description', content: 'A' }]);
    },
  },
  {
    title: 'An item of another person can be neither claimed, edited nor deleted.',
    given: async (db) => {
      const owner = { id: stranger, email: 'stranger@example.org', created_at: SCENARIO_START, updated_at: SCENARIO_START };
      await db.insertInto('users').values(owner).execute();
      await db
        .insertInto('inbox_items')
        .values({ id: one, user_id: stranger, title: 'Mine', created_at: SCENARIO_START, updated_at: SCENARIO_START })
        .execute();
    },
    steps: [
      step(0, 'inbox.add', { id: one, title: 'Ours' }, { outcome: 'conflict' }),
      step(1, 'inbox.edit', { id: one, title: 'Ours' }, { outcome: 'not_found' }),
      step(2, 'inbox.delete', { id: one }),
    ],
    then: (rows) => expect(inbox(rows)).toMatchObject([{ title: 'Mine', user_id: stranger }]),
  },
];
