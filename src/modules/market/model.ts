// What the screens show of the market, from rows. Pure.
import { chestsToOpen, type Chest } from '#schema/market/rules/chests.ts';
import { isOwnedForGood, MOST_FREEZES, readEffect, REFUND_MS, type Effect } from '#schema/market/rules/effects.ts';
import { stockLeft, whyNotForSale } from '#schema/market/rules/sale.ts';
import type { ShelfRow, ThingRow } from './queries.ts';

export interface Offer {
  id: string;
  name: string;
  description: string;
  category: string;
  rarity: ShelfRow['rarity'];
  cost: number;
  effect: Effect;
  isOwn: boolean;
  /** Why it cannot be bought, beside its price; null when it can. */
  refusal: string | null;
  /** Worn for good, and owned already. */
  isOwned: boolean;
  left: number | null;
  until: Date | null;
  missing: number;
  isWished: boolean;
}

interface ShelfFacts {
  rows: readonly ShelfRow[];
  things: readonly ThingRow[];
  wished: ReadonlySet<string>;
  coins: number;
  at: Date;
}

/** The items whose effect this app knows; without what is not sold now, unless the person wishes for it. */
export function offersOf({ rows, things, wished, coins, at }: ShelfFacts): Offer[] {
  return rows.flatMap((row) => {
    const effect = readEffect(row.effect);
    if (!effect) return [];
    const held = things.filter(({ item_id, status }) => item_id === row.id && status === 'active').length;
    const isOwned = isOwnedForGood(effect.kind) && held > 0;
    const isFull = effect.kind === 'streak_freeze' && held >= MOST_FREEZES;
    const why = whyNotForSale(row, at);
    const isWished = wished.has(row.id);
    if (why !== null && !isWished) return [];
    return [
      {
        id: row.id,
        name: row.name,
        description: row.description ?? '',
        category: row.category,
        rarity: row.rarity,
        cost: row.cost_coins,
        effect,
        isOwn: row.created_by_user_id !== null,
        refusal: isFull ? `You hold ${MOST_FREEZES}, the most there can be.` : why,
        isOwned,
        left: stockLeft(row),
        until: row.available_until,
        missing: Math.max(0, row.cost_coins - coins),
        isWished,
      },
    ];
  });
}

export const canGiveBack = ({ status, source, purchased_at }: ThingRow, at: Date): boolean =>
  status === 'active' && source === 'bought' && at.getTime() - purchased_at.getTime() <= REFUND_MS;

export function waitingChests(facts: {
  level: number;
  today: string;
  activeDays: readonly string[];
  openedTypes: readonly string[];
}): Chest[] {
  const opened = new Set(facts.openedTypes.map((type) => type.replace(/^chest\//, '')));
  return chestsToOpen({ ...facts, opened });
}
