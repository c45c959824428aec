// What the person has earned, from the replica.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

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

export const ledger = (limit: number, words = '', kind: string | null = null) =>
  replicaDb
    .selectFrom('points_ledger')
    .select(['id', 'event_type', 'xp', 'coins', 'reason', 'reverses_id', 'created_at'])
    // Every row is this person's. Naming the person lets the index on (user_id, created_at) give the order, so that a page of a long
    // ledger reads a page.
    .where('user_id', '=', ({ selectFrom }) => selectFrom('user_progress').select('user_id').orderBy('id').limit(1))
    // Stars of further skills have entries of their own, without pay.
    .where((entry) => entry.or([entry('xp', '<>', 0), entry('coins', '<>', 0)]))
    .$if(kind !== null, (query) => query.where('event_type', '=', kind))
    // A regular expression without letter case takes two thirds of the time of `ilike`.
    .$if(words !== '', (query) => query.where('reason', '~*', words.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
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

/** All achievements with when the person reached them. */
export const achievements = () =>
  replicaDb
    .selectFrom('achievement_definitions')
    .leftJoin('user_achievements', 'user_achievements.achievement_key', 'achievement_definitions.key')
    .select([
      'achievement_definitions.key as key',
      'name',
      'description',
      'category',
      'trigger_config',
      'is_hidden',
      'user_achievements.earned_at as earned_at',
    ])
    .orderBy('sort_order')
    .orderBy('achievement_definitions.key');

/** Sums over all days, for how far the person is. */
export const lifetimeTotals = () =>
  replicaDb
    .selectFrom('occurrence_totals')
    .select(['kind', 'measure', sql<number>`sum(amount)::float8`.as('amount')])
    .groupBy(['kind', 'measure'])
    .orderBy('kind')
    .orderBy('measure');

export const achievementsSince = (since: Date) =>
  replicaDb
    .selectFrom('user_achievements')
    .innerJoin('achievement_definitions', 'achievement_definitions.key', 'user_achievements.achievement_key')
    .select(['user_achievements.id as id', 'name', 'description', 'earned_at'])
    .where('earned_at', '>', since)
    .orderBy('earned_at', 'desc')
    .orderBy('user_achievements.id')
    .limit(20);

export const skills = () =>
  replicaDb
    .selectFrom('skill_definitions')
    .leftJoin('user_skills', 'user_skills.skill_key', 'skill_definitions.key')
    .select([
      'skill_definitions.key as key',
      'name',
      'description',
      'max_level',
      'stars_per_level',
      'current_stars',
      'current_level',
    ])
    .where('category', '<>', 'retired')
    .orderBy('sort_order')
    .orderBy('skill_definitions.key');

/** The entries that gave stars of a skill, or took them back, newest first. */
export const skillEvidence = (key: string, limit: number) =>
  replicaDb
    .selectFrom('points_ledger')
    .select(['id', 'reason', 'skill_stars', 'created_at', 'event_type', 'event_id'])
    .where('skill_key', '=', key)
    .where('skill_stars', '<>', 0)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);

/** How often something of a kind was done on each day. */
export const activeDays = (kind: string, from: string) =>
  replicaDb
    .selectFrom('occurrence_totals')
    .select(['day', 'amount'])
    .where('kind', '=', kind)
    .where('measure', '=', 'times')
    .where('day', '>=', from)
    .where('amount', '>', 0)
    .orderBy('day')
    .orderBy('id');

export const xpByDay = (from: string) =>
  replicaDb
    .selectFrom('occurrence_totals')
    .select(['day', sql<number>`sum(amount)::int`.as('xp')])
    .where('measure', '=', 'xp')
    .where('day', '>=', from)
    .groupBy('day')
    .orderBy('day');

export type AchievementRow = RowOf<typeof achievements>;
export type SkillRow = RowOf<typeof skills>;
export type TotalRow = RowOf<typeof lifetimeTotals>;
