// Reading and writing a person's workout session within a command.
import { figuresProblem } from '../rules/limits.ts';
import { readLayout, type LayoutEntry } from '../rules/layout.ts';
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { jsonb } from '../../command/kit.ts';
import { figureColumns, kindColumns, type PlannedEntry, type PlannedSet } from './args.ts';

export interface OwnSession {
  id: string;
  name: string | null;
  status: 'running' | 'completed';
  startedAt: Date;
  completedAt: Date | null;
  day: string | null;
  layout: LayoutEntry[];
  isImported: boolean;
  programWorkoutId: string | null;
  /** Asked for by the id of a second workout that joined this one. */
  isJoined: boolean;
}

const ownSessions = (db: CommandDb, ctx: CommandContext) =>
  db
    .selectFrom('workout_sessions')
    .select(['id', 'name', 'status', 'joined_id', 'started_at', 'completed_at', 'day', 'layout', 'source', 'program_workout_id'])
    .where('user_id', '=', ctx.userId);
type SessionRow = Awaited<ReturnType<ReturnType<typeof ownSessions>['execute']>>[number];

/** The session with this id, or the one it joined. */
export async function ownSession(db: CommandDb, ctx: CommandContext, id: string): Promise<OwnSession | null> {
  const row = await ownSessions(db, ctx).where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  if (row.joined_id === null) return rowToSession(row);
  const joined = await ownSessions(db, ctx).where('id', '=', row.joined_id).executeTakeFirst();
  return joined ? { ...rowToSession(joined), isJoined: true } : null;
}

const rowToSession = ({ id, name, status, started_at, completed_at, day, layout, ...row }: SessionRow): OwnSession => ({
  id,
  name,
  status: status === 'running' ? 'running' : 'completed',
  startedAt: started_at,
  completedAt: completed_at,
  day,
  layout: readLayout(layout),
  isImported: row.source !== null,
  programWorkoutId: row.program_workout_id,
  isJoined: false,
});

/** The person's running sessions besides this one, the first started first. */
export async function runningBeside(db: CommandDb, ctx: CommandContext, id: string): Promise<OwnSession[]> {
  const rows = await ownSessions(db, ctx)
    .where('status', '=', 'running')
    .where('id', '!=', id)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return rows.map(rowToSession);
}

export const layoutJson = (layout: readonly LayoutEntry[]) => jsonb(layout);

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
  entries: readonly Pick<PlannedEntry, 'id' | 'exerciseId' | 'sets'>[],
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
