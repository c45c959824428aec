// The profile: level, balances, streaks, and the ledger that all of it follows from.
import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useState } from 'react';
import { useToday } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { streakToday, type Standing } from '../model.ts';
import { ledger, streaks } from '../queries.ts';
import { sourceNames, strings } from '../strings.ts';
import { useStanding } from '../use-standing.ts';
import classes from './account.module.css';
import { LevelRing } from './level-ring.tsx';

const words = strings.profile;
const PAGE = 50;

export function ProfilePage() {
  const standing = useStanding();
  return (
    <Page title={words.title}>
      {standing ? <StandingCard standing={standing} /> : <Skeleton height={144} radius="lg" />}
      <Streaks />
      <Ledger />
    </Page>
  );
}

function StandingCard({ standing }: { standing: Standing }) {
  const left = standing.xpToNext - standing.xpIntoLevel;
  const facts = [
    [words.xp, standing.totalXp],
    [words.coins, standing.coins],
    [words.stars, standing.stars],
  ] as const;
  return (
    <Section title={words.level(standing.level)} description={standing.xpToNext === 0 ? words.lastLevel : words.xpLeft(left)}>
      <Group gap="lg" wrap="nowrap" align="center">
        <LevelRing standing={standing} size={80} />
        <dl className={classes.facts} style={{ flex: 1 }}>
          {facts.map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value.toLocaleString()}</dd>
            </div>
          ))}
        </dl>
      </Group>
    </Section>
  );
}

function Streaks() {
  const { rows } = useLive(streaks(), []);
  const today = useToday();
  if (rows === undefined) return <Skeleton height={96} radius="lg" />;
  return (
    <Section title={words.streaks}>
      {rows.length === 0 ? (
        <Text c="dimmed">{words.noStreaks}</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.what}</Table.Th>
              <Table.Th className={classes.number}>{words.current}</Table.Th>
              <Table.Th className={classes.number}>{words.longest}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((streak) => (
              <Table.Tr key={streak.id}>
                <Table.Td>{sourceNames[streak.streak_type] ?? streak.streak_type}</Table.Td>
                <Table.Td className={classes.number}>{words.days(streakToday(streak, today))}</Table.Td>
                <Table.Td className={classes.number}>{words.days(streak.longest_streak)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

const whenFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const signed = (value: number) => (value === 0 ? '' : value.toLocaleString(undefined, { signDisplay: 'exceptZero' }));

function Ledger() {
  const [limit, setLimit] = useState(PAGE);
  const { rows } = useLive(ledger(limit), [limit]);
  if (rows === undefined) return <Skeleton height={240} radius="lg" />;
  return (
    <Section title={words.ledger} description={words.ledgerHint}>
      {rows.length === 0 ? (
        <EmptyPlace icon={IconCoins} title={words.ledger} order={3}>
          {words.ledgerEmpty}
        </EmptyPlace>
      ) : (
        <Stack gap="sm" align="flex-start">
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.what}</Table.Th>
                <Table.Th className={classes.number}>{words.xp}</Table.Th>
                <Table.Th className={classes.number}>{words.coins}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((entry) => (
                <Table.Tr key={entry.id}>
                  <Table.Td>
                    {entry.reason ?? sourceNames[entry.event_type] ?? entry.event_type}
                    <Text size="xs" c="dimmed">
                      {entry.reverses_id !== null && `${words.undone} · `}
                      {whenFormat.format(entry.created_at)}
                    </Text>
                  </Table.Td>
                  <Table.Td className={classes.number}>{signed(entry.xp)}</Table.Td>
                  <Table.Td className={classes.number}>{signed(entry.coins)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {rows.length === limit && (
            <Button variant="default" onClick={() => setLimit(limit + PAGE)}>
              {words.more}
            </Button>
          )}
        </Stack>
      )}
    </Section>
  );
}
