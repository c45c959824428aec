// What the reviews come to: how much is remembered, how many there were, how many are coming.
import { Skeleton, Stack, Text } from '@mantine/core';
import { addDays, personDay } from '#schema/day.ts';
import { formatNumber } from '#src/format/numbers.ts';
import { formatPeriod, totalsByPeriod, type Period, type Periods } from '#src/format/periods.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { EARLIEST_DAY, HistoryRangeChoice, rangeStart, spanOf, useHistoryRange } from '#src/ui/chart-range.tsx';
import { Chart, CHART_HEIGHT_PX } from '#src/ui/chart.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { perDay, retentionOf, type PersonDays } from '../../model.ts';
import { cardCounts, dueTimes, reviewsByDay, type ReviewDayRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { usePersonDays } from '../use-due-count.ts';
import classes from './review.module.css';

const words = strings.statistics;
const DAYS = 30;
const FORECAST_DAYS = 14;
const STATES = [0, 1, 2, 3] as const;

export function StatisticsPage() {
  const days = usePersonDays();
  const read = joinRows({
    reviews: useRows(reviewsByDay(addDays(days.today, 1 - DAYS))),
    counts: useRows(cardCounts()),
    dues: useRows(dueTimes(new Date(`${addDays(days.today, FORECAST_DAYS + 1)}T00:00:00Z`))),
  });
  return (
    <Page title={words.title} description={words.description}>
      <WhenRead read={read} loading={<Skeleton height={720} radius="lg" />}>
        {({ rows: { reviews, counts, dues } }) => (
          <>
            <RetentionSection rows={reviews} />
            <Section title={words.cards}>
              <dl className={classes.counts}>
                {STATES.map((state) => (
                  <div key={state}>
                    <dt>{words.states[state]}</dt>
                    <dd>{formatNumber(counts.find((row) => row.state === state)?.count ?? 0)}</dd>
                  </div>
                ))}
              </dl>
            </Section>
            <ReviewsSection today={days.today} />
            <ForecastSection dues={dues.map(({ due_at }) => due_at)} days={days} />
          </>
        )}
      </WhenRead>
    </Page>
  );
}

function RetentionSection({ rows }: { rows: readonly ReviewDayRow[] }) {
  const { known, remembered, percent, expected } = retentionOf(rows);
  return (
    <Section title={words.retention}>
      {percent === null ? (
        <Text c="dimmed">{words.none}</Text>
      ) : (
        <>
          <span className={classes.big}>{Math.round(percent)} %</span>
          <Text c="dimmed" className="tabular">
            {words.retentionText(remembered, known)}. {words.expected(Math.round(expected ?? 0))}
          </Text>
        </>
      )}
    </Section>
  );
}

function ReviewsSection({ today }: { today: string }) {
  const { firstWeekday } = useSettings();
  const [range, setRange] = useHistoryRange('quarter');
  const from = rangeStart(range, today);
  const read = useRows(reviewsByDay(from ?? EARLIEST_DAY));
  return (
    <Section title={words.reviews}>
      <Stack gap="md">
        <HistoryRangeChoice value={range} onChange={setRange} />
        <WhenRead read={read} loading={<Skeleton height={CHART_HEIGHT_PX} radius="sm" />}>
          {({ rows }) => <Reviews rows={rows} periods={{ ...spanOf(rows, from, today), firstWeekday }} />}
        </WhenRead>
      </Stack>
    </Section>
  );
}

function Reviews({ rows, periods }: { rows: readonly ReviewDayRow[]; periods: Periods }) {
  const { period, firstWeekday } = periods;
  if (rows.length === 0) return <Text c="dimmed">{words.noReviews}</Text>;
  const totals = totalsByPeriod(rows, ({ count }) => count, periods);
  return (
    <CountChart
      points={totals.map(({ start, total }) => ({ day: start, value: total }))}
      period={period}
      summary={words.reviewsSummary(totals.reduce((sum, { total }) => sum + total, 0))}
      unit={words.reviewUnit}
      format={words.reviewCount}
      firstWeekday={firstWeekday}
    />
  );
}

/** What is overdue is due today. */
function ForecastSection({ dues, days }: { dues: readonly Date[]; days: PersonDays }) {
  const dueDays = dues.map((due) => later(personDay(due, days.zone, days.dayStartHour), days.today));
  const points = perDay(
    addDays(days.today, FORECAST_DAYS - 1),
    FORECAST_DAYS,
    (day) => dueDays.filter((due) => due === day).length,
  );
  return (
    <Section title={words.forecast}>
      {dues.length === 0 ? (
        <Text c="dimmed">{words.noForecast}</Text>
      ) : (
        <CountChart
          points={points}
          period="day"
          summary={words.forecastSummary(sumOf(points))}
          unit={words.cardUnit}
          format={words.cardCount}
        />
      )}
    </Section>
  );
}

const later = (a: string, b: string): string => (a > b ? a : b);
const sumOf = (points: readonly { value: number }[]): number => points.reduce((sum, { value }) => sum + value, 0);

interface CountChartProps {
  points: readonly { day: string; value: number }[];
  period: Period;
  summary: string;
  unit: string;
  format(count: number): string;
  firstWeekday?: number;
}

const CountChart = ({ points, period, summary, unit, format, firstWeekday = 1 }: CountChartProps) => (
  <Chart
    kind="bars"
    points={points.map(({ day, value }) => ({ key: day, day, label: formatPeriod(day, period), value }))}
    summary={summary}
    columns={[words.periods[period], unit]}
    format={format}
    scale="count"
    unit={unit}
    firstWeekday={firstWeekday}
  />
);
