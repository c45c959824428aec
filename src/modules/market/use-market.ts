// Everything that the page shows of the market, read once.
import { useFlag } from '#src/modules/flags/public.ts';
import { useMemo } from 'react';
import { now } from '#src/clock/clock.ts';
import { joinRows, useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { offersOf, type Offer } from './model.ts';
import { balance, recommendations, shelf, things, wishes, type ThingRow } from './queries.ts';

export interface MarketView {
  coins: number;
  spent: number;
  offers: Offer[];
  things: readonly ThingRow[];
  recommended: { offer: Offer; reason: string }[];
  /** When the recommendations were made; null when there are none. */
  recommendedAt: Date | null;
}

export function useMarket(): Loading | Failed | { kind: 'ready'; market: MarketView } {
  const read = joinRows({
    shelf: useRows(shelf()),
    things: useRows(things()),
    wishes: useRows(wishes()),
    wallet: useRows(balance()),
    recommended: useRows(recommendations()),
  });
  const isRecommending = useFlag('market_recommendations');
  return useMemo(() => {
    if (read.kind !== 'ready') return read;
    const { rows } = read;
    const coins = rows.wallet[0]?.total_coins ?? 0;
    const wished = new Set(rows.wishes.map(({ item_id }) => item_id));
    const offers = offersOf({ rows: rows.shelf, things: rows.things, wished, coins, at: now() });
    const recommended = (isRecommending ? rows.recommended : []).flatMap(({ item_id, reason }) => {
      const offer = offers.find(({ id }) => id === item_id);
      return offer && !offer.isOwned ? [{ offer, reason: reason ?? '' }] : [];
    });
    return {
      kind: 'ready' as const,
      market: {
        coins,
        spent: rows.wallet[0]?.spent_coins ?? 0,
        offers,
        things: rows.things,
        recommended,
        recommendedAt: rows.recommended[0]?.computed_at ?? null,
      },
    };
  }, [read, isRecommending]);
}
