// Focus by day, week and tag, as a picture or as a table.
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { addDays, weekStart } from '#schema/day.ts';
import { formatDayShort } from '#src/format/days.ts';
import { formatMinutes, fullMinutes } from '#src/format/durations.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { Chart } from '#src/ui/chart.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { dayBars, weekBars, type Bar } from '../model.ts';
import { focusByDay, focusByTag } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';

type Range = 'day' | 'week' | 'tag';
const RANGES: Range[] = ['day', 'week', 'tag'];
const DAYS = 14;
const WEEKS = 12;
const TAG_DAYS = 30;
/** Where the axis of minutes may be marked. */
const MINUTE_STEPS = [15, 30, 60, 120, 240, 480, 1_440];

export function FocusCharts() {
  const [range, setRange] = useState<Range>('day');
  const read = useBars(range);
  const total = read.kind === 'ready' ? read.bars.reduce((sum, { seconds }) => sum + seconds, 0) : 0;
  const summary = strings.charts.summary(fullMinutes(total), strings.charts.over[range]);
  return (
    <Section title={strings.charts.title}>
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
        <WhenRead read={read} loading={<div className={classes.placeholder} aria-hidden />}>
          {({ bars }) => <Picture bars={bars} range={range} summary={summary} />}
        </WhenRead>
      </Stack>
    </Section>
  );
}

function Picture({ bars, range, summary }: { bars: Bar[]; range: Range; summary: string }) {
  if (!bars.some(({ seconds }) => seconds > 0)) {
    return (
      <div className={classes.placeholder}>
        <Text c="dimmed">{strings.charts.empty}</Text>
      </div>
    );
  }
  if (range === 'tag') return <TagBars bars={bars} />;
  return (
    <Chart
      kind="bars"
      points={bars.map(({ key, label, seconds }) => ({ key, label, value: fullMinutes(seconds) }))}
      summary={summary}
      columns={[strings.charts.columns[range], strings.charts.columns.focus]}
      format={formatMinutes}
      steps={MINUTE_STEPS}
    />
  );
}

function useBars(range: Range): Loading | Failed | { kind: 'ready'; bars: Bar[] } {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const from = range === 'day' ? addDays(today, 1 - DAYS) : addDays(weekStart(today, firstWeekday), -7 * (WEEKS - 1));
  const days = useRows(focusByDay(from));
  const tagsFrom = addDays(today, 1 - TAG_DAYS);
  const tags = useRows(focusByTag(tagsFrom));
  if (range === 'tag') {
    if (tags.kind !== 'ready') return tags;
    const bars = tags.rows.map(({ tag, seconds, sessions }) => {
      const label = tag ?? strings.charts.untagged;
      return { key: tag ?? '', label, seconds, sessions };
    });
    return { kind: 'ready', bars };
  }
  if (days.kind !== 'ready') return days;
  const { rows } = days;
  const bars =
    range === 'day' ? dayBars(rows, today, DAYS, formatDayShort) : weekBars(rows, today, firstWeekday, WEEKS, formatDayShort);
  return { kind: 'ready', bars };
}

function TagBars({ bars }: { bars: readonly Bar[] }) {
  const highest = Math.max(1, ...bars.map(({ seconds }) => seconds));
  return (
    <ul className={classes.sessionList}>
      {bars.map(({ key, label, seconds }) => (
        <li key={key} className={classes.tagRow}>
          <Text size="sm" truncate>
            {label}
          </Text>
          <div className={classes.tagTrack} aria-hidden>
            <div className={classes.tagFill} style={{ width: `${(seconds / highest) * 100}%` }} />
          </div>
          <Text size="sm" className="tabular">
            {formatMinutes(fullMinutes(seconds))}
          </Text>
        </li>
      ))}
    </ul>
  );
}
