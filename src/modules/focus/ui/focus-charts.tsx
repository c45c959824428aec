// Focus by day, week and tag, as a picture or as a table.
import { Button, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { addDays, weekStart } from '#schema/rules/day.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { dayBars, weekBars, type Bar } from '../model.ts';
import { focusByDay, focusByTag } from '../queries.ts';
import { strings } from '../strings.ts';
import { BarChart } from './bar-chart.tsx';
import classes from './focus.module.css';

type Range = 'day' | 'week' | 'tag';
const RANGES: Range[] = ['day', 'week', 'tag'];
const DAYS = 14;
const WEEKS = 12;
const TAG_DAYS = 30;

const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayLabel = (day: string): string => shortDay.format(new Date(`${day}T00:00:00Z`));

export function FocusCharts() {
  const [range, setRange] = useState<Range>('day');
  const [isTable, setIsTable] = useState(false);
  const bars = useBars(range);
  const total = bars?.reduce((sum, { minutes }) => sum + minutes, 0) ?? 0;
  const summary = strings.charts.summary(total, strings.charts.over[range]);
  return (
    <Section
      title={strings.charts.title}
      actions={
        total > 0 && (
          <Button variant="subtle" color="gray" onClick={() => setIsTable(!isTable)}>
            {isTable ? strings.charts.asChart : strings.charts.asTable}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <SegmentedControl
          fullWidth
          aria-label={strings.charts.rangeLabel}
          value={range}
          onChange={(next) => setRange(next as Range)}
          data={RANGES.map((value) => ({ value, label: strings.charts.ranges[value] }))}
        />
        {total > 0 && (
          <Text size="sm" c="dimmed" className="tabular">
            {summary}
          </Text>
        )}
        <Picture bars={bars} range={range} isTable={isTable} summary={summary} />
      </Stack>
    </Section>
  );
}

function Picture({
  bars,
  range,
  isTable,
  summary,
}: {
  bars: Bar[] | undefined;
  range: Range;
  isTable: boolean;
  summary: string;
}) {
  if (bars === undefined) return <div className={classes.placeholder} aria-hidden />;
  if (isTable && bars.length > 0) return <BarTable bars={bars} range={range} />;
  if (!bars.some(({ minutes }) => minutes > 0)) {
    return (
      <div className={classes.placeholder}>
        <Text c="dimmed">{strings.charts.empty}</Text>
      </div>
    );
  }
  return range === 'tag' ? <TagBars bars={bars} /> : <BarChart bars={bars} summary={summary} />;
}

function useBars(range: Range): Bar[] | undefined {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const from = range === 'day' ? addDays(today, 1 - DAYS) : addDays(weekStart(today, firstWeekday), -7 * (WEEKS - 1));
  const { rows: days } = useLive(focusByDay(from), [from]);
  const tagsFrom = addDays(today, 1 - TAG_DAYS);
  const { rows: tags } = useLive(focusByTag(tagsFrom), [tagsFrom]);
  if (range === 'tag') {
    return tags?.map(({ tag, seconds, sessions }) => {
      const label = tag ?? strings.charts.untagged;
      return { key: tag ?? '', label, minutes: Math.round(seconds / 60), sessions };
    });
  }
  if (!days) return undefined;
  return range === 'day' ? dayBars(days, today, DAYS, dayLabel) : weekBars(days, today, firstWeekday, WEEKS, dayLabel);
}

function TagBars({ bars }: { bars: readonly Bar[] }) {
  const highest = Math.max(1, ...bars.map(({ minutes }) => minutes));
  return (
    <ul className={classes.sessionList}>
      {bars.map(({ key, label, minutes }) => (
        <li key={key} className={classes.tagRow}>
          <Text size="sm" truncate>
            {label}
          </Text>
          <div className={classes.tagTrack} aria-hidden>
            <div className={classes.tagFill} style={{ width: `${(minutes / highest) * 100}%` }} />
          </div>
          <Text size="sm" className="tabular">
            {strings.hoursAndMinutes(minutes)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function BarTable({ bars, range }: { bars: readonly Bar[]; range: Range }) {
  const { columns } = strings.charts;
  return (
    <Table.ScrollContainer minWidth={280}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{columns[range]}</Table.Th>
            <Table.Th scope="col" ta="end">
              {columns.minutes}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {columns.sessions}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...bars].reverse().map(({ key, label, minutes, sessions }) => (
            <Table.Tr key={key}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="end">{minutes}</Table.Td>
              <Table.Td ta="end">{sessions}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
