// Sessions of another app's export. Every id is a function of the person and of what the file says, so importing the same
// file again, here or on another device, adds nothing. History pays nothing: it was not done here.
import { ownExerciseKey } from '../rules/exercise-names.ts';
import { importProblem, MAX_SETS_PER_IMPORT } from '../rules/limits.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { figureColumns, kindColumns } from './args.ts';
import { importArgs, importFromArgs, importManyArgs, type ImportArgs, type ImportedEntry } from './import-args.ts';
import { updateRecords } from './records.ts';
import { knownExercises, layoutJson } from './sessions.ts';
import { unplannedEntry } from '../rules/layout.ts';
import { knownStarts } from '../rules/same-session.ts';

const importWorkout = defineCommand('workout.import', {
  args: importArgs,
  apply: (db, args, ctx) => importSessions(db, [args], ctx),
});

/** All of them or none: whoever plans an import sends a session that `importProblem` names by itself. */
const importWorkouts = defineCommand('workout.import_many', {
  args: importManyArgs,
  apply: (db, { sessions }, ctx) => importSessions(db, sessions, ctx),
});

const importFrom = defineCommand('workout.importFrom', {
  args: importFromArgs,
  apply: (db, { source, sessions }, ctx) =>
    importSessions(
      db,
      sessions.map((session) => ({ ...session, source })),
      ctx,
    ),
});

async function importSessions(db: CommandDb, sessions: readonly ImportArgs[], ctx: CommandContext): Promise<CommandOutcome> {
  const wrong = sessions.map((session) => importProblem(session, ctx.now)).find((problem) => problem !== null);
  if (wrong) return reject('limit_exceeded', wrong);
  if (countSets(sessions) > MAX_SETS_PER_IMPORT)
    return reject('limit_exceeded', `One import can have at most ${MAX_SETS_PER_IMPORT} sets.`);
  const fresh = await notHereYet(db, ctx, sessions);
  if (fresh.length === 0) return ok();
  const entries = fresh.flatMap(({ args }) => args.entries);
  const exerciseIds = await exercisesFor(db, ctx, entries);
  const days = new Map<string, string>();
  for (const { sessionId, args } of fresh) {
    days.set(sessionId, await boundedDayAt(db, ctx, args.day, new Date(args.startedAt)));
  }
  let place = 0;
  const planned = fresh.map(({ sessionId, args }) => {
    const layout = args.entries.map(({ note: entryNote }, at) => ({
      ...unplannedEntry(ctx.derivedId('imported_entry', args.source, args.key, at), exerciseIds[place++] ?? ''),
      note: entryNote,
    }));
    return {
      session: sessionRow(ctx, { ...args, day: days.get(sessionId) ?? args.day }, sessionId, layout),
      sets: setRows(ctx, args, sessionId, layout),
    };
  });
  await db
    .insertInto('workout_sessions')
    .values(planned.map(({ session }) => session))
    .execute();
  const sets = planned.flatMap((plan) => plan.sets);
  if (sets.length > 0) {
    await db
      .insertInto('exercise_sets')
      .values(sets)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  await updateRecords(db, ctx, sets);
  return ok();
}

const countSets = (sessions: readonly ImportArgs[]): number =>
  sessions.reduce((sum, { entries }) => entries.reduce((count, { sets }) => count + sets.length, sum), 0);

/** Those that no earlier import brought and that the person has not from elsewhere, each once. */
async function notHereYet(
  db: CommandDb,
  ctx: CommandContext,
  sessions: readonly ImportArgs[],
): Promise<{ sessionId: string; args: ImportArgs }[]> {
  const argsById = new Map(sessions.map((args) => [ctx.derivedId('imported_session', args.source, args.key), args]));
  const here = await db
    .selectFrom('workout_sessions')
    .select('id')
    .where('id', 'in', [...argsById.keys()])
    .execute();
  for (const { id: sessionId } of here) argsById.delete(sessionId);
  const fresh = [...argsById].map(([sessionId, args]) => ({ sessionId, args }));
  if (fresh.length === 0) return fresh;
  const isElsewhere = await knownElsewhere(
    db,
    ctx,
    fresh.map(({ args }) => args),
  );
  return fresh.filter(({ args }) => !isElsewhere(args));
}

/** A workout that was logged here, exported and imported again starts then by that name. */
async function knownElsewhere(
  db: CommandDb,
  ctx: CommandContext,
  sessions: readonly ImportArgs[],
): Promise<(args: ImportArgs) => boolean> {
  const startsMs = sessions.map(({ startedAt }) => Date.parse(startedAt));
  const rows = await db
    .selectFrom('workout_sessions')
    .select(['name', 'started_at'])
    .where('user_id', '=', ctx.userId)
    .where('status', '=', 'completed')
    .where('source', 'is', null)
    .where('started_at', '>=', new Date(Math.min(...startsMs)))
    .where('started_at', '<', new Date(Math.max(...startsMs) + 60_000))
    .orderBy('id')
    .execute();
  const startOf = (at: Date, name: string | null) => ({ startedAtWall: at.toISOString().slice(0, 19), name: name ?? 'Workout' });
  const isKnown = knownStarts(rows.map((row) => startOf(row.started_at, row.name)));
  return ({ startedAt, name }) => isKnown(startOf(new Date(startedAt), name));
}

const sessionRow = (ctx: CommandContext, args: ImportArgs, sessionId: string, layout: Parameters<typeof layoutJson>[0]) => ({
  id: sessionId,
  user_id: ctx.userId,
  name: args.name,
  status: 'completed' as const,
  day: args.day,
  started_at: new Date(args.startedAt),
  completed_at: new Date(new Date(args.startedAt).getTime() + (args.durationSeconds ?? 0) * 1000),
  notes: args.notes,
  layout: layoutJson(layout),
  source: args.source,
  source_key: args.key,
  updated_at: ctx.now,
});

/** The exercise of each entry; own exercises are made on the way, one for each name. */
async function exercisesFor(db: CommandDb, ctx: CommandContext, entries: readonly ImportedEntry[]): Promise<string[]> {
  const known = await knownExercises(
    db,
    ctx,
    entries.flatMap(({ exercise }) => exercise.id ?? []),
  );
  const own = new Map<string, ImportedEntry['exercise']>();
  const ids = entries.map(({ exercise }) => {
    if (exercise.id !== null && known.has(exercise.id)) return exercise.id;
    const ownId = ctx.derivedId('own_exercise', ownExerciseKey(exercise.name));
    if (!own.has(ownId)) own.set(ownId, exercise);
    return ownId;
  });
  if (own.size > 0) {
    await db
      .insertInto('exercises')
      .values(
        [...own].map(([ownId, exercise]) => ({
          id: ownId,
          user_id: ctx.userId,
          name: exercise.name,
          measure: exercise.measure,
          is_custom: true,
          is_builtin: false,
          created_at: ctx.now,
          updated_at: ctx.now,
        })),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  return ids;
}

function setRows(
  ctx: CommandContext,
  args: ImportArgs,
  sessionId: string,
  layout: readonly { id: string; exerciseId: string }[],
) {
  const startMs = new Date(args.startedAt).getTime();
  const total = args.entries.reduce((sum, { sets }) => sum + sets.length, 0);
  // The file knows only when the session was. Sets are spread over it, so that their order in time is the file's.
  const stepMs = Math.max(1000, Math.floor(((args.durationSeconds ?? 0) * 1000) / Math.max(1, total)));
  let place = 0;
  return args.entries.flatMap((entry, at) =>
    entry.sets.map((set, within) => {
      place += 1;
      return {
        id: ctx.derivedId('imported_set', args.source, args.key, place),
        user_id: ctx.userId,
        session_id: sessionId,
        entry_id: layout[at]?.id ?? null,
        exercise_id: layout[at]?.exerciseId ?? '',
        set_number: within + 1,
        ...kindColumns(set.kind),
        ...figureColumns(set),
        rpe: set.rpe,
        notes: set.note,
        completed_at: new Date(startMs + place * stepMs),
      };
    }),
  );
}

export const importCommands = [importWorkout, importWorkouts, importFrom] as const;
