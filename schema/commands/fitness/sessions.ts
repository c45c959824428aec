// Reading and writing a person's workout session within a command.
import { sql } from 'kysely';
import { figuresProblem } from '../../rules/fitness/limits.ts';
import { readLayout, type LayoutEntry } from '../../rules/fitness/layout.ts';
import type { CommandContext, CommandDb } from '../define.ts';
import { figureColumns, kindColumns, type PlannedEntry, type PlannedSet } from './args.ts';

export interface OwnSession {
  id: string;
  name: string | null;
  status: 'running' | 'completed';
  startedAt: Date;
  completedAt: Date | null;
  layout: LayoutEntry[];
}

export async function ownSession(db: CommandDb, ctx: CommandContext, id: string): Promise<OwnSession | null> {
  const row = await db
    .selectFrom('workout_sessions')
    .select(['id', 'name', 'status', 'started_at', 'completed_at', 'layout'])
    .where('id', '=', id)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  if (!row) return null;
  const { name, status, started_at: startedAt, completed_at: completedAt } = row;
  return { id, name, status, startedAt, completedAt, layout: readLayout(row.layout) };
}

export const layoutJson = (layout: readonly LayoutEntry[]) => sql<string>`${JSON.stringify(layout)}::jsonb`;

export async function saveLayout(db: CommandDb, ctx: CommandContext, id: string, layout: readonly LayoutEntry[]): Promise<void> {
  await db
    .updateTable('workout_sessions')
    .set({ layout: layoutJson(layout), updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
}

/** Which of these exercises this person may train: the library's and their own. */
export async function knownExercises(db: CommandDb, ctx: CommandContext, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('exercises')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where((row) => row.or([row('user_id', 'is', null), row('user_id', '=', ctx.userId)]))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

export const plannedProblem = (sets: readonly PlannedSet[]): string | null =>
  sets.map(figuresProblem).find((problem) => problem !== null) ?? null;

export async function insertPlannedSets(
  db: CommandDb,
  ctx: CommandContext,
  sessionId: string,
  entries: readonly PlannedEntry[],
): Promise<void> {
  const rows = entries.flatMap((entry) =>
    entry.sets.map((set, at) => ({
      id: set.id,
      user_id: ctx.userId,
      session_id: sessionId,
      entry_id: entry.id,
      exercise_id: entry.exerciseId,
      set_number: at + 1,
      ...kindColumns(set.kind),
      ...figureColumns(set),
      rpe: null,
      notes: null,
      completed_at: null,
    })),
  );
  if (rows.length === 0) return;
  await db
    .insertInto('exercise_sets')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** The exercises that have a finished set in this session: those whose records may move when it changes. */
export async function trainedExercises(db: CommandDb, sessionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('exercise_sets')
    .select('exercise_id')
    .distinct()
    .where('session_id', '=', sessionId)
    .where('completed_at', 'is not', null)
    .orderBy('exercise_id')
    .execute();
  return rows.map(({ exercise_id }) => exercise_id);
}
