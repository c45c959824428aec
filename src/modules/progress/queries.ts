// What the person has earned, from the replica.
import { replicaDb } from '#src/replica/query-builder.ts';

export const progress = () =>
  replicaDb.selectFrom('user_progress').select(['total_xp', 'total_skill_stars']).orderBy('created_at').orderBy('id').limit(1);

export const wallet = () =>
  replicaDb.selectFrom('user_wallet').select(['total_coins', 'earned_coins']).orderBy('created_at').orderBy('id').limit(1);

export const streaks = () =>
  replicaDb
    .selectFrom('user_streaks')
    .select(['id', 'streak_type', 'current_streak', 'longest_streak', 'last_activity_date'])
    .orderBy('streak_type')
    .orderBy('id');

export const ledger = (limit: number) =>
  replicaDb
    .selectFrom('points_ledger')
    .select(['id', 'event_type', 'xp', 'coins', 'reason', 'reverses_id', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);

/** What the ledger paid lately, not what it took back. */
export const rewardsSince = (since: Date) =>
  replicaDb
    .selectFrom('points_ledger')
    .select(['id', 'reason', 'xp', 'coins', 'created_at'])
    .where('created_at', '>', since)
    .where('reverses_id', 'is', null)
    .where('xp', '>', 0)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(20);

/** The level, and when the ledger paid last: one read, so that a level is never seen without the payment that brought it. */
export const currentLevel = () =>
  replicaDb
    .selectFrom('user_progress')
    .select(({ selectFrom }) => [
      'current_level',
      selectFrom('points_ledger')
        .select('created_at')
        .where('reverses_id', 'is', null)
        .where('xp', '>', 0)
        .orderBy('created_at', 'desc')
        .limit(1)
        .as('paid_at'),
    ])
    .orderBy('id')
    .limit(1);
