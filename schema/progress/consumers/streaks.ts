// user_streaks: consecutive days on which a kind was paid XP. The days come from the kind's totals.
import { latestDay } from '../../day.ts';
import type { CommandContext, CommandDb } from '../../command/define.ts';
import type { Change } from '../change.ts';
import { extendStreak, streakFromDays, type Streak } from '../rules/streaks.ts';

export async function updateStreak(db: CommandDb, ctx: CommandContext, { sign, kind, day, paid }: Change): Promise<void> {
  if (!paid) return;
  if (sign < 0) await recountStreak(db, ctx, kind);
  // A day that has XP already is part of the streak.
  else if (paid.earlierThatDay.xp === 0) await touchStreak(db, ctx, kind, day);
}

interface StoredStreak {
  id: string | null;
  streak: Streak;
}

async function storedStreak(db: CommandDb, ctx: CommandContext, type: string): Promise<StoredStreak> {
  const row = await db
    .selectFrom('user_streaks')
    .select(['id', 'current_streak', 'longest_streak', 'last_activity_date'])
    .where('user_id', '=', ctx.userId)
    .where('streak_type', '=', type)
    .executeTakeFirst();
  const streak = {
    current: row?.current_streak ?? 0,
    longest: row?.longest_streak ?? 0,
    lastDay: row?.last_activity_date ?? null,
  };
  return { id: row?.id ?? null, streak };
}

async function touchStreak(db: CommandDb, ctx: CommandContext, type: string, day: string): Promise<void> {
  const stored = await storedStreak(db, ctx, type);
  // A last day in the future was stored before days were bounded; then the streak must be recounted from all days.
  const isPossible = stored.streak.lastDay === null || stored.streak.lastDay <= latestDay(ctx.decidedAt);
  const extended = isPossible ? extendStreak(stored.streak, day) : null;
  if (extended === stored.streak) return;
  if (extended) await storeStreak(db, ctx, type, stored.id, extended);
  else await recountStreak(db, ctx, type);
}

/** Recounts from all days with XP, because a late day may join two runs. Days in the future do not count. */
async function recountStreak(db: CommandDb, ctx: CommandContext, type: string): Promise<void> {
  const days = await db
    .selectFrom('occurrence_totals')
    .select('day')
    .where('user_id', '=', ctx.userId)
    .where('kind', '=', type)
    .where('measure', '=', 'xp')
    .where('day', '<=', latestDay(ctx.decidedAt))
    .where('amount', '>', 0)
    .orderBy('day')
    .execute();
  const { id } = await storedStreak(db, ctx, type);
  await storeStreak(db, ctx, type, id, streakFromDays(days.map(({ day }) => day)));
}

async function storeStreak(db: CommandDb, ctx: CommandContext, type: string, id: string | null, streak: Streak): Promise<void> {
  const now = {
    current_streak: streak.current,
    longest_streak: streak.longest,
    last_activity_date: streak.lastDay,
    updated_at: ctx.now,
  };
  if (id !== null) await db.updateTable('user_streaks').set(now).where('id', '=', id).execute();
  else {
    const newRowId = ctx.derivedId('user_streaks', type);
    await db
      .insertInto('user_streaks')
      .values({ id: newRowId, user_id: ctx.userId, streak_type: type, ...now, created_at: ctx.now })
      .execute();
  }
}
