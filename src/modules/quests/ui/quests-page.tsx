// All about quests: the three of the day, what is in progress, the person's own, every shipped one, and what was completed.
import { SegmentedControl, SimpleGrid, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { QuestType } from '#schema/quests/rules/periods.ts';
import { formatDay } from '#src/format/days.ts';
import { useRows } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { List } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { MoreRows } from '#src/ui/more-rows.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import type { Quest } from '../model.ts';
import { questHistory, type QuestHistoryRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useQuests } from '../use-quests.ts';
import { OwnQuests } from './own-quests.tsx';
import { QuestRow } from './quest-row.tsx';

export { QuestPreview } from './quest-preview.tsx';

const PAGE = 20;

export function QuestsPage() {
  const read = useQuests();
  return (
    <Page title={strings.title} description={strings.description}>
      <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
        {({ board }) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Stack gap="lg">
              <Section title={strings.today} description={strings.todayHint}>
                <Quests label={strings.today} quests={board.dailies} />
              </Section>
              {board.underWay.length > 0 && (
                <Section title={strings.underWay}>
                  <Quests label={strings.underWay} quests={board.underWay} showsType />
                </Section>
              )}
              <OwnQuests />
              <History />
            </Stack>
            <AllQuests quests={board.all} />
          </SimpleGrid>
        )}
      </WhenRead>
    </Page>
  );
}

interface QuestsProps {
  label: string;
  quests: readonly Quest[];
  showsType?: boolean;
}

const Quests = ({ label, quests, showsType = false }: QuestsProps) => (
  <List label={label}>
    {quests.map((quest) => (
      <QuestRow key={quest.id} quest={quest} isFull showsType={showsType} />
    ))}
  </List>
);

function AllQuests({ quests }: { quests: readonly Quest[] }) {
  const [type, setType] = useState<QuestType>('weekly');
  return (
    <Section title={strings.more}>
      <SegmentedControl
        fullWidth
        mb="md"
        aria-label={strings.more}
        data={choicesOf(strings.types)}
        value={type}
        onChange={(chosen) => setType(chosen as QuestType)}
      />
      <Quests label={strings.types[type]} quests={quests.filter((quest) => quest.type === type)} />
    </Section>
  );
}

function History() {
  const [limit, setLimit] = useState(PAGE);
  const read = useRows(questHistory(limit), { keepWithin: 'quest history' });
  return (
    <Section title={strings.history}>
      <WhenRead read={read} loading={<Skeleton height={96} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text c="dimmed">{strings.historyEmpty}</Text>
          ) : (
            <Stack gap="sm" align="flex-start">
              <HistoryTable rows={rows} />
              <MoreRows count={rows.length} limit={limit} onMore={() => setLimit(limit + PAGE)} />
            </Stack>
          )
        }
      </WhenRead>
    </Section>
  );
}

function HistoryTable({ rows }: { rows: readonly QuestHistoryRow[] }) {
  return (
    <Table>
      <Table.Tbody>
        {rows.map(({ id, metadata, xp_earned: xp, coins_earned: coins, day }) => (
          <Table.Tr key={id}>
            <Table.Td>{titleOf(metadata)}</Table.Td>
            <Table.Td className="tabular">{strings.reward(xp, coins)}</Table.Td>
            <Table.Td className="tabular">{day === null ? '' : formatDay(day)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The title that the quest had when it was completed. */
function titleOf(metadata: QuestHistoryRow['metadata']): string {
  const reason = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata['reason'] : null;
  return typeof reason === 'string' ? reason : '';
}
