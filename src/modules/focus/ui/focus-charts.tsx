// Focus of a week, a month or a year, by time and by tag, as a picture or as a table.
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { addDays } from '#schema/day.ts';
import { formatMinutes, fullMinutes } from '#src/format/durations.ts';
import { formatPeriod, periodStart, totalsByPeriod, type Period } from '#src/format/periods.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { RangeChoice } from '#src/ui/chart-range.tsx';
import { Chart } from '#src/ui/chart.tsx';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { OneLine } from '#src/ui/one-line.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { focusByDay, focusByTag } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';

const words = strings.charts;

type Range = keyof typeof words.ranges;
type View = keyof typeof words.views;
const FIELDS = { range: 'week', by: 'time' } as const;
const RANGES: Readonly<Record<Range, { days: number; period: Period }>> = {
  week: { days: 7, period: 'day' },
  month: { days: 30, period: 'day' },
  year: { days: 7 * 51 + 1, period: 'week' },
};

interface Bar {
  /** The first day of the period, or the tag. */
  key: string;
  label: string;
  seconds: number;
}

export function FocusCharts() {
  const [fields, change] = useAddressFields(FIELDS);
  const range = Object.hasOwn(RANGES, fields.range) ? (fields.range as Range) : 'week';
  const view: View = fields.by === 'tag' ? 'tag' : 'time';
  const read = useBars(range, view);
  const total = read.kind === 'ready' ? read.bars.reduce((sum, { seconds }) => sum + seconds, 0) : 0;
  const summary = words.summary(fullMinutes(total), words.over[range]);
  return (
    <Section title={words.title}>
      <Stack gap="md">
        <RangeChoice options={words.ranges} value={range} onChange={(next) => change({ range: next })} />
        <SegmentedControl
          fullWidth
          aria-label={words.by}
          value={view}
          onChange={(next) => change({ by: next })}
          data={Object.entries(words.views).map(([value, label]) => ({ value, label }))}
        />
        {total > 0 && (
          <Text size="sm" c="dimmed" className="tabular">
            {summary}
          </Text>
        )}
        <WhenRead read={read} loading={<div className={classes.placeholder} aria-hidden />}>
          {({ bars }) => <Picture bars={bars} range={range} view={view} summary={summary} />}
        </WhenRead>
      </Stack>
    </Section>
  );
}

function Picture({ bars, range, view, summary }: { bars: Bar[]; range: Range; view: View; summary: string }) {
  const { firstWeekday } = useSettings();
  if (!bars.some(({ seconds }) => seconds > 0)) {
    return (
      <div className={classes.placeholder}>
        <Text c="dimmed">{words.empty}</Text>
      </div>
    );
  }
  if (view === 'tag') return <TagBars bars={bars} />;
  return (
    <Chart
      kind="bars"
      points={bars.map(({ key, label, seconds }) => ({ key, day: key, label, value: fullMinutes(seconds) }))}
      summary={summary}
      columns={[words.columns[RANGES[range].period], words.columns.focus]}
      format={formatMinutes}
      scale="minutes"
      firstWeekday={firstWeekday}
    />
  );
}

function useBars(range: Range, view: View): Loading | Failed | { kind: 'ready'; bars: Bar[] } {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const { days, period } = RANGES[range];
  const from = periodStart(addDays(today, 1 - days), period, firstWeekday);
  const byDay = useRows(view === 'time' ? focusByDay(from) : null);
  const byTag = useRows(view === 'tag' ? focusByTag(from) : null);
  if (view === 'tag') {
    if (byTag.kind !== 'ready') return byTag;
    const bars = byTag.rows.map(({ tag, seconds }) => ({ key: tag ?? '', label: tag ?? words.untagged, seconds }));
    return { kind: 'ready', bars };
  }
  if (byDay.kind !== 'ready') return byDay;
  const totals = totalsByPeriod(byDay.rows, ({ seconds }) => seconds, { from, to: today, period, firstWeekday });
  const bars = totals.map(({ start, total }) => ({ key: start, label: formatPeriod(start, period), seconds: total }));
  return { kind: 'ready', bars };
}

function TagBars({ bars }: { bars: readonly Bar[] }) {
  const highest = Math.max(1, ...bars.map(({ seconds }) => seconds));
  return (
    <ul className={classes.sessionList}>
      {bars.map(({ key, label, seconds }) => (
        <li key={key} className={classes.tagRow}>
          <OneLine size="sm">{label}</OneLine>
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
