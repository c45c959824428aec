// The profile: level, balances, streaks, and the ledger that all of it follows from.
import { Group, Select, SimpleGrid, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCoins } from '@tabler/icons-react';
import { useState } from 'react';
import { formatNumber, formatSigned } from '#src/format/numbers.ts';
import { formatMoment } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRows, type RowOf } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { Column, Columns } from '#src/ui/columns.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { MoreRows } from '#src/ui/more-rows.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { streakToday, type Standing } from '../model.ts';
import { ledger, streaks } from '../queries.ts';
import { sourceNames, strings } from '../strings.ts';
import { useStanding } from '../use-standing.ts';
import classes from './progress.module.css';
import { Achievements } from './achievements.tsx';
import { LevelRing } from './level-ring.tsx';
import { Skills } from './skills.tsx';
import { StreakCalendar, XpChart } from './streak-calendar.tsx';

const words = strings.profile;
const PAGE = 50;
const SEARCH_DELAY_MS = 200;

export function ProfilePage() {
  const read = useStanding();
  return (
    <Page title={words.title}>
      <Columns>
        <Column>
          <WhenRead read={read} loading={<Skeleton height={144} radius="lg" />}>
            {({ standing }) => <StandingCard standing={standing} />}
          </WhenRead>
          <Streaks />
          <XpChart />
          <Skills />
        </Column>
        <Column>
          <Achievements />
          <Ledger />
        </Column>
      </Columns>
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
              <dd>{formatNumber(value)}</dd>
            </div>
          ))}
        </dl>
      </Group>
    </Section>
  );
}

function Streaks() {
  const read = useRows(streaks());
  return (
    <WhenRead read={read} loading={<Skeleton height={96} radius="lg" />}>
      {({ rows }) => <StreakTable rows={rows} />}
    </WhenRead>
  );
}

function StreakTable({ rows }: { rows: readonly RowOf<typeof streaks>[] }) {
  const today = useToday();
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
      {rows.length > 0 && <StreakCalendar kinds={rows.map(({ streak_type }) => streak_type)} />}
    </Section>
  );
}

function Ledger() {
  const [limit, setLimit] = useState(PAGE);
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const [sought] = useDebouncedValue(typed.trim(), SEARCH_DELAY_MS);
  const read = useRows(ledger(limit, sought, kind), { keepWithin: 'ledger' });
  const isFiltered = sought !== '' || kind !== null;
  return (
    <WhenRead read={read} loading={<Skeleton height={240} radius="lg" />}>
      {({ rows }) => (
        <Section title={words.ledger} description={words.ledgerHint}>
          {(rows.length > 0 || isFiltered) && (
            <SimpleGrid cols={2} spacing="sm" mb="sm">
              <TextInput
                aria-label={strings.search.label}
                placeholder={strings.search.placeholder}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              <Select
                aria-label={strings.search.kind}
                placeholder={strings.search.all}
                clearable
                data={choicesOf(sourceNames)}
                value={kind}
                onChange={setKind}
              />
            </SimpleGrid>
          )}
          {rows.length === 0 && isFiltered ? (
            <Text c="dimmed">{strings.search.nothing}</Text>
          ) : rows.length === 0 ? (
            <EmptyPlace icon={IconCoins} title={words.nothingEarned} order={3}>
              {words.ledgerEmpty}
            </EmptyPlace>
          ) : (
            <Stack gap="sm" align="flex-start">
              <LedgerTable rows={rows} />
              <MoreRows count={rows.length} limit={limit} onMore={() => setLimit(limit + PAGE)} />
            </Stack>
          )}
        </Section>
      )}
    </WhenRead>
  );
}

const LedgerTable = ({ rows }: { rows: readonly RowOf<typeof ledger>[] }) => (
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
              {formatMoment(entry.created_at)}
            </Text>
          </Table.Td>
          <Table.Td className={classes.number}>{formatSigned(entry.xp)}</Table.Td>
          <Table.Td className={classes.number}>{formatSigned(entry.coins)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
