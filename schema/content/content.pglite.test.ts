import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMigrations } from '#server/db/migrations.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import { parseByOid, sessionKysely } from '../session.ts';
import { exerciseRows, measureOf } from './exercises.ts';
import { installContent } from './index.ts';

let pg: PGlite;
let db: Kysely<Database>;
let written: string[] = [];

beforeAll(async () => {
  pg = new PGlite({ parsers: parseByOid });
  for (const migration of await readMigrations()) await pg.exec(migration.sql);
  db = sessionKysely(
    async (sql, parameters) => ({ rows: (await pg.query(sql, [...parameters])).rows }),
    (table) => written.push(table),
  );
});
afterAll(() => pg?.close());

describe('installing the content', () => {
  it('writes 873 exercises with muscles, equipment and instructions', async () => {
    await installContent(db);
    const rows = await db
      .selectFrom('exercises')
      .select(['name', 'muscle_groups', 'instructions'])
      .where('is_builtin', '=', true)
      .execute();
    expect(rows).toHaveLength(873);
    expect(rows.find(({ name }) => name === 'Barbell Squat')?.muscle_groups).toEqual(['quadriceps']);
    expect(rows.filter(({ muscle_groups }) => muscle_groups.length === 0)).toEqual([]);
  });
  it('writes nothing the second time', async () => {
    written = [];
    await installContent(db);
    expect(written).toEqual([]);
  });
  it('repairs what differs and only that', async () => {
    const [row] = exerciseRows();
    await db
      .updateTable('exercises')
      .set({ name: 'changed' })
      .where('id', '=', row?.id ?? '')
      .execute();
    await installContent(db);
    const repaired = await db
      .selectFrom('exercises')
      .select('name')
      .where('id', '=', row?.id ?? '')
      .executeTakeFirst();
    expect(repaired?.name).toBe(row?.name);
  });
});

it('what a set counts follows from the exercise', () => {
  const measure = (name: string, category: string, equipment: string | null) =>
    measureOf({ name, category, equipment } as Parameters<typeof measureOf>[0]);
  expect(measure('Barbell Squat', 'strength', 'barbell')).toBe('weight_reps');
  expect(measure('Pullups', 'strength', 'body only')).toBe('reps');
  expect(measure('Plank', 'strength', 'body only')).toBe('time');
  expect(measure('Hanging Leg Raise', 'strength', 'body only')).toBe('reps');
  expect(measure('Running, Treadmill', 'cardio', 'machine')).toBe('distance_time');
  expect(measure('Band Assisted Pull-Up', 'strength', 'other')).toBe('assisted_reps');
});
