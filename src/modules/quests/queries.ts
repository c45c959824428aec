// What the replica knows of quests.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

export const shippedQuests = () =>
  replicaDb
    .selectFrom('universal_quests')
    .select(['id', 'title', 'description', 'type', 'xp_reward', 'coin_reward', 'target', 'target_type', 'target_config'])
    .where('is_active', '=', true)
    .orderBy('sort_order')
    .orderBy('id');

/** A person has one row for each quest that they ever accepted. */
export const questProgress = () =>
  replicaDb
    .selectFrom('user_quest_progress')
    .select(['quest_id', 'status', 'progress', 'period_start', 'period_end', 'times_completed'])
    .orderBy('id');

export const ownQuests = () =>
  replicaDb
    .selectFrom('user_quests')
    .select([
      'id',
      'title',
      'description',
      'category',
      'difficulty',
      'xp_reward',
      'coin_reward',
      'repeat_frequency',
      'last_completed_date',
      'streak_count',
      'expires_at',
      'source_quest_id',
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id');

/** On how many days of the range, both ends included, each kind was done. */
export const activeDays = (from: string, to: string) =>
  replicaDb
    .selectFrom('occurrence_totals')
    .select(['kind', (total) => total.fn.countAll<number>().as('days')])
    .where('measure', '=', 'times')
    .where('amount', '>', 0)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('kind')
    .orderBy('kind');

/** Daily quests that the person exchanged on the day, in that order (market.use). */
export const exchangedQuests = (day: string) =>
  replicaDb
    .selectFrom('user_market_purchases')
    .select(['id', 'used_for'])
    .where('effect_kind', '=', 'reroll')
    .where('status', '=', 'redeemed')
    .where('used_on', '=', day)
    .orderBy('redeemed_at')
    .orderBy('id');

/** Quests that were completed and paid, newest first. */
export const questHistory = (limit: number) =>
  replicaDb
    .selectFrom('activity_events')
    .select(['id', 'metadata', 'xp_earned', 'coins_earned', 'day', 'happened_at'])
    .where('event_type', '=', 'quest')
    .where('taken_back_at', 'is', null)
    .where('occurrence_id', 'is not', null)
    .orderBy('happened_at', 'desc')
    .orderBy('id')
    .limit(limit);

export type ShippedQuestRow = RowOf<typeof shippedQuests>;
export type QuestProgressRow = RowOf<typeof questProgress>;
export type OwnQuestRow = RowOf<typeof ownQuests>;
export type QuestHistoryRow = RowOf<typeof questHistory>;
