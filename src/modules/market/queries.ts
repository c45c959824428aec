// What the replica knows of the market. Purchases keep the name of their item by a join, because an own reward may be withdrawn.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

/** Shipped items and the person's own rewards, also those that are not for sale now. */
export const shelf = () =>
  replicaDb
    .selectFrom('market_items')
    .select([
      'id',
      'name',
      'description',
      'category',
      'rarity',
      'cost_coins',
      'effect',
      'created_by_user_id',
      'available',
      'available_from',
      'available_until',
      'total_stock',
      'remaining_stock',
    ])
    .orderBy('sort_order')
    .orderBy('cost_coins')
    .orderBy('id');

/** What a person has or had, newest first. */
export const things = () =>
  replicaDb
    .selectFrom('user_market_purchases')
    .innerJoin('market_items', 'market_items.id', 'user_market_purchases.item_id')
    .select([
      'user_market_purchases.id',
      'item_id',
      'name',
      'effect',
      'effect_kind',
      'status',
      'source',
      'cost_paid_coins',
      'purchased_at',
      'redeemed_at',
      'used_on',
      'equipped_at',
    ])
    .orderBy('purchased_at', 'desc')
    .orderBy('user_market_purchases.id');

export const wishes = () => replicaDb.selectFrom('market_wishes').select(['id', 'item_id']).orderBy('created_at').orderBy('id');

export const recommendations = () =>
  replicaDb
    .selectFrom('market_recommendations')
    .select(['id', 'item_id', 'reason', 'score', 'computed_at'])
    .orderBy('score', 'desc')
    .orderBy('id');

export const transactions = (limit: number) =>
  replicaDb
    .selectFrom('market_transactions')
    .select(['id', 'transaction_type', 'coins_amount', 'reason', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit);

export const balance = () => replicaDb.selectFrom('user_wallet').select(['id', 'total_coins', 'spent_coins']).orderBy('id');

export const level = () => replicaDb.selectFrom('user_progress').select(['id', 'current_level']).orderBy('id');

/** Chests that were opened. */
export const openedChests = () =>
  replicaDb
    .selectFrom('user_rewards')
    .leftJoin('market_items', 'market_items.id', 'user_rewards.item_id')
    .select(['user_rewards.id', 'reward_type', 'coins_earned', 'claimed_at', 'name'])
    .where('reward_type', 'like', 'chest/%')
    .orderBy('claimed_at', 'desc')
    .orderBy('user_rewards.id');

/** Days since `from` on which something paid XP. */
export const activeDays = (from: string) =>
  replicaDb
    .selectFrom('occurrence_totals')
    .select('day')
    .distinct()
    .where('measure', '=', 'xp')
    .where('amount', '>', 0)
    .where('day', '>=', from)
    .orderBy('day');

/** What is worn, for the attributes that its look follows. */
export const worn = () =>
  replicaDb
    .selectFrom('user_market_purchases')
    .innerJoin('market_items', 'market_items.id', 'user_market_purchases.item_id')
    .select(['user_market_purchases.id', 'effect'])
    .where('equipped_at', 'is not', null)
    .where('status', '=', 'active')
    .orderBy('user_market_purchases.id');

/** Held streak freezes and the last day that each was looked at for. */
export const heldFreezes = () =>
  replicaDb
    .selectFrom('user_market_purchases')
    .select(['id', 'closed_through'])
    .where('effect_kind', '=', 'streak_freeze')
    .where('status', '=', 'active')
    .orderBy('id');

export type ShelfRow = RowOf<typeof shelf>;
export type ThingRow = RowOf<typeof things>;
export type TransactionRow = RowOf<typeof transactions>;
