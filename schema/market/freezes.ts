// Streak freezes at the close of a day: a held freeze keeps the streak of a habit that was forgotten, oldest streak first. The day
// becomes a pause of that habit, which is what keeps a streak in schema/habits. Invariants: a freeze is looked at once for each
// day (closed_through), by whichever of the devices and the server comes first; it is spent at most once; every use has its row in
// market_transactions.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { madeAt } from '../command/kit.ts';
import { addDays } from '../day.ts';
import { dueAt, notDue } from '../due/due.ts';
import { daysOf } from '../habits/rules/days.ts';
import { isDayByDay } from '../habits/rules/habit.ts';
import { streaksOf } from '../habits/rules/streaks.ts';
import { entriesOf, pausesOf, restand, RULE_COLUMNS, type RuledHabit } from '../habits/standing.ts';
import { noted } from './history.ts';
import { FREEZE_FROM_DAYS } from './rules/effects.ts';

export const freezePauseId = (ctx: CommandContext, habitId: string, day: string): string =>
  ctx.derivedId('habit_pauses', 'freeze', habitId, day);

/** Days before this many are history: a freeze is no way to mend them. */
const LATEST_DAYS = 7;

/** Closes every day up to `day` that held freezes were not looked at for. */
export async function closeDays(db: CommandDb, ctx: CommandContext, day: string): Promise<void> {
  const open = await heldFreezes(db, ctx, day);
  const first = open.reduce((least, { closed_through: closed }) => (closed < least ? closed : least), day);
  for (let on = latest(addDays(first, 1), addDays(day, -LATEST_DAYS + 1)); on <= day; on = addDays(on, 1))
    await closeDay(db, ctx, on);
}

const latest = (a: string, b: string): string => (a > b ? a : b);

async function closeDay(db: CommandDb, ctx: CommandContext, day: string): Promise<void> {
  const freezes = await heldFreezes(db, ctx, day);
  if (freezes.length === 0) return;
  const atRisk = await streaksAtRisk(db, ctx, day);
  for (const [at, freeze] of freezes.entries()) {
    const saved = atRisk[at];
    if (saved) await spend(db, ctx, freeze.id, saved.habit, day);
    else await db.updateTable('user_market_purchases').set({ closed_through: day }).where('id', '=', freeze.id).execute();
  }
}

/** Held on the day and not looked at for it, in the order of buying. */
async function heldFreezes(db: CommandDb, ctx: CommandContext, day: string) {
  const rows = await db
    .selectFrom('user_market_purchases')
    .select(['id', 'closed_through'])
    .where('user_id', '=', ctx.userId)
    .where('effect_kind', '=', 'streak_freeze')
    .where('status', '=', 'active')
    .where('closed_through', '<', day)
    .orderBy('purchased_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, closed_through }) => ({ id, closed_through: closed_through ?? day }));
}

interface AtRisk {
  habit: RuledHabit;
  from: string;
}

/** Habits whose streak ends with the day because nothing is known of it; the oldest streak first. */
async function streaksAtRisk(db: CommandDb, ctx: CommandContext, day: string): Promise<AtRisk[]> {
  const habits = await db
    .selectFrom('habits')
    .select(RULE_COLUMNS)
    .where('user_id', '=', ctx.userId)
    .where('is_active', '=', true)
    .orderBy('id')
    .execute();
  const atRisk: AtRisk[] = [];
  for (const habit of habits) {
    // A habit of so many times a week has no day on which it was forgotten.
    const from = isDayByDay(habit) ? await runBefore(db, ctx, habit, day) : null;
    if (from !== null) atRisk.push({ habit, from });
  }
  return atRisk.sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
}

/** The first day of the streak that the open day would break; null when there is none. */
async function runBefore(db: CommandDb, ctx: CommandContext, habit: RuledHabit, day: string): Promise<string | null> {
  const entries = await entriesOf(db, ctx, habit.id);
  const first = entries[0]?.day;
  if (first === undefined || first >= day) return null;
  const days = daysOf(habit, entries, await pausesOf(db, ctx, habit.id), { from: first, to: day });
  if (days.at(-1)?.mark !== 'open') return null;
  const streak = streaksOf(days).at(-1);
  if (!streak || streak.length < FREEZE_FROM_DAYS) return null;
  const between = days.filter((one) => one.day > streak.to && one.day < day);
  return between.every(({ mark }) => mark === 'off' || mark === 'skipped') ? streak.from : null;
}

async function spend(db: CommandDb, ctx: CommandContext, freezeId: string, habit: RuledHabit, day: string): Promise<void> {
  await db
    .insertInto('habit_pauses')
    .values({
      id: freezePauseId(ctx, habit.id, day),
      user_id: ctx.userId,
      habit_id: habit.id,
      from_day: day,
      to_day: day,
      reason: 'Streak freeze',
      ...madeAt(ctx),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await db
    .updateTable('user_market_purchases')
    .set({ status: 'redeemed', redeemed_at: ctx.now, used_on: day, used_for: habit.id, uses_remaining: 0, closed_through: day })
    .where('id', '=', freezeId)
    .execute();
  await restand(db, ctx, habit);
  await noted(db, ctx, {
    key: ['freeze', freezeId, habit.id, day],
    type: 'redeem',
    coins: 0,
    reason: `Streak freeze used for “${habit.name}” on ${day}`,
  });
}

/** Undoes a spent freeze, because the habit was done on the day after all. The caller recounts the habit. */
export async function giveFreezeBack(db: CommandDb, ctx: CommandContext, habitId: string, day: string): Promise<void> {
  await db
    .deleteFrom('habit_pauses')
    .where('id', '=', freezePauseId(ctx, habitId, day))
    .execute();
  const freeze = await db
    .selectFrom('user_market_purchases')
    .select('id')
    .where('user_id', '=', ctx.userId)
    .where('effect_kind', '=', 'streak_freeze')
    .where('used_on', '=', day)
    .where('used_for', '=', habitId)
    .executeTakeFirst();
  if (!freeze) return;
  await db
    .updateTable('user_market_purchases')
    .set({ status: 'active', redeemed_at: null, used_on: null, used_for: null, uses_remaining: 1 })
    .where('id', '=', freeze.id)
    .execute();
  await noted(db, ctx, {
    key: ['freeze back', freeze.id, habitId, day],
    type: 'adjustment',
    coins: 0,
    reason: `Streak freeze given back: the habit was done on ${day}`,
  });
  await planClose(db, ctx, day);
}

/** 18:00 UTC of the next day: the day is then over in every zone, also where a person's day starts late at night. */
const closesAt = (day: string): Date => new Date(`${addDays(day, 1)}T18:00:00.000Z`);

/** Has the server close the day while the person holds freezes. A device that opens earlier closes the day itself. */
export async function planClose(db: CommandDb, ctx: CommandContext, day: string): Promise<void> {
  const held = await db
    .selectFrom('user_market_purchases')
    .select('id')
    .where('user_id', '=', ctx.userId)
    .where('effect_kind', '=', 'streak_freeze')
    .where('status', '=', 'active')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!held) await notDue(db, ctx, 'market_close');
  else await dueAt(db, ctx, { kind: 'market_close', key: 'day', at: closesAt(day), command: 'market.closeDay', args: { day } });
}
