// A person's finished sets of one exercise and their records, in order of time. Both are read in pages, because a history may hold
// tens of thousands of sets and most changes need a handful of them.
import { sql } from 'kysely';
import { RECORD_TYPES, type Bests, type RecordedSet, type RecordType } from '../rules/records.ts';
import type { Measure } from '../rules/strength.ts';
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { Pages, type Page } from './rows-in-time.ts';

export interface StoredRecord {
  id: string;
  exercise_id: string;
  /** Null on the server when the set was deleted. */
  exercise_set_id: string | null;
  record_type: RecordType;
  value: number;
  reps: number | null;
  achieved_at: Date;
  previous_value: number | null;
}

export interface MeasuredSet extends RecordedSet {
  measure: Measure;
}

export class RecordHistory {
  readonly sets = new Pages<MeasuredSet>(
    ({ completedAt }) => completedAt.getTime(),
    (from, limit) => this.#readSets(from, limit),
  );
  readonly records = new Pages<StoredRecord>(
    ({ achieved_at }) => achieved_at.getTime(),
    (from, limit) => this.#readRecords(from, limit),
  );
  readonly #db: CommandDb;
  readonly #ctx: CommandContext;
  readonly #exerciseId: string;

  constructor(db: CommandDb, ctx: CommandContext, exerciseId: string) {
    this.#db = db;
    this.#ctx = ctx;
    this.#exerciseId = exerciseId;
  }

  /** What a set at that moment had to beat. */
  async bestsBefore(moment: Date): Promise<Bests> {
    const found = sql<Pick<StoredRecord, 'record_type' | 'value'>>`(
      select last.record_type, last.value
        from ${recordTypes}
        cross join lateral (
          select record_type, value from personal_records
           where user_id = ${this.#ctx.userId} and exercise_id = ${this.#exerciseId}
             and record_type = type.name and achieved_at < ${moment}
           order by achieved_at desc, value desc
           limit 1
        ) last)`.as('found');
    // A replica takes only statements of the query builder from a command.
    const rows = await this.#db.selectFrom(found).selectAll().execute();
    return new Map(rows.map(({ record_type, value }) => [record_type, value]));
  }

  /** The first of each type from that moment on: one descent into the index for each, however many records there are. */
  async #readRecords(from: Date, limit: number): Promise<Page<StoredRecord>> {
    const found = sql<StoredRecord>`(
      select next.*
        from ${recordTypes}
        cross join lateral (
          select id, exercise_id, exercise_set_id, record_type, value, reps, achieved_at, previous_value from personal_records
           where user_id = ${this.#ctx.userId} and exercise_id = ${this.#exerciseId}
             and record_type = type.name and achieved_at >= ${from}
           order by achieved_at, value
           limit ${limit}
        ) next)`.as('found');
    const rows = await this.#db.selectFrom(found).selectAll().orderBy('achieved_at').orderBy('id').execute();
    const untilMs = RECORD_TYPES.map((type) => {
      const ofType = rows.filter(({ record_type }) => record_type === type);
      return ofType.length < limit ? Infinity : (ofType.at(-1)?.achieved_at.getTime() ?? Infinity);
    });
    return { rows, untilMs: Math.min(...untilMs) };
  }

  async #readSets(from: Date, limit: number): Promise<Page<MeasuredSet>> {
    const rows = await finishedSets(this.#db, this.#ctx, this.#exerciseId)
      .where('exercise_sets.completed_at', '>=', from)
      .orderBy('exercise_sets.completed_at')
      .orderBy('exercise_sets.id')
      .limit(limit)
      .execute();
    const sets = rows.flatMap(rowToSet);
    return { rows: sets, untilMs: sets.length < limit ? Infinity : (sets.at(-1)?.completedAt.getTime() ?? Infinity) };
  }
}

const recordTypes = sql.raw(`(values ${RECORD_TYPES.map((type) => `('${type}')`).join(', ')}) as type (name)`);

export async function allSets(db: CommandDb, ctx: CommandContext, exerciseId: string): Promise<MeasuredSet[]> {
  const rows = await finishedSets(db, ctx, exerciseId).orderBy('exercise_sets.id').execute();
  return rows.flatMap(rowToSet);
}

const finishedSets = (db: CommandDb, ctx: CommandContext, exerciseId: string) =>
  db
    .selectFrom('exercise_sets')
    .innerJoin('exercises', 'exercises.id', 'exercise_sets.exercise_id')
    .select([
      'exercise_sets.id',
      'exercise_sets.kind',
      'exercise_sets.weight',
      'exercise_sets.reps',
      'exercise_sets.duration',
      'exercise_sets.distance_m',
      'exercise_sets.completed_at',
      'exercises.measure',
    ])
    .where('exercise_sets.user_id', '=', ctx.userId)
    .where('exercise_sets.exercise_id', '=', exerciseId)
    .where('exercise_sets.completed_at', 'is not', null);

type FinishedSetRow = Awaited<ReturnType<ReturnType<typeof finishedSets>['execute']>>[number];

const rowToSet = ({ id, kind, weight, reps, duration, distance_m, completed_at, measure }: FinishedSetRow): MeasuredSet[] =>
  completed_at === null
    ? []
    : [
        {
          id,
          kind,
          weightKg: weight,
          reps,
          durationSeconds: duration,
          distanceM: distance_m,
          completedAt: completed_at,
          measure,
        },
      ];
