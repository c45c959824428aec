// personal_records is derived: after any change of a person's sets it is what recordsOfExercise says of them. A record's id is
// a function of its set and type, so that two devices that log the same set agree, and nothing is kept that no set backs.
// A change moves no record before it, and none after the moment from which the same is to be beaten as before the change. Only what
// lies between is read, so that a set appended to a history of years costs no more than the first one.
import { chunksOf } from '../../chunks.ts';
import {
  candidatesOfSet,
  isBehind,
  isSame,
  recordsAmong,
  recordsOfExercise,
  type PersonalRecord,
  type RecordCandidate,
} from '../rules/records.ts';
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { allSets, RecordHistory, type StoredRecord } from './record-history.ts';

/** A set of this exercise was or is now finished at this moment. Both are said of a set that moved; null says that it is not done. */
export interface SetChange {
  exercise_id: string;
  completed_at: Date | null;
}

/** The records as they stand in the part of the history that was looked at, and as they should be there. */
interface RecordMoves {
  stored: (Omit<StoredRecord, 'record_type'> & { record_type: string })[];
  wanted: RecordRow[];
}

/** Call it after the sets have changed. */
export async function updateRecords(db: CommandDb, ctx: CommandContext, changes: readonly SetChange[]): Promise<void> {
  const momentsByExercise = new Map<string, Set<number>>();
  for (const { exercise_id, completed_at } of changes) {
    if (completed_at === null) continue;
    const moments = momentsByExercise.get(exercise_id) ?? new Set();
    momentsByExercise.set(exercise_id, moments.add(completed_at.getTime()));
  }
  const moves: RecordMoves = { stored: [], wanted: [] };
  for (const [exerciseId, moments] of momentsByExercise) {
    await followChanges(
      db,
      ctx,
      exerciseId,
      [...moments].toSorted((a, b) => a - b),
      moves,
    );
  }
  await saveRecords(db, ctx, moves);
}

/** All records of an exercise anew: for when its sets count differently from now on. */
export async function recomputeRecords(db: CommandDb, ctx: CommandContext, exerciseId: string): Promise<void> {
  const stored = await db
    .selectFrom('personal_records')
    .select(['id', 'exercise_set_id', 'record_type', 'value', 'reps', 'achieved_at', 'previous_value', 'exercise_id'])
    .where('user_id', '=', ctx.userId)
    .where('exercise_id', '=', exerciseId)
    .orderBy('id')
    .execute();
  const sets = await allSets(db, ctx, exerciseId);
  const records = sets[0] ? recordsOfExercise(sets, sets[0].measure) : [];
  await saveRecords(db, ctx, { stored, wanted: records.map((record) => recordRow(ctx, exerciseId, record)) });
}

/**
 * Goes through the history from the first change on. `held` is what was to be beaten before the change, `bests` what is now.
 * Where `bests` is nowhere below `held`, a set that was no record is none now either, so only the records are read.
 */
async function followChanges(
  db: CommandDb,
  ctx: CommandContext,
  exerciseId: string,
  changesMs: readonly number[],
  moves: RecordMoves,
): Promise<void> {
  const history = new RecordHistory(db, ctx, exerciseId);
  let fromMs = changesMs[0] ?? Infinity;
  const held = await history.bestsBefore(new Date(fromMs));
  const bests = new Map(held);
  for (let changesSeen = 0; ;) {
    const changeMs = changesMs[changesSeen] ?? Infinity;
    if (changeMs === Infinity && isSame(bests, held)) return;
    const readsSets = isBehind(bests, held);
    const nextSetMs = readsSets ? await history.sets.firstFrom(fromMs) : Infinity;
    const atMs = Math.min(changeMs, nextSetMs, await history.records.firstFrom(fromMs));
    if (atMs === Infinity) return;
    const stored = await history.records.at(atMs);
    const candidates =
      readsSets || atMs === changeMs
        ? (await history.sets.at(atMs)).flatMap((set) => candidatesOfSet(set, set.measure))
        : stored.flatMap(recordToCandidate);
    moves.stored.push(...stored);
    moves.wanted.push(...recordsAmong(candidates, bests).map((record) => recordRow(ctx, exerciseId, record)));
    for (const { record_type, value } of stored) held.set(record_type, Math.max(value, held.get(record_type) ?? -Infinity));
    if (atMs === changeMs) changesSeen += 1;
    fromMs = atMs + 1;
  }
}

const recordToCandidate = ({ exercise_set_id, record_type, value, reps, achieved_at }: StoredRecord): RecordCandidate[] =>
  exercise_set_id === null ? [] : [{ setId: exercise_set_id, type: record_type, value, reps, achievedAt: achieved_at }];

async function saveRecords(db: CommandDb, ctx: CommandContext, { stored, wanted }: RecordMoves): Promise<void> {
  // Compared by what they are, so that an id is derived only for a record that is new.
  const storedByCause = new Map(stored.map((row) => [causeOf(row), row]));
  const wantedCauses = new Set(wanted.map(causeOf));
  const gone = stored.filter((row) => !wantedCauses.has(causeOf(row))).map(({ id }) => id);
  for (const ids of chunksOf(gone, ROWS_PER_STATEMENT)) await db.deleteFrom('personal_records').where('id', 'in', ids).execute();

  const changed = wanted.flatMap((row) => {
    const there = storedByCause.get(causeOf(row));
    const isUnchanged =
      there &&
      there.value === row.value &&
      there.reps === row.reps &&
      there.previous_value === row.previous_value &&
      there.exercise_id === row.exercise_id &&
      there.achieved_at.getTime() === row.achieved_at.getTime();
    return isUnchanged
      ? []
      : [{ ...row, id: there?.id ?? ctx.derivedId('personal_records', row.exercise_set_id, row.record_type) }];
  });
  for (const rows of chunksOf(changed, ROWS_PER_STATEMENT)) {
    await db
      .insertInto('personal_records')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          exercise_id: row.ref('excluded.exercise_id'),
          value: row.ref('excluded.value'),
          reps: row.ref('excluded.reps'),
          achieved_at: row.ref('excluded.achieved_at'),
          exercise_set_id: row.ref('excluded.exercise_set_id'),
          previous_value: row.ref('excluded.previous_value'),
          created_at: row.ref('excluded.created_at'),
        })),
      )
      .execute();
  }
}

const causeOf = ({ exercise_set_id, record_type }: { exercise_set_id: string | null; record_type: string }): string =>
  `${exercise_set_id} ${record_type}`;

/** A statement takes 65,535 values, a record has nine. */
const ROWS_PER_STATEMENT = 5000;

type RecordRow = ReturnType<typeof recordRow>;

const recordRow = (ctx: CommandContext, exerciseId: string, record: PersonalRecord) => ({
  user_id: ctx.userId,
  exercise_id: exerciseId,
  record_type: record.type,
  value: record.value,
  reps: record.reps,
  achieved_at: record.achievedAt,
  exercise_set_id: record.setId,
  previous_value: record.previousValue,
  // The record is as old as its set, whenever it was computed.
  created_at: record.achievedAt,
});
