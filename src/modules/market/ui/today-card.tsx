// The market on Today: chests that wait, what is wished for with the coins that are missing, and the way to the rest.
import { Button, Skeleton, Text } from '@mantine/core';
import { chestKey } from '#schema/market/rules/chests.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { buy } from '../commands.ts';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';
import { useWaitingChests } from '../use-chests.ts';
import { useMarket } from '../use-market.ts';
import { WaitingChest } from './waiting-chest.tsx';

/** More would push the rest of the day off the screen. */
const MOST_CHESTS = 2;
const MOST_WISHES = 2;

export function MarketCard() {
  const read = useMarket();
  const waiting = useWaitingChests();
  const chests = waiting.kind === 'ready' ? waiting.chests : [];
  return (
    <WhenRead read={read} loading={<Skeleton height={56} radius="lg" />}>
      {({ market }) => (
        <List label={strings.title}>
          {chests.slice(0, MOST_CHESTS).map((chest) => (
            <WaitingChest key={chestKey(chest)} chest={chest} />
          ))}
          {nearestWishes(market.offers).map((offer) => (
            <Wish key={offer.id} offer={offer} />
          ))}
          <ListRow>
            <PlainLink to="/market">{strings.toSpend(market.coins)}</PlainLink>
          </ListRow>
        </List>
      )}
    </WhenRead>
  );
}

const nearestWishes = (offers: readonly Offer[]): Offer[] =>
  offers
    .filter(({ isWished, isOwned, refusal }) => isWished && !isOwned && refusal === null)
    .toSorted((a, b) => a.missing - b.missing)
    .slice(0, MOST_WISHES);

function Wish({ offer }: { offer: Offer }) {
  const run = useRun();
  const today = useToday();
  const { name, cost, missing } = offer;
  return (
    <ListRow
      actions={
        missing === 0 && (
          <Button variant="default" aria-label={strings.buyLabel(name, cost)} onClick={() => void buy(run, offer, today)}>
            {strings.buy(cost)}
          </Button>
        )
      }
    >
      <Text fw={520}>{name}</Text>
      <Text size="sm" c="dimmed" className="tabular">
        {missing === 0 ? strings.onWishlist : strings.missing(missing)}
      </Text>
    </ListRow>
  );
}
