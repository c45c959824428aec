// A habit in figures and charts: streaks, strength, weekdays and months.
import { Button, Stack, Text } from '@mantine/core';
import { formatDayWithYear, formatMonth, weekdayNames } from '#src/format/days.ts';
import { formatDecimal, formatNumber, formatPercent } from '#src/format/numbers.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { HistoryRangeChoice, rangeStart, useHistoryRange } from '#src/ui/chart-range.tsx';
import { Figures } from '#src/ui/figures.tsx';
import { Chart } from '#src/ui/chart.tsx';
import { Section } from '#src/ui/section.tsx';
import { scorePoints, shareByWeekday, totalsByMonth, type HabitHistory } from '../model.ts';
import type { HabitDetails } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './habits.module.css';

const words = strings.page;
const percentOf = (share: number): number => Math.round(share * 100);

export function HabitFigures({ history, onToday }: { history: HabitHistory; onToday(): void }) {
  const { days, scores, current, longest } = history;
  const done = days.filter(({ mark }) => mark === 'done').length;
  const today = days.at(-1);
  const figures = [
    [words.current, strings.streak(current?.length ?? 0)],
    [words.best, strings.streak(longest?.length ?? 0)],
    [strings.score, formatPercent(percentOf(scores.at(-1) ?? 0))],
    [words.total, formatNumber(done)],
  ] as const;
  return (
    <>
      <Figures figures={figures} />
      <Button variant="default" onClick={onToday} style={{ alignSelf: 'flex-start' }}>
        {words.today}: {strings.marks[today?.mark ?? 'open']}
      </Button>
    </>
  );
}

export function ScoreCurve({ history, today }: { history: HabitHistory; today: string }) {
  const [range, setRange] = useHistoryRange('quarter');
  const { firstWeekday } = useSettings();
  const first = history.days[0]?.day ?? today;
  const from = rangeStart(range, today) ?? first;
  const points = scorePoints(history, from);
  const now = percentOf(history.scores.at(-1) ?? 0);
  return (
    <Section title={words.scoreTitle} description={words.scoreHint}>
      <Stack gap="md">
        <HistoryRangeChoice value={range} onChange={setRange} />
        <Chart
          kind="line"
          points={points.map(({ day, score }) => ({ key: day, day, label: formatDayWithYear(day), value: percentOf(score) }))}
          summary={words.scoreSummary(now)}
          columns={words.scoreColumns}
          format={formatPercent}
          scale="percent"
          span={{ from: from < first ? first : from, to: today }}
          firstWeekday={firstWeekday}
        />
      </Stack>
    </Section>
  );
}

const SHOWN_STREAKS = 6;

export function Streaks({ history: { streaks, current } }: { history: HabitHistory }) {
  const longest = streaks.toSorted((a, b) => b.length - a.length || (a.from < b.from ? 1 : -1)).slice(0, SHOWN_STREAKS);
  return (
    <Section title={words.streaks}>
      {longest.length === 0 ? (
        <Text c="dimmed">{words.noStreaks}</Text>
      ) : (
        <ul className={classes.plainList}>
          {longest.map((streak) => (
            <li key={streak.from} className={classes.streak}>
              <Text size="sm" {...(streak !== current && { c: 'dimmed' })}>
                {words.streakSpan(formatDayWithYear(streak.from), formatDayWithYear(streak.to))}
              </Text>
              <Text fw={560} className="tabular">
                {strings.streak(streak.length)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function ByWeekday({ history: { days } }: { history: HabitHistory }) {
  const { firstWeekday } = useSettings();
  const shares = shareByWeekday(days);
  const names = weekdayNames(firstWeekday);
  const points = names.map(({ long }, at) => {
    const weekday = ((firstWeekday - 1 + at) % 7) + 1;
    return { key: long, label: long.slice(0, 3), value: percentOf(shares[weekday - 1]?.share ?? 0) };
  });
  const best = points.reduce((most, one) => (one.value > most.value ? one : most));
  return (
    <Section title={words.byWeekday}>
      <Chart
        kind="bars"
        points={points}
        summary={words.byWeekdaySummary(best.key)}
        columns={words.byWeekdayColumns}
        format={formatPercent}
        scale="percent"
      />
    </Section>
  );
}

interface ByMonthProps {
  habit: HabitDetails;
  history: HabitHistory;
  today: string;
}

export function ByMonth({ habit, history: { days }, today }: ByMonthProps) {
  const totals = totalsByMonth(habit, days, today);
  const unit = habit.kind === 'measure' ? (habit.unit ?? strings.day.value) : words.daysUnit;
  const sum = totals.reduce((all, { total }) => all + total, 0);
  return (
    <Section title={words.byMonth}>
      <Chart
        kind="bars"
        points={totals.map(({ month, total }) => ({
          key: month,
          day: `${month}-01`,
          label: formatMonth(month),
          value: total,
        }))}
        summary={words.byMonthSummary(`${formatNumber(sum)} ${unit.toLowerCase()}`)}
        columns={words.byMonthColumns(unit)}
        format={(value) => `${formatDecimal(value)} ${unit.toLowerCase()}`}
        {...(habit.kind !== 'measure' && { scale: 'count' })}
        unit={unit}
      />
    </Section>
  );
}
