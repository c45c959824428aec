// Chests that were earned, the odds of what is in one, and what was in those that were opened.
import { Skeleton, Stack, Text } from '@mantine/core';
import { contentId } from '#schema/ids.ts';
import { chestKey, CONTENTS, type ChestKind } from '#schema/market/rules/chests.ts';
import { MARKET_CONTENT } from '#schema/market/rules/content-kind.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { List } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { openedChests, shelf } from '../queries.ts';
import { strings } from '../strings.ts';
import { useWaitingChests } from '../use-chests.ts';
import { WaitingChest } from './waiting-chest.tsx';

const MOST_OPENED = 5;

export function Chests() {
  const waiting = useWaitingChests();
  const chests = waiting.kind === 'ready' ? waiting.chests : [];
  const rest = joinRows({ opened: useRows(openedChests()), shelf: useRows(shelf()) });
  const read = waiting.kind === 'ready' ? rest : waiting;
  return (
    <Section title={strings.chests} description={strings.chestsHint}>
      <WhenRead read={read} loading={<Skeleton height={64} radius="lg" />}>
        {({ rows }) => {
          const nameOf = (key: string): string => rows.shelf.find(({ id }) => id === contentId(MARKET_CONTENT, key))?.name ?? key;
          return (
            <Stack gap="md">
              {chests.length === 0 ? (
                <Text c="dimmed">{strings.chestsNone}</Text>
              ) : (
                <List label={strings.chests}>
                  {chests.map((chest) => (
                    <WaitingChest key={chestKey(chest)} chest={chest} />
                  ))}
                </List>
              )}
              <Odds nameOf={nameOf} />
              {rows.opened.slice(0, MOST_OPENED).map(({ id, coins_earned: coins, name }) => (
                <Text key={id} size="sm" c="dimmed">
                  {strings.inChest(name ?? strings.coins(coins))}
                </Text>
              ))}
            </Stack>
          );
        }}
      </WhenRead>
    </Section>
  );
}

const Odds = ({ nameOf }: { nameOf(key: string): string }) => (
  <details>
    <summary>{strings.odds}</summary>
    {(Object.keys(CONTENTS) as ChestKind[]).map((kind) => (
      <div key={kind}>
        <Text fw={520} mt="sm" size="sm">
          {strings.chestNames[kind]}
        </Text>
        {CONTENTS[kind].map(({ odds, coins, item }) => (
          <Text key={`${item ?? ''}${coins}`} size="sm" className="tabular">
            {strings.oddsOf(odds, item === null ? strings.coins(coins) : nameOf(item))}
          </Text>
        ))}
      </div>
    ))}
  </details>
);
