// personal_records is derived: after any change of a person's sets it is what recordsOfExercise says of them. A record's id is
// a function of its set and type, so that two devices that log the same set agree, and nothing is kept that no set backs.
import { recordsOfExercise, type PersonalRecord, type RecordedSet } from '../../rules/fitness/records.ts';
import type { Measure } from '../../rules/fitness/strength.ts';
import type { CommandContext, CommandDb } from '../define.ts';

export async function recomputeRecords(db: CommandDb, ctx: CommandContext, exerciseIds: readonly string[]): Promise<void> {
  if (exerciseIds.length === 0) return;
  const wanted = await recordsThatShouldBe(db, ctx, exerciseIds);
  const stored = await db
    .selectFrom('personal_records')
    .select(['id', 'exercise_set_id', 'record_type', 'value', 'reps', 'achieved_at', 'previous_value', 'exercise_id'])
    .where('user_id', '=', ctx.userId)
    .where('exercise_id', 'in', exerciseIds)
    .orderBy('id')
    .execute();

  // Compared by what they are, so that an id is derived only for a record that is new.
  const storedByCause = new Map(stored.map((row) => [causeOf(row.exercise_set_id, row.record_type), row]));
  const wantedCauses = new Set(wanted.map((row) => causeOf(row.exercise_set_id, row.record_type)));
  const gone = stored.filter((row) => !wantedCauses.has(causeOf(row.exercise_set_id, row.record_type))).map(({ id }) => id);
  if (gone.length > 0) await db.deleteFrom('personal_records').where('id', 'in', gone).execute();

  const changed = wanted.flatMap((row) => {
    const there = storedByCause.get(causeOf(row.exercise_set_id, row.record_type));
    const isSame =
      there &&
      there.value === row.value &&
      there.reps === row.reps &&
      there.previous_value === row.previous_value &&
      there.exercise_id === row.exercise_id &&
      there.achieved_at.getTime() === row.achieved_at.getTime();
    return isSame ? [] : [{ ...row, id: there?.id ?? ctx.derivedId('personal_records', row.exercise_set_id, row.record_type) }];
  });
  if (changed.length === 0) return;
  await db
    .insertInto('personal_records')
    .values(changed)
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

const causeOf = (setId: string | null, type: string): string => `${setId} ${type}`;

async function recordsThatShouldBe(db: CommandDb, ctx: CommandContext, exerciseIds: readonly string[]) {
  const rows = await db
    .selectFrom('exercise_sets')
    .innerJoin('exercises', 'exercises.id', 'exercise_sets.exercise_id')
    .select([
      'exercise_sets.id',
      'exercise_sets.exercise_id',
      'exercise_sets.kind',
      'exercise_sets.weight',
      'exercise_sets.reps',
      'exercise_sets.duration',
      'exercise_sets.distance_m',
      'exercise_sets.completed_at',
      'exercises.measure',
    ])
    .where('exercise_sets.user_id', '=', ctx.userId)
    .where('exercise_sets.exercise_id', 'in', exerciseIds)
    .where('exercise_sets.completed_at', 'is not', null)
    .orderBy('exercise_sets.id')
    .execute();

  const byExercise = new Map<string, { measure: Measure; sets: RecordedSet[] }>();
  for (const row of rows) {
    if (row.completed_at === null) continue;
    const exercise = byExercise.get(row.exercise_id) ?? { measure: row.measure, sets: [] };
    exercise.sets.push({
      id: row.id,
      kind: row.kind,
      weightKg: row.weight,
      reps: row.reps,
      durationSeconds: row.duration,
      distanceM: row.distance_m,
      completedAt: row.completed_at,
    });
    byExercise.set(row.exercise_id, exercise);
  }
  return [...byExercise].flatMap(([exerciseId, { measure, sets }]) =>
    recordsOfExercise(sets, measure).map((record) => recordRow(ctx, exerciseId, record)),
  );
}

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
