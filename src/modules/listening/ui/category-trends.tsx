// How much was listened to on purpose: answers by week, by category, and the latest answers of one category.
import { NativeSelect, Skeleton, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays } from '#schema/day.ts';
import { CATEGORIES, type Category } from '#schema/listening/rules/prompts.ts';
import { formatDay } from '#src/format/days.ts';
import { formatPeriod, totalsByPeriod } from '#src/format/periods.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Chart, CHART_HEIGHT_PX } from '#src/ui/chart.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { isCategory, trendsOf } from '../model.ts';
import { answersByDay, answersOfCategory, type AnswerDayRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './listening.module.css';

const words = strings.trend;
const SHOWN_DAYS = 180;
const MOST_RECENT = 8;

export function CategoryTrends() {
  const today = useToday();
  const read = useRows(answersByDay(addDays(today, 1 - SHOWN_DAYS)));
  const [category, setCategory] = useState<Category | null>(null);
  return (
    <Section title={words.title}>
      <WhenRead read={read} loading={<Skeleton height={CHART_HEIGHT_PX} radius="md" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text c="dimmed">{words.none}</Text>
          ) : (
            <Stack gap="md">
              <NativeSelect
                label={words.category}
                maw={280}
                data={[
                  { value: '', label: words.all },
                  ...CATEGORIES.map((value) => ({ value, label: strings.categories[value] })),
                ]}
                value={category ?? ''}
                onChange={({ currentTarget: { value } }) => setCategory(isCategory(value) ? value : null)}
              />
              <Weeks rows={rows.filter((row) => category === null || row.category === category)} today={today} />
              {category === null ? <ByCategory rows={rows} today={today} /> : <Latest category={category} />}
            </Stack>
          )
        }
      </WhenRead>
    </Section>
  );
}

function Weeks({ rows, today }: { rows: readonly AnswerDayRow[]; today: string }) {
  const { firstWeekday } = useSettings();
  const from = rows[0]?.day ?? today;
  const totals = totalsByPeriod(rows, ({ count }) => count, { from, to: today, period: 'week', firstWeekday });
  return (
    <Chart
      kind="bars"
      points={totals.map(({ start, total }) => ({
        key: start,
        day: start,
        label: formatPeriod(start, 'week'),
        value: total,
      }))}
      summary={words.summary(totals.reduce((sum, { total }) => sum + total, 0))}
      columns={words.columns}
      format={words.answers}
      firstWeekday={firstWeekday}
    />
  );
}

function ByCategory({ rows, today }: { rows: readonly AnswerDayRow[]; today: string }) {
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.category}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.lastThirty}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {words.before}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {trendsOf(rows, today).map(({ category, lately, before }) => (
            <Table.Tr key={category}>
              <Table.Th scope="row" fw={400}>
                {strings.categories[category]}
              </Table.Th>
              <Table.Td ta="end" className="tabular">
                {lately}
              </Table.Td>
              <Table.Td ta="end" className="tabular">
                {before}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Latest({ category }: { category: Category }) {
  const rows = rowsIfReady(useRows(answersOfCategory(category, MOST_RECENT))) ?? [];
  return (
    <div>
      <Text fw={560}>{words.recent(strings.categories[category])}</Text>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <li key={row.id} className={classes.row}>
            <Link to="/studio/listening/session/$id" params={{ id: row.session_id }} className={classes.rowWords}>
              <span className={classes.rowTitle}>{row.note === '' ? row.prompt_name : row.note}</span>
              <Text component="span" size="sm" c="dimmed" className="tabular">
                {row.prompt_name} · {row.track_name ?? strings.history.gone} · {formatDay(row.day)}
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
