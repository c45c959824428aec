// The market: the balance, what waits, and one part at a time of shelf, inventory, wishlist, own rewards and history.
import { Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useFlag } from '#src/modules/flags/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';
import { useMarket, type MarketView } from '../use-market.ts';
import { Chests } from './chests.tsx';
import { History } from './history.tsx';
import { Inventory } from './inventory.tsx';
import { ItemDialog } from './item-dialog.tsx';
import classes from './market.module.css';
import { OwnRewards } from './own-rewards.tsx';
import { Shelf } from './shelf.tsx';
import { Wishlist } from './wishlist.tsx';

export { ItemPreview } from './item-preview.tsx';

type View = keyof typeof strings.views;
const FIRST_VIEW: { view: View } = { view: 'shelf' };

export function MarketPage() {
  const read = useMarket();
  const [{ view: asked }, change] = useAddressFields(FIRST_VIEW);
  const view = Object.hasOwn(strings.views, asked) ? asked : FIRST_VIEW.view;
  const [shownId, setShownId] = useState<string | null>(null);
  useRecommendations(useFlag('market_recommendations') && read.kind === 'ready' ? read.market : null);
  const show = ({ id }: Offer): void => setShownId(id);
  return (
    <Page title={strings.title} description={strings.description}>
      <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
        {({ market }) => {
          const shown = market.offers.find(({ id }) => id === shownId);
          return (
            <>
              <Balance market={market} />
              <SegmentedControl
                classNames={{ control: classes.view ?? '' }}
                aria-label={strings.view}
                data={choicesOf(strings.views)}
                value={view}
                onChange={(chosen) => change({ view: chosen })}
              />
              {view === 'shelf' && <Shelf market={market} onShow={show} />}
              {view === 'inventory' && (
                <>
                  <Chests />
                  <Inventory things={market.things} />
                </>
              )}
              {view === 'wishes' && <Wishlist market={market} onShow={show} />}
              {view === 'own' && <OwnRewards market={market} />}
              {view === 'history' && <History />}
              {shown && <ItemDialog offer={shown} onClose={() => setShownId(null)} />}
            </>
          );
        }}
      </WhenRead>
    </Page>
  );
}

function Balance({ market }: { market: MarketView }) {
  return (
    <Group gap="sm" align="center">
      <IconCoins size={28} aria-hidden />
      <div>
        <Text fw={620} fz="xl" className="tabular">
          {strings.coins(market.coins)}
        </Text>
        {market.spent > 0 && (
          <Text c="dimmed" size="sm" className="tabular">
            {strings.spent(market.spent)}
          </Text>
        )}
      </div>
    </Group>
  );
}

/** Recommendations are made anew when the page is opened, at most once a day. */
function useRecommendations(market: MarketView | null): void {
  const run = useRun();
  const today = useToday();
  const askedFor = useRef<string | null>(null);
  useEffect(() => {
    if (!market || askedFor.current === today) return;
    askedFor.current = today;
    if (market.recommendedAt?.toISOString().slice(0, 10) !== today) void run('market.recommend', { day: today });
  }, [market, run, today]);
}
