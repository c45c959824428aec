// Goals as the replica has them, and what linked records count.
import { sql } from 'kysely';
import { GOAL_METRICS, isGoalMetric } from '#schema/goals/rules.ts';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

const COLUMNS = [
  'id',
  'title',
  'description',
  'category',
  'target_date',
  'started_at',
  'completed_at',
  'status',
  'progress',
  'priority',
  'sort_order',
  'progress_by',
  'start_day',
  'start_value',
  'target_value',
  'current_value',
  'unit',
  'linked_metric',
  'linked_id',
] as const;

export const goals = () => replicaDb.selectFrom('goals').select(COLUMNS).orderBy('sort_order').orderBy('id').limit(500);

export type GoalRow = RowOf<typeof goals>;

export const goalById = (id: string) => replicaDb.selectFrom('goals').select(COLUMNS).where('id', '=', id).orderBy('id').limit(1);

export const goalUpdates = (goalId: string) =>
  replicaDb
    .selectFrom('goal_updates')
    .select(['id', 'day', 'value', 'note', 'created_at'])
    .where('goal_id', '=', goalId)
    .orderBy('day')
    .orderBy('created_at')
    .orderBy('id')
    .limit(2_000);

export type GoalUpdateRow = RowOf<typeof goalUpdates>;

export const goalMilestones = (goalId: string) =>
  replicaDb
    .selectFrom('goal_milestones')
    .select(['id', 'title', 'description', 'is_completed', 'completed_at'])
    .where('goal_id', '=', goalId)
    .orderBy('sort_order')
    .orderBy('id')
    .limit(100);

export type MilestoneRow = RowOf<typeof goalMilestones>;

type Linked = Pick<GoalRow, 'progress_by' | 'linked_metric' | 'linked_id' | 'start_day'>;

/** How much each day brought since the goal began, in the metric's unit; nothing of a goal that is not linked. */
export function linkedDays({ progress_by, linked_metric, linked_id, start_day }: Linked) {
  const metric = isGoalMetric(linked_metric) ? GOAL_METRICS[linked_metric] : null;
  const from = start_day ?? '1900-01-01';
  if (linked_metric === 'habit_days' && linked_id !== null) {
    return replicaDb
      .selectFrom('habit_completions')
      .select(['completed_date as day', sql<number>`1::double precision`.as('amount')])
      .where('habit_id', '=', linked_id)
      .where('mark', '=', 'done')
      .where('completed_date', '>=', from)
      .orderBy('completed_date')
      .orderBy('id');
  }
  const days = replicaDb
    .selectFrom('occurrence_totals')
    .select(['day', sql<number>`sum(amount)::double precision / ${sql.lit(metric?.per ?? 1)}`.as('amount')])
    .where('measure', '=', progress_by === 'linked' ? (metric?.measure ?? '') : '')
    .where('day', '>=', from)
    .groupBy('day')
    .orderBy('day');
  const kind = metric?.kind ?? null;
  return kind === null ? days : days.where('kind', '=', kind);
}

/** To choose one for a goal of habit days. */
export const habitNames = () =>
  replicaDb
    .selectFrom('habits')
    .select(['id', 'name'])
    .where('is_active', '=', true)
    .orderBy('sort_order')
    .orderBy('id')
    .limit(500);

export const goalOfMilestone = (id: string) =>
  replicaDb.selectFrom('goal_milestones').select('goal_id').where('id', '=', id).orderBy('id').limit(1);
