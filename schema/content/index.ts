// Shipped content, written into the database by the server when it starts. Its ids are functions of its keys, so every server
// and every replica has the same rows; only what changed is written, so that a start without news moves no row of the feed.
import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import { exerciseRows, type ExerciseRow } from './exercises.ts';

/** Rows of one statement: 17 columns each, far below the limit of parameters. */
const ROWS_PER_INSERT = 200;

export async function installContent(db: Kysely<Database>): Promise<void> {
  await installExercises(db);
}

async function installExercises(db: Kysely<Database>): Promise<void> {
  const wanted = exerciseRows();
  const stored = await db
    .selectFrom('exercises')
    .select(['id', 'source_key', 'name', 'category', 'level', 'force', 'mechanic', 'equipment', 'measure'])
    .select(['muscle_groups', 'secondary_muscles', 'instructions'])
    .where('is_builtin', '=', true)
    .execute();
  const storedById = new Map(stored.map((row) => [row.id, contentOf(row)]));
  const changed = wanted.filter((row) => storedById.get(row.id) !== contentOf(row));
  const now = new Date();
  for (let from = 0; from < changed.length; from += ROWS_PER_INSERT) {
    const rows = changed.slice(from, from + ROWS_PER_INSERT);
    await db
      .insertInto('exercises')
      .values(rows.map((row) => ({ ...row, is_builtin: true, is_custom: false, created_at: now, updated_at: now })))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          source_key: row.ref('excluded.source_key'),
          name: row.ref('excluded.name'),
          category: row.ref('excluded.category'),
          level: row.ref('excluded.level'),
          force: row.ref('excluded.force'),
          mechanic: row.ref('excluded.mechanic'),
          equipment: row.ref('excluded.equipment'),
          measure: row.ref('excluded.measure'),
          muscle_groups: row.ref('excluded.muscle_groups'),
          secondary_muscles: row.ref('excluded.secondary_muscles'),
          instructions: row.ref('excluded.instructions'),
          is_builtin: row.ref('excluded.is_builtin'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .execute();
  }
}

/** Everything that is content, in one comparable text. */
const contentOf = (row: ExerciseRow): string =>
  JSON.stringify([
    row.source_key,
    row.name,
    row.category,
    row.level,
    row.force,
    row.mechanic,
    row.equipment,
    row.measure,
    row.muscle_groups,
    row.secondary_muscles,
    row.instructions,
  ]);
