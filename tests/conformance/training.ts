// A library of three exercises and the steps of one workout, which the scenarios of training share.
import type { Kysely } from 'kysely';
import type { Database } from '#schema/database.ts';
import { scenarioId, SCENARIO_START, step, type TableRows } from './scenario.ts';

export const session = scenarioId('workout');
export const [squat, bench, pulls] = ['squat', 'bench', 'pulls'].map(scenarioId) as [string, string, string];
export const [entryA, entryB] = ['entry a', 'entry b'].map(scenarioId) as [string, string];
export const setId = (name: string) => scenarioId(`set ${name}`);
export const monday = '2026-03-02';

export const at = (minute: number) => new Date(SCENARIO_START.getTime() + minute * 60_000).toISOString();

export async function library(db: Kysely<Database>): Promise<void> {
  const common = { is_builtin: true, is_custom: false, created_at: SCENARIO_START, updated_at: SCENARIO_START };
  await db
    .insertInto('exercises')
    .values([
      { id: squat, name: 'Squat', measure: 'weight_reps', ...common },
      { id: bench, name: 'Bench press', measure: 'weight_reps', ...common },
      { id: pulls, name: 'Assisted pull-up', measure: 'assisted_reps', ...common },
    ])
    .execute();
}

export const start = step(0, 'workout.start', {
  id: session,
  name: 'Legs',
  day: monday,
  entries: [{ id: entryA, exerciseId: squat, sets: [{ id: setId('a1'), weightKg: 100, reps: 5 }, { id: setId('a2') }] }],
});

type Facts = { weightKg?: number; reps?: number; kind?: 'normal' | 'warmup'; exerciseId?: string; entryId?: string };

export const log = (
  minute: number,
  name: string,
  { weightKg = 100, reps = 5, kind = 'normal', exerciseId = squat, entryId = entryA }: Facts = {},
  device: 'phone' | 'desktop' = 'phone',
) =>
  step(
    minute,
    'set.log',
    { id: setId(name), sessionId: session, entryId, exerciseId, setNumber: 1, kind, weightKg, reps, completedAt: at(minute) },
    { device },
  );

export const finish = (minute: number, device: 'phone' | 'desktop' = 'phone') =>
  step(minute, 'workout.finish', { id: session, day: monday }, { device });

export const sets = (rows: TableRows) => rows['exercise_sets'] ?? [];
export const records = (rows: TableRows, type: string) =>
  (rows['personal_records'] ?? []).filter((row) => row['record_type'] === type);
