import type { PGlite } from '@electric-sql/pglite';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migratedPglite } from '#tests/support/pglite.ts';
import { contentSet, installSet, type AnyContentSet } from './content-set.ts';
import { contentSets, installContent } from './content.ts';
import type { Database } from './database.ts';
import { installFeed } from './feed-install.ts';
import { exerciseContent, exerciseRows, measureOf } from './fitness/content/exercises.ts';
import { sessionKysely } from './session.ts';

let pg: PGlite;
let db: Kysely<Database>;

beforeAll(async () => {
  pg = await migratedPglite();
  await installFeed(pg);
  db = sessionKysely(async (sql, parameters) => ({ rows: (await pg.query(sql, [...parameters])).rows }));
});
afterAll(() => pg?.close());

/** The rows that devices would receive: those with a new number in the feed. */
async function heardOf(work: () => Promise<void>): Promise<{ row: Record<string, unknown> }[]> {
  const { rows } = await pg.query<{ seq: number }>('select coalesce(max(seq), 0) as seq from replica.feed');
  await work();
  const heard = await pg.query<{ row: Record<string, unknown> }>('select "row" from replica.feed where seq > $1 order by seq', [
    rows[0]?.seq,
  ]);
  return heard.rows;
}

const [first, second] = exerciseRows;
if (!first || !second) throw new Error('no exercise is shipped');
const withRows = (rows: AnyContentSet['rows']): AnyContentSet => ({ ...exerciseContent, rows });

describe('installing the content', () => {
  it('inserts 873 exercises with muscles, equipment and instructions', async () => {
    expect(await heardOf(() => installContent(db))).toHaveLength(contentSets.reduce((sum, { rows }) => sum + rows.length, 0));
    const rows = await db
      .selectFrom('exercises')
      .select(['id', 'name', 'muscle_groups', 'instructions'])
      .where('is_builtin', '=', true)
      .execute();
    expect(rows).toHaveLength(873);
    expect(rows.find(({ name }) => name === 'Barbell Squat')?.muscle_groups).toEqual(['quadriceps']);
    expect(rows.find(({ id }) => id === first.id)?.instructions).toEqual(first.instructions);
    expect(rows.filter(({ muscle_groups }) => muscle_groups.length === 0)).toEqual([]);
  });
  it('keeps the ids that people’s sets refer to', () => {
    expect([first.source_key, first.id]).toEqual(['3_4_Sit-Up', 'dd813c57-797a-551d-8889-b2d75f4b0f8e']);
  });
  it('writes nothing the second time', async () => {
    expect(await heardOf(() => installContent(db))).toEqual([]);
  });
  it('repairs differing rows and no others', async () => {
    await db.updateTable('exercises').set({ name: 'changed', is_custom: true }).where('id', '=', first.id).execute();
    expect(await heardOf(() => installContent(db))).toMatchObject([{ row: { name: first.name, is_custom: false } }]);
  });
  it('writes one row when one row changed', async () => {
    const renamed = withRows(exerciseRows.map((row) => (row === first ? { ...row, name: 'A better name' } : row)));
    expect(await heardOf(() => installSet(db, renamed))).toMatchObject([{ row: { id: first.id, name: 'A better name' } }]);
    await installContent(db);
  });
  it('retires rows that are no longer shipped and deletes none; shipped again, a row is as before', async () => {
    const shorter = withRows(exerciseRows.filter((row) => row !== second));
    expect(await heardOf(() => installSet(db, shorter))).toMatchObject([{ row: { id: second.id, is_builtin: false } }]);
    expect(await heardOf(() => installSet(db, shorter))).toEqual([]);
    expect(await heardOf(() => installContent(db))).toMatchObject([{ row: { id: second.id, is_builtin: true } }]);
  });
  it('does not touch people’s rows', async () => {
    const id = '00000000-0000-7000-8000-000000000001';
    const now = new Date();
    const own = { id, name: 'Mine', is_builtin: false, is_custom: true, created_at: now, updated_at: now };
    await db.insertInto('exercises').values(own).execute();
    expect(await heardOf(() => installSet(db, withRows([])))).toHaveLength(873);
    const { is_custom } = await db.selectFrom('exercises').select('is_custom').where('id', '=', id).executeTakeFirstOrThrow();
    expect(is_custom).toBe(true);
    await installContent(db);
  });
});

describe('a set of content', () => {
  it('is refused when a retired row could not be shipped again', () => {
    expect(() => contentSet({ ...exerciseContent, table: 'exercises', retired: { user_id: first.id } } as never)).toThrow(
      /user_id/,
    );
  });
  it.each(contentSets.map((set) => [set.table, set] as const))(
    '%s has unique ids and the same columns in every row',
    (_table, set) => {
      expect(new Set(set.rows.map(({ id }) => id)).size).toBe(set.rows.length);
      expect(new Set(set.rows.map((row) => Object.keys(row).join())).size).toBe(1);
    },
  );
});

it('the columns that a set counts are derived from the exercise', () => {
  const measure = (name: string, category: string, equipment: string | null) =>
    measureOf({ name, category, equipment } as Parameters<typeof measureOf>[0]);
  expect(measure('Barbell Squat', 'strength', 'barbell')).toBe('weight_reps');
  expect(measure('Pullups', 'strength', 'body only')).toBe('reps');
  expect(measure('Plank', 'strength', 'body only')).toBe('time');
  expect(measure('Hanging Leg Raise', 'strength', 'body only')).toBe('reps');
  expect(measure('Running, Treadmill', 'cardio', 'machine')).toBe('distance_time');
  expect(measure('Band Assisted Pull-Up', 'strength', 'other')).toBe('assisted_reps');
});
