// Chests that were earned, the odds of what is in one, and what was in those that were opened.
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { contentId } from '#schema/ids.ts';
import { chestKey, chestsSince, CONTENTS, type Chest, type ChestKind } from '#schema/market/rules/chests.ts';
import { MARKET_CONTENT } from '#schema/market/rules/content-kind.ts';
import { formatDay } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { waitingChests } from '../model.ts';
import { activeDays, level, openedChests, shelf } from '../queries.ts';
import { strings } from '../strings.ts';

const MOST_OPENED = 5;

export function Chests() {
  const today = useToday();
  const read = joinRows({
    level: useRows(level()),
    days: useRows(activeDays(chestsSince(today))),
    opened: useRows(openedChests()),
    shelf: useRows(shelf()),
  });
  return (
    <Section title={strings.chests} description={strings.chestsHint}>
      <WhenRead read={read} loading={<Skeleton height={64} radius="lg" />}>
        {({ rows }) => {
          const chests = waitingChests({
            level: rows.level[0]?.current_level ?? 1,
            today,
            activeDays: rows.days.map(({ day }) => day),
            openedTypes: rows.opened.map(({ reward_type: type }) => type),
          });
          const nameOf = (key: string): string => rows.shelf.find(({ id }) => id === contentId(MARKET_CONTENT, key))?.name ?? key;
          return (
            <Stack gap="md">
              {chests.length === 0 ? (
                <Text c="dimmed">{strings.chestsNone}</Text>
              ) : (
                <List label={strings.chests}>
                  {chests.map((chest) => (
                    <Waiting key={chestKey(chest)} chest={chest} />
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

const ofText = ({ kind, of }: Chest): string => strings.chestOf[kind](kind === 'level' ? of : formatDay(of));

function Waiting({ chest }: { chest: Chest }) {
  const run = useRun();
  const day = useToday();
  const name = strings.chestNames[chest.kind];
  return (
    <ListRow
      actions={
        <Button
          variant="default"
          aria-label={strings.openLabel(name, ofText(chest))}
          onClick={() => void run('market.openChest', { ...chest, day })}
        >
          {strings.open}
        </Button>
      }
    >
      <Text fw={520}>{name}</Text>
      <Text size="sm" c="dimmed">
        {ofText(chest)}
      </Text>
    </ListRow>
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
