// What is for sale, filtered by category, rarity and price, with what is recommended above it.
import { Checkbox, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { choicesOf } from '#src/ui/choice.tsx';
import { Section } from '#src/ui/section.tsx';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';
import type { MarketView } from '../use-market.ts';
import classes from './market.module.css';
import { OfferCard } from './offer-card.tsx';

export function Shelf({ market, onShow }: { market: MarketView; onShow(offer: Offer): void }) {
  const [category, setCategory] = useState('all');
  const [rarity, setRarity] = useState('any');
  const [isAffordable, setAffordable] = useState(false);
  const found = market.offers.filter(
    (offer) =>
      !offer.isOwn &&
      offer.refusal === null &&
      (category === 'all' || offer.category === category) &&
      (rarity === 'any' || offer.rarity === rarity) &&
      (!isAffordable || (offer.missing === 0 && !offer.isOwned)),
  );
  return (
    <>
      {market.recommended.length > 0 && (
        <Section title={strings.recommended}>
          <ul className={classes.grid}>
            {market.recommended.map(({ offer, reason }) => (
              <OfferCard key={offer.id} offer={offer} text={reason} onShow={onShow} />
            ))}
          </ul>
        </Section>
      )}
      <Group gap="md" align="flex-end">
        <Select
          label={strings.category}
          allowDeselect={false}
          data={choicesOf(strings.categories)}
          value={category}
          onChange={(chosen) => setCategory(chosen ?? 'all')}
        />
        <Select
          label={strings.rarity}
          allowDeselect={false}
          data={[{ value: 'any', label: strings.anyRarity }, ...choicesOf(strings.rarities)]}
          value={rarity}
          onChange={(chosen) => setRarity(chosen ?? 'any')}
        />
        <Checkbox
          size="md"
          pb="xs"
          label={strings.affordable}
          checked={isAffordable}
          onChange={(event) => setAffordable(event.currentTarget.checked)}
        />
      </Group>
      {found.length === 0 ? (
        <Text c="dimmed">{strings.nothingFound}</Text>
      ) : (
        <ul className={classes.grid} aria-label={strings.views.shelf}>
          {found.map((offer) => (
            <OfferCard key={offer.id} offer={offer} onShow={onShow} />
          ))}
        </ul>
      )}
    </>
  );
}
