// The value of a goal from rows, for commands. Linked records are read from the totals, so the value follows whatever becomes of them.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { GOAL_METRICS, isGoalMetric, shareOf } from './rules.ts';

export const MEASURED_COLUMNS = [
  'id',
  'title',
  'status',
  'progress_by',
  'start_day',
  'start_value',
  'target_value',
  'current_value',
  'linked_metric',
  'linked_id',
] as const;

export interface MeasuredGoal {
  id: string;
  progress_by: 'hand' | 'milestones' | 'linked';
  start_day: string | null;
  start_value: number;
  target_value: number;
  current_value: number | null;
  linked_metric: string | null;
  linked_id: string | null;
}

/** Percent, as the row keeps it. */
export async function progressOf(db: CommandDb, ctx: CommandContext, goal: MeasuredGoal): Promise<number> {
  if (goal.progress_by === 'milestones') return milestonesDone(db, goal.id);
  const value = goal.progress_by === 'hand' ? (goal.current_value ?? goal.start_value) : await linkedValue(db, ctx, goal);
  return 100 * shareOf({ start: goal.start_value, target: goal.target_value }, value);
}

async function milestonesDone(db: CommandDb, goalId: string): Promise<number> {
  const milestones = await db
    .selectFrom('goal_milestones')
    .select('is_completed')
    .where('goal_id', '=', goalId)
    .orderBy('id')
    .execute();
  const done = milestones.filter(({ is_completed }) => is_completed).length;
  return milestones.length === 0 ? 0 : (100 * done) / milestones.length;
}

async function linkedValue(db: CommandDb, ctx: CommandContext, goal: MeasuredGoal): Promise<number> {
  if (!isGoalMetric(goal.linked_metric)) return goal.start_value;
  const { kind, measure, per } = GOAL_METRICS[goal.linked_metric];
  const from = goal.start_day ?? '1900-01-01';
  if (goal.linked_metric === 'habit_days' && goal.linked_id !== null) {
    const days = await db
      .selectFrom('habit_completions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', ctx.userId)
      .where('habit_id', '=', goal.linked_id)
      .where('mark', '=', 'done')
      .where('completed_date', '>=', from)
      .executeTakeFirst();
    return goal.start_value + Number(days?.count ?? 0);
  }
  const totals = db
    .selectFrom('occurrence_totals')
    .select(({ fn }) => fn.sum<number>('amount').as('amount'))
    .where('user_id', '=', ctx.userId)
    .where('measure', '=', measure)
    .where('day', '>=', from);
  const sum = await (kind === null ? totals : totals.where('kind', '=', kind)).executeTakeFirst();
  return goal.start_value + Number(sum?.amount ?? 0) / per;
}
