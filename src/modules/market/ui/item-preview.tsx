// A shipped item as people see it on the shelf, from the columns of a row that is not stored yet.
import { readEffect } from '#schema/market/rules/effects.ts';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './market.module.css';
import { OfferCard } from './offer-card.tsx';

interface ItemPreviewProps {
  name: string;
  description: string;
  category: string;
  rarity: string;
  cost: number;
  effect: unknown;
  stock: number | null;
  until: Date | null;
}

/** Nothing in it can be pressed. */
export function ItemPreview({ effect: given, rarity, stock, ...item }: ItemPreviewProps) {
  const effect = readEffect(given);
  if (!effect) return null;
  const state = { refusal: null, isOwn: false, isOwned: false, isWished: false, missing: 0 };
  const offer: Offer = { id: '', ...item, rarity: rarity as Offer['rarity'], effect, left: stock, ...state };
  return (
    <div inert>
      <ul className={classes.grid} aria-label={strings.preview}>
        <OfferCard offer={offer} onShow={() => undefined} />
      </ul>
    </div>
  );
}
