// What happened to the person's coins and things in the market, newest first.
import { Skeleton, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { formatMoment } from '#src/format/days.ts';
import { formatSigned } from '#src/format/numbers.ts';
import { useRows } from '#src/replica/public.ts';
import { MoreRows } from '#src/ui/more-rows.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { transactions } from '../queries.ts';
import { strings } from '../strings.ts';

const PAGE = 30;

export function History() {
  const [limit, setLimit] = useState(PAGE);
  const read = useRows(transactions(limit), { keepWithin: 'market history' });
  return (
    <Section title={strings.views.history}>
      <WhenRead read={read} loading={<Skeleton height={160} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text c="dimmed">{strings.historyEmpty}</Text>
          ) : (
            <Stack gap="sm" align="flex-start">
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{strings.what}</Table.Th>
                    <Table.Th>{strings.amount}</Table.Th>
                    <Table.Th>{strings.when}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(({ id, reason, coins_amount: coins, created_at: at }) => (
                    <Table.Tr key={id}>
                      <Table.Td>{reason}</Table.Td>
                      <Table.Td className="tabular">{coins === 0 ? '' : formatSigned(coins)}</Table.Td>
                      <Table.Td className="tabular">{formatMoment(at)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              <MoreRows count={rows.length} limit={limit} onMore={() => setLimit(limit + PAGE)} />
            </Stack>
          )
        }
      </WhenRead>
    </Section>
  );
}
