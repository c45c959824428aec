// The wishlist, with the coins that are still missing.
import { Text } from '@mantine/core';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';
import type { MarketView } from '../use-market.ts';
import classes from './market.module.css';
import { OfferCard } from './offer-card.tsx';

export function Wishlist({ market, onShow }: { market: MarketView; onShow(offer: Offer): void }) {
  const wished = market.offers.filter(({ isWished }) => isWished);
  if (wished.length === 0) return <Text c="dimmed">{strings.wishEmpty}</Text>;
  return (
    <ul className={classes.grid} aria-label={strings.views.wishes}>
      {wished.map((offer) => (
        <OfferCard
          key={offer.id}
          offer={offer}
          text={offer.refusal ?? (offer.missing > 0 ? strings.missing(offer.missing) : strings.enough)}
          onShow={onShow}
        />
      ))}
    </ul>
  );
}
