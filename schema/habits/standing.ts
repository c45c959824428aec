// What a habit's row says of its history: streaks and the last tick, counted anew from all entries whenever one of them changes. So
// they do not depend on the order in which devices tick.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { ownRow } from '../command/kit.ts';
import { daysOf, type HabitEntry, type Pause } from './rules/days.ts';
import type { HabitRule } from './rules/habit.ts';
import { currentStreak, longestStreak, streaksOf } from './rules/streaks.ts';

export const RULE_COLUMNS = [
  'id',
  'name',
  'kind',
  'frequency',
  'target_count',
  'custom_days',
  'interval_days',
  'target_value',
  'target_type',
] as const;

export type RuledHabit = HabitRule & { id: string; name: string };

export const ruledHabit = (db: CommandDb, ctx: CommandContext, id: string): Promise<RuledHabit | undefined> =>
  ownRow(db, ctx, 'habits', id, RULE_COLUMNS);

/** Two devices that tick the same day make the same row. */
export const entryId = (ctx: CommandContext, habitId: string, day: string): string =>
  ctx.derivedId('habit_completions', habitId, day);

export async function entriesOf(db: CommandDb, ctx: CommandContext, habitId: string): Promise<(HabitEntry & { at: Date })[]> {
  const rows = await db
    .selectFrom('habit_completions')
    .select(['completed_date', 'mark', 'value', 'completed_at'])
    .where('habit_id', '=', habitId)
    .where('user_id', '=', ctx.userId)
    .orderBy('completed_date')
    .orderBy('id')
    .execute();
  return rows.map(({ completed_date: day, mark, value, completed_at: at }) => ({ day, mark, value, at }));
}

/** Of the habit and of all habits. */
export const pausesOf = (
  db: CommandDb,
  ctx: CommandContext,
  habitId: string,
): Promise<(Pause & { id: string; habit_id: string | null })[]> =>
  db
    .selectFrom('habit_pauses')
    .select(['id', 'habit_id', 'from_day', 'to_day'])
    .where('user_id', '=', ctx.userId)
    .where((pause) => pause.or([pause('habit_id', '=', habitId), pause('habit_id', 'is', null)]))
    .orderBy('from_day')
    .orderBy('id')
    .execute();

export async function restand(db: CommandDb, ctx: CommandContext, habit: RuledHabit): Promise<void> {
  const entries = await entriesOf(db, ctx, habit.id);
  const [first, last] = [entries[0], entries.at(-1)];
  const pauses = first ? await pausesOf(db, ctx, habit.id) : [];
  const days = first && last ? daysOf(habit, entries, pauses, { from: first.day, to: last.day }) : [];
  const streaks = streaksOf(days);
  const ticked = entries.filter(({ mark }) => mark === 'done');
  await db
    .updateTable('habits')
    .set({
      current_streak: currentStreak(days, streaks)?.length ?? 0,
      longest_streak: longestStreak(streaks)?.length ?? 0,
      last_completed_at: ticked.at(-1)?.at ?? null,
      updated_at: ctx.now,
    })
    .where('id', '=', habit.id)
    .execute();
}
