// Focus of a day, week, month or year, by time, tag and hour of the day, as a picture or as a table. Earlier ranges are a tap away.
import { ActionIcon, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { daysBetween, localHour } from '#schema/day.ts';
import { formatDayLong, formatDayRange, formatMinuteOfDay } from '#src/format/days.ts';
import { formatMinutes, fullMinutes } from '#src/format/durations.ts';
import { formatPeriod, totalsByPeriod } from '#src/format/periods.ts';
import { useSettings, useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { RangeChoice } from '#src/ui/chart-range.tsx';
import { Chart } from '#src/ui/chart.tsx';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { OneLine } from '#src/ui/one-line.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { chartWindow, secondsByHour, type ChartRange, type ChartWindow } from '../model.ts';
import { firstFocusDay, focusByDay, focusByTag, focusStarts } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';

const words = strings.charts;

type View = keyof typeof words.views;
const FIELDS = { range: 'week', by: 'time', back: '0' } as const;

interface Bar {
  /** The first day of the period, the tag or the hour. */
  key: string;
  label: string;
  seconds: number;
}

/** The range and view in the address. A day has no days to compare, so it is shown by hour. */
function useChoice() {
  const [fields, change] = useAddressFields<{ range: string; by: string; back: string }>(FIELDS);
  const range: ChartRange = Object.hasOwn(words.ranges, fields.range) ? (fields.range as ChartRange) : 'week';
  const chosen: View = Object.hasOwn(words.views, fields.by) ? (fields.by as View) : 'time';
  const back = Math.max(0, Math.min(9_999, Math.trunc(Number(fields.back)) || 0));
  const view: View = range === 'day' && chosen === 'time' ? 'hour' : chosen;
  return { range, view, back, change };
}

export function FocusCharts() {
  const { range, view, back, change } = useChoice();
  const today = useToday();
  const { firstWeekday } = useSettings();
  const window = chartWindow(range, back, today, firstWeekday);
  const read = useBars(window, view);
  const total = read.kind === 'ready' ? read.bars.reduce((sum, { seconds }) => sum + seconds, 0) : 0;
  const days = daysBetween(window.from, window.to < today ? window.to : today) + 1;
  const summary = words.summary(fullMinutes(total), range === 'day' ? null : fullMinutes(total / days));
  const views = Object.entries(words.views).filter(([value]) => range !== 'day' || value !== 'time');
  return (
    <Section title={words.title}>
      <Stack gap="md">
        <RangeChoice options={words.ranges} value={range} onChange={(next) => change({ range: next, back: '0' })} />
        <SegmentedControl
          fullWidth
          aria-label={words.by}
          value={view}
          onChange={(next) => change({ by: next })}
          data={views.map(([value, label]) => ({ value, label }))}
        />
        <Paging window={window} range={range} back={back} onBack={(next) => change({ back: String(next) })} />
        {total > 0 && (
          <Text size="sm" c="dimmed" className="tabular">
            {summary}
          </Text>
        )}
        <WhenRead read={read} loading={<div className={classes.placeholder} aria-hidden />}>
          {({ bars }) => <Picture bars={bars} window={window} view={view} summary={summary} />}
        </WhenRead>
      </Stack>
    </Section>
  );
}

interface PagingProps {
  window: ChartWindow;
  range: ChartRange;
  back: number;
  onBack(next: number): void;
}

function Paging({ window, range, back, onBack }: PagingProps) {
  const first = rowsIfReady(useRows(firstFocusDay()))?.[0]?.day ?? null;
  const { from, to } = window;
  const name =
    range === 'day'
      ? formatDayLong(from)
      : range === 'week'
        ? formatDayRange(from, to)
        : range === 'month'
          ? formatPeriod(from, 'month')
          : from.slice(0, 4);
  return (
    <Group justify="space-between" wrap="nowrap">
      <ActionIcon
        size={44}
        variant="subtle"
        color="gray"
        aria-label={words.earlier}
        disabled={first === null || first >= from}
        onClick={() => onBack(back + 1)}
      >
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <Text fw={560} className="tabular" ta="center" aria-live="polite">
        {name}
      </Text>
      <ActionIcon
        size={44}
        variant="subtle"
        color="gray"
        aria-label={words.later}
        disabled={back === 0}
        onClick={() => onBack(back - 1)}
      >
        <IconChevronRight size={20} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function Picture({ bars, window, view, summary }: { bars: Bar[]; window: ChartWindow; view: View; summary: string }) {
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
      points={bars.map(({ key, label, seconds }) => ({
        key,
        label,
        value: fullMinutes(seconds),
        ...(view === 'time' && { day: key }),
      }))}
      summary={summary}
      columns={[view === 'hour' ? words.columns.hour : words.columns[window.period], words.columns.focus]}
      format={formatMinutes}
      scale="minutes"
      firstWeekday={firstWeekday}
    />
  );
}

type Read = Loading | Failed | { kind: 'ready'; bars: Bar[] };

function useBars(window: ChartWindow, view: View): Read {
  const { from, to, period } = window;
  const { firstWeekday } = useSettings();
  const zone = useTimeZone();
  const byDay = useRows(view === 'time' ? focusByDay(from, to) : null);
  const byTag = useRows(view === 'tag' ? focusByTag(from, to) : null);
  const starts = useRows(view === 'hour' ? focusStarts(from, to) : null);
  if (view === 'tag') {
    if (byTag.kind !== 'ready') return byTag;
    const bars = byTag.rows.map(({ tag, seconds }) => ({ key: tag ?? '', label: tag ?? words.untagged, seconds }));
    return { kind: 'ready', bars };
  }
  if (view === 'hour') {
    if (starts.kind !== 'ready') return starts;
    const hours = secondsByHour(starts.rows, (at) => localHour(at, zone));
    const bars = hours.map((seconds, hour) => ({ key: String(hour), label: formatMinuteOfDay(hour * 60), seconds }));
    return { kind: 'ready', bars };
  }
  if (byDay.kind !== 'ready') return byDay;
  const totals = totalsByPeriod(byDay.rows, ({ seconds }) => seconds, { from, to, period, firstWeekday });
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
