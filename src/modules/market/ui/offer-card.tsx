// An item on the shelf: its name, rarity and price, or what keeps it from being bought.
import { Group, Text } from '@mantine/core';
import { IconCheck, IconHeart } from '@tabler/icons-react';
import { formatDay } from '#src/format/days.ts';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';
import { ItemIcon } from './item-icon.tsx';
import classes from './market.module.css';

interface OfferProps {
  offer: Offer;
  /** Below the name; the description when left out. */
  text?: string;
  onShow(offer: Offer): void;
}

export const OfferCard = ({ offer, text, onShow }: OfferProps) => (
  <li>
    <button type="button" className={classes.offer} onClick={() => onShow(offer)}>
      <Group gap="xs" wrap="nowrap" align="center">
        <ItemIcon effect={offer.effect} />
        <Text fw={560}>{offer.name}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {text ?? offer.description}
      </Text>
      <Group gap="xs" className={classes.price ?? ''} justify="space-between">
        <Text size="sm" fw={560} className="tabular">
          {strings.coins(offer.cost)}
        </Text>
        <Text size="sm" c="dimmed" component="span">
          {offer.isOwned ? <IconCheck size={14} aria-label={strings.owned} /> : null}
          {offer.isWished ? <IconHeart size={14} aria-label={strings.views.wishes} /> : null} {factOf(offer)}
        </Text>
      </Group>
    </button>
  </li>
);

function factOf({ isOwned, isOwn, missing, left, until, rarity }: Offer): string {
  if (isOwned) return strings.owned;
  if (left !== null) return strings.left(left);
  if (until !== null) return strings.until(formatDay(until.toISOString().slice(0, 10)));
  if (missing > 0) return strings.missing(missing);
  return isOwn ? '' : (strings.rarities[rarity] ?? '');
}
