// Reading over time: the goal of the year, pages a day, books and pages by month, by rating, length and author.
import { Button, Group, NumberInput, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconChartBar, IconTarget } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { bookLimits, type GoalUnit } from '#schema/books/rules/book.ts';
import { addDays } from '#schema/day.ts';
import { formatMonth } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { formatDecimal, formatNumber, formatPercent } from '#src/format/numbers.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { EARLIEST_DAY } from '#src/ui/chart-range.tsx';
import { Chart } from '#src/ui/chart.tsx';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { FigureTable } from '#src/ui/figure-table.tsx';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { HeatMap } from '#src/ui/heat-map.tsx';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { Ring } from '#src/ui/ring.tsx';
import { Figures } from '#src/ui/figures.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { byAuthor, byLength, byMonth, byRating, doneFor, goalStanding, inYear, readingStreak, type Figure } from '../model.ts';
import { finishedReadings, readingDays, readingGoal, type FinishedRow, type GoalRow, type ReadingDay } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';

const words = strings.statistics;
const FIELDS = { year: '' };
const EVERY = 'all';

export function StatisticsPage() {
  const today = useToday();
  const read = joinRows({
    finished: useRows(finishedReadings()),
    days: useRows(readingDays(EARLIEST_DAY)),
    goals: useRows(readingGoal(Number(today.slice(0, 4)))),
  });
  return (
    <Page title={words.title} description={words.description}>
      <WhenRead read={read} loading={<Skeleton height={480} radius="lg" />}>
        {({ rows: { finished, days, goals } }) => (
          <>
            <Goal goal={goals[0] ?? null} finished={finished} days={days} today={today} />
            {finished.length === 0 && days.length === 0 ? (
              <EmptyPlace
                icon={IconChartBar}
                title={words.emptyTitle}
                action={
                  <Button component={Link} to="/library/books">
                    {strings.title}
                  </Button>
                }
              >
                {words.empty}
              </EmptyPlace>
            ) : (
              <Reading finished={finished} days={days} today={today} />
            )}
          </>
        )}
      </WhenRead>
    </Page>
  );
}

interface GoalProps {
  goal: GoalRow | null;
  finished: readonly FinishedRow[];
  days: readonly ReadingDay[];
  today: string;
}

function Goal({ goal, finished, days, today }: GoalProps) {
  const year = Number(today.slice(0, 4));
  const [isOpen, setOpen] = useState(false);
  const set = (
    <Button variant="default" leftSection={<IconTarget size={18} aria-hidden />} onClick={() => setOpen(true)}>
      {goal === null ? strings.goal.set : strings.goal.edit}
    </Button>
  );
  return (
    <Section title={strings.goal.title(year)} {...(goal === null && { description: strings.goal.none })} actions={set}>
      {goal !== null && <GoalRing goal={goal} done={doneFor(goal.unit, year, finished, days)} today={today} />}
      {isOpen && <GoalDialog goal={goal} year={year} onClose={() => setOpen(false)} />}
    </Section>
  );
}

const counted = (unit: GoalUnit, count: number): string => (unit === 'books' ? strings.books(count) : strings.pages(count));

function GoalRing({ goal: { unit, target }, done, today }: { goal: GoalRow; done: number; today: string }) {
  const { share, ahead } = goalStanding(target, done, today);
  const standing =
    share >= 1
      ? strings.goal.reached
      : ahead === 0
        ? strings.goal.onPlan
        : ahead > 0
          ? strings.goal.ahead(counted(unit, ahead))
          : strings.goal.behind(counted(unit, -ahead));
  return (
    <div className={classes.goal}>
      <Ring share={share} thickness={8}>
        <Text fw={600} className="tabular">
          {formatPercent(Math.floor(share * 100))}
        </Text>
      </Ring>
      <div>
        <Text fz="lg" fw={600} className="tabular">
          {strings.goal.of(formatNumber(done), counted(unit, target))}
        </Text>
        <Text c="dimmed" className="tabular">
          {standing}
        </Text>
      </div>
    </div>
  );
}

function GoalDialog({ goal, year, onClose }: { goal: GoalRow | null; year: number; onClose(): void }) {
  const save = useSave();
  const run = useRun();
  const form = useCommandForm({
    initialValues: { unit: goal?.unit ?? ('books' as GoalUnit), target: goal?.target ?? 12 } as {
      unit: GoalUnit;
      target: number | string;
    },
    toArgs: ({ unit, target }) => ({ unit, target: Math.max(1, Math.round(Number(target) || 1)) }),
    save: { create: (args) => save('book.setGoal', { year, ...args }) },
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  const remove = (): void => {
    void run('book.setGoal', { year, unit: values.unit, target: null });
    onClose();
  };
  return (
    <FormDialog
      title={strings.goal.title(year)}
      form={form}
      onClose={onClose}
      aside={
        goal !== null && (
          <Button variant="subtle" onClick={remove}>
            {strings.goal.remove}
          </Button>
        )
      }
    >
      <Choice
        label={strings.goal.unit}
        value={values.unit}
        options={strings.goal.units}
        onChange={(unit) => setFieldValue('unit', unit)}
      />
      <NumberInput
        label={strings.goal.target}
        min={1}
        max={bookLimits.goal}
        allowDecimal={false}
        data-autofocus
        {...getInputProps('target')}
      />
    </FormDialog>
  );
}

function Reading({ finished, days, today }: Omit<GoalProps, 'goal'>) {
  const [fields, change] = useAddressFields(FIELDS);
  const thisYear = today.slice(0, 4);
  const years = useMemo(() => yearsOf(finished, days, thisYear), [finished, days, thisYear]);
  const chosen = fields.year === EVERY ? '' : years.includes(fields.year) ? fields.year : thisYear;
  const ofYear = inYear(finished, chosen);
  const shownDays = days.filter(({ day }) => chosen === '' || day.startsWith(chosen));
  const undated = finished.filter(({ finished_day: day }) => day === null).length;
  return (
    <>
      <Group justify="space-between">
        <Select
          aria-label={words.year}
          w={160}
          allowDeselect={false}
          data={[...years, { value: EVERY, label: words.all }]}
          value={chosen === '' ? EVERY : chosen}
          onChange={(next) => next && change({ year: next })}
        />
      </Group>
      <Sums finished={ofYear} days={shownDays} streak={readingStreak(days, today)} />
      <Heat days={days} chosen={chosen} today={today} />
      <div className={classes.pair}>
        {chosen !== '' && <Months finished={ofYear} days={shownDays} year={Number(chosen)} />}
        <Bars
          title={words.byRating}
          figures={byRating(ofYear)}
          summary={words.byRatingSummary(ofYear.filter(({ rating }) => rating !== null).length)}
          columns={words.byRatingColumns}
        />
        <Bars
          title={words.byLength}
          figures={byLength(ofYear)}
          summary={words.byLengthSummary(ofYear.filter(({ total_pages: pages }) => pages !== null).length)}
          columns={words.byLengthColumns}
        />
        <Authors figures={byAuthor(ofYear)} />
      </div>
      {undated > 0 && chosen !== '' && (
        <Text size="sm" c="dimmed">
          {words.undated(undated)}
        </Text>
      )}
    </>
  );
}

function yearsOf(finished: readonly FinishedRow[], days: readonly ReadingDay[], thisYear: string): string[] {
  const years = new Set([
    thisYear,
    ...finished.flatMap(({ finished_day: day }) => day?.slice(0, 4) ?? []),
    ...days.map(({ day }) => day.slice(0, 4)),
  ]);
  return [...years].toSorted().toReversed();
}

function Sums({ finished, days, streak }: { finished: readonly FinishedRow[]; days: readonly ReadingDay[]; streak: number }) {
  const rated = finished.flatMap(({ rating }) => rating ?? []);
  const ms = days.reduce((sum, day) => sum + day.ms, 0);
  const figures: [string, string][] = [
    [words.figures.books, formatNumber(finished.length)],
    [words.figures.pages, formatNumber(days.reduce((sum, { pages }) => sum + pages, 0))],
    [words.figures.time, formatMinutes(Math.round(ms / 60_000))],
    [words.figures.streak, formatNumber(streak)],
  ];
  if (rated.length > 0)
    figures.push([words.figures.rating, formatDecimal(rated.reduce((sum, one) => sum + one, 0) / rated.length)]);
  return <Figures figures={figures} />;
}

function Heat({ days, chosen, today }: { days: readonly ReadingDay[]; chosen: string; today: string }) {
  const { firstWeekday } = useSettings();
  const isPast = chosen !== '' && chosen !== today.slice(0, 4);
  const to = isPast ? `${chosen}-12-31` : today;
  const from = isPast ? `${chosen}-01-01` : addDays(today, -364);
  const shown = days.filter(({ day, pages }) => day >= from && day <= to && pages > 0);
  const values = new Map(shown.map(({ day, pages }) => [day, pages]));
  return (
    <Section title={words.heat}>
      <HeatMap
        from={from}
        to={to}
        firstWeekday={firstWeekday}
        values={values}
        levelOf={(pages) => (pages <= 0 ? 0 : pages < 10 ? 1 : pages < 25 ? 2 : pages < 50 ? 3 : 4)}
        format={strings.pages}
        summary={words.heatSummary(
          shown.reduce((sum, { pages }) => sum + pages, 0),
          shown.length,
        )}
        columns={words.heatColumns}
      />
    </Section>
  );
}

function Months({ finished, days, year }: { finished: readonly FinishedRow[]; days: readonly ReadingDay[]; year: number }) {
  const books = byMonth(
    year,
    finished.map(({ finished_day: day }) => ({ day, amount: 1 })),
  );
  const pages = byMonth(
    year,
    days.map(({ day, pages: amount }) => ({ day, amount })),
  );
  const points = (rows: typeof books) =>
    rows.map(({ month, total }) => ({ key: month, day: `${month}-01`, label: formatMonth(month), value: total }));
  return (
    <>
      <Section title={words.byMonth}>
        <Chart
          kind="bars"
          points={points(books)}
          summary={words.byMonthSummary(finished.length)}
          columns={words.byMonthColumns}
          format={strings.books}
          scale="count"
          unit={strings.goal.units.books}
        />
      </Section>
      <Section title={words.pagesByMonth}>
        <Chart
          kind="bars"
          points={points(pages)}
          summary={strings.pages(pages.reduce((sum, { total }) => sum + total, 0))}
          columns={words.pagesByMonthColumns}
          format={strings.pages}
          scale="count"
          unit={strings.goal.units.pages}
        />
      </Section>
    </>
  );
}

interface BarsProps {
  title: string;
  figures: readonly Figure[];
  summary: string;
  columns: readonly [string, string];
}

const Bars = ({ title, figures, summary, columns }: BarsProps) => (
  <Section title={title}>
    <Chart
      kind="bars"
      points={figures.map(({ key, count }) => ({ key, label: key, value: count }))}
      summary={summary}
      columns={columns}
      format={strings.books}
      scale="count"
      unit={strings.goal.units.books}
    />
  </Section>
);

function Authors({ figures }: { figures: readonly Figure[] }) {
  if (figures.length === 0) return null;
  return (
    <Section title={words.byAuthor}>
      <Stack gap="xs">
        <FigureTable
          columns={words.byAuthorColumns}
          rows={figures.map(({ key, count }) => ({ key, label: key, figure: formatNumber(count) }))}
        />
      </Stack>
    </Section>
  );
}
