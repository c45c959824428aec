// The inbox on one device and on two.
import { expect } from 'vitest';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const one = scenarioId('inbox one');
const two = scenarioId('inbox two');
const stranger = scenarioId('inbox of a stranger');
const inbox = (rows: TableRows) => rows['inbox_items'] ?? [];

export const captureScenarios: Scenario[] = [
  {
    title: 'A captured item is in the inbox as it was written, with its tags.',
    steps: [
      step(0, 'capture.add', { id: one, title: '  Buy strings ', description: 'for the cello', tags: ['cello', 'shop'] }),
      step(1, 'capture.add', { id: two, title: 'Call Ana' }),
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
    title: 'An edit changes what it names and leaves the rest.',
    steps: [
      step(0, 'capture.add', { id: one, title: 'Buy strings', description: 'A and D', tags: ['cello'] }),
      step(5, 'capture.edit', { id: one, title: 'Buy two strings' }, { device: 'desktop' }),
      step(6, 'capture.edit', { id: one, tags: [], description: null }),
    ],
    then: (rows) => {
      expect(inbox(rows)).toMatchObject([{ title: 'Buy two strings', description: null, tags: [] }]);
    },
  },
  {
    title: 'An item deleted on one device is not brought back by an edit made on the other.',
    steps: [
      step(0, 'capture.add', { id: one, title: 'Buy strings' }),
      step(1, 'capture.delete', { id: one }),
      step(2, 'capture.edit', { id: one, title: 'Buy bow hair' }, { device: 'desktop', outcome: 'not_found' }),
      step(3, 'capture.delete', { id: one }, { device: 'desktop' }),
    ],
    then: (rows) => expect(inbox(rows)).toEqual([]),
  },
  {
    title: 'An undone deletion returns the item to its place.',
    steps: [
      step(0, 'capture.add', { id: one, title: 'Buy strings' }),
      step(5, 'capture.delete', { id: one }),
      step(6, 'capture.add', { id: one, title: 'Buy strings', capturedAt: SCENARIO_START.toISOString() }),
    ],
    then: (rows) => {
      expect(new Date(String(inbox(rows)[0]?.['created_at']))).toEqual(SCENARIO_START);
    },
  },
  {
    title: 'The same capture sent twice is one item, and a time in the future is not believed.',
    steps: [
      step(0, 'capture.add', { id: one, title: 'Buy strings', capturedAt: '2099-01-01T00:00:00Z' }),
      step(1, 'capture.add', { id: one, title: 'Buy strings' }),
    ],
    then: (rows) => {
      expect(inbox(rows)).toHaveLength(1);
      expect(new Date(String(inbox(rows)[0]?.['created_at']))).toEqual(SCENARIO_START);
    },
  },
  {
    title: 'An item of another person can be neither taken, edited nor deleted.',
    given: async (db) => {
      const owner = { id: stranger, email: 'stranger@example.org', created_at: SCENARIO_START, updated_at: SCENARIO_START };
      await db.insertInto('users').values(owner).execute();
      await db
        .insertInto('inbox_items')
        .values({ id: one, user_id: stranger, title: 'Mine', created_at: SCENARIO_START, updated_at: SCENARIO_START })
        .execute();
    },
    steps: [
      step(0, 'capture.add', { id: one, title: 'Ours' }, { outcome: 'conflict' }),
      step(1, 'capture.edit', { id: one, title: 'Ours' }, { outcome: 'not_found' }),
      step(2, 'capture.delete', { id: one }),
    ],
    then: (rows) => expect(inbox(rows)).toMatchObject([{ title: 'Mine', user_id: stranger }]),
  },
];
