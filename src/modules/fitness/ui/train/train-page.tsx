// The place to train: start or go on, this week, the last workouts, and the ways further in.
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconBarbell, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { weekStart } from '#schema/day.ts';
import { fromKg } from '#schema/fitness/rules/weight-units.ts';
import { now } from '#src/clock/clock.ts';
import { formatNumber } from '#src/format/numbers.ts';
import { formatPeriod, totalsByPeriod, type Periods } from '#src/format/periods.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { EARLIEST_DAY, HistoryRangeChoice, rangeStart, spanOf, useHistoryRange } from '#src/ui/chart-range.tsx';
import { Chart, CHART_HEIGHT_PX } from '#src/ui/chart.tsx';
import { Column, Columns } from '#src/ui/columns.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { InOrder, KeptHeight } from '#src/ui/kept-height.tsx';
import { Page } from '#src/ui/page.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { formatVolume } from '../../format.ts';
import { bodyStrings } from '../../body-strings.ts';
import { muscleStrings } from '../../muscle-strings.ts';
import { planStrings } from '../../plan-strings.ts';
import { recentSessions, routines, volumeByDay, type RoutineRow, type VolumeDayRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useActiveWorkout } from '../../use-active-workout.ts';
import { useProgramToday } from '../../use-program.ts';
import { NextWorkoutCard } from '../programs/next-workout-card.tsx';
import { SessionList } from '../history/session-list.tsx';
import { RecentMuscles } from '../muscles/recent-muscles.tsx';
import { useStartWorkout } from '../session/start-workout.tsx';
import { ActiveWorkoutCard, WorkoutCardSkeleton } from './today-workout-card.tsx';
import train from './train.module.css';

const RECENT = 5;

export function TrainPage() {
  const active = useActiveWorkout();
  const recent = useRows(recentSessions(RECENT));
  const isEmpty = recent.kind === 'ready' && recent.rows.length === 0;
  return (
    <Page title={strings.title} description={strings.description}>
      <InOrder>
        <KeptHeight name="train start">
          <ActiveWorkoutCard active={active} otherwise={<StartWays />} />
        </KeptHeight>
        {isEmpty && active.kind === 'missing' && (
          <EmptyPlace
            icon={IconBarbell}
            title={strings.emptyTitle}
            action={
              <Button component={Link} to="/train/import" variant="default">
                {strings.import}
              </Button>
            }
          >
            {strings.emptyText}
          </EmptyPlace>
        )}
        {!isEmpty && (
          <Columns>
            <Column>
              <Volume />
              <KeptHeight name="train muscles">
                <RecentMuscles />
              </KeptHeight>
            </Column>
            <Section title={strings.recent}>
              <KeptHeight name="train recent">
                <WhenRead read={recent} loading={<Skeleton height={300} radius="sm" />}>
                  {({ rows }) => <SessionList sessions={rows} />}
                </WhenRead>
              </KeptHeight>
            </Section>
          </Columns>
        )}
        <nav aria-label={strings.title}>
          <PlainLink to="/train/routines">{planStrings.routines.link}</PlainLink>
          <PlainLink to="/train/programs">{planStrings.programs.link}</PlainLink>
          <PlainLink to="/train/muscles">{muscleStrings.link}</PlainLink>
          <PlainLink to="/train/body">{bodyStrings.link}</PlainLink>
          <PlainLink to="/train/history">{strings.allHistory}</PlainLink>
          <PlainLink to="/train/exercises">{strings.library}</PlainLink>
          <PlainLink to="/train/import">{strings.import}</PlainLink>
        </nav>
      </InOrder>
    </Page>
  );
}

/** The next workout of the program, the routines, and an empty workout. */
function StartWays() {
  const today = useProgramToday();
  const ownRoutines = useRows(routines());
  if (today === undefined || ownRoutines.kind === 'loading') return <WorkoutCardSkeleton />;
  return (
    <Stack gap="sm">
      {today && <NextWorkoutCard today={today} />}
      <RoutineButtons rows={rowsIfReady(ownRoutines) ?? []} />
      <StartButton isSecond={today !== null} />
    </Stack>
  );
}

const SHOWN_ROUTINES = 6;

function RoutineButtons({ rows }: { rows: readonly RoutineRow[] }) {
  const { start, question } = useStartWorkout();
  if (rows.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={planStrings.routines.title}>
      {rows.slice(0, SHOWN_ROUTINES).map(({ id, name }) => (
        <Button
          key={id}
          variant="light"
          maw="100%"
          aria-label={planStrings.routines.startOf(name)}
          onClick={() => start({ name, plan: { workoutId: id } })}
        >
          {name}
        </Button>
      ))}
      {question}
    </Group>
  );
}

function StartButton({ isSecond }: { isSecond: boolean }) {
  const { start, question } = useStartWorkout();
  return (
    <>
      <Button
        size={isSecond ? 'md' : 'lg'}
        variant={isSecond ? 'default' : 'filled'}
        className={train.start}
        leftSection={<IconPlayerPlay size={20} aria-hidden />}
        onClick={() => start({ name: strings.defaultName(now().getHours()) })}
      >
        {isSecond ? strings.startEmpty : strings.start}
      </Button>
      {question}
    </>
  );
}

function Volume() {
  const { firstWeekday } = useSettings();
  const today = useToday();
  const [range, setRange] = useHistoryRange('quarter');
  const from = rangeStart(range, today);
  const read = useRows(volumeByDay(from ?? EARLIEST_DAY));
  return (
    <Section title={strings.volumeTitle}>
      <Stack gap="md">
        <HistoryRangeChoice value={range} onChange={setRange} />
        <KeptHeight name="train volume">
          <WhenRead read={read} loading={<Skeleton height={CHART_HEIGHT_PX} radius="sm" />}>
            {({ rows }) => <VolumeBars rows={rows} periods={{ ...spanOf(rows, from, today), firstWeekday }} />}
          </WhenRead>
        </KeptHeight>
      </Stack>
    </Section>
  );
}

function VolumeBars({ rows, periods }: { rows: VolumeDayRow[]; periods: Periods }) {
  const { units } = useSettings();
  const { period, to, firstWeekday } = periods;
  const totals = totalsByPeriod(rows, (row) => row.volume_kg, periods);
  const thisWeek = rows.filter(({ day }) => day !== null && day >= weekStart(to, firstWeekday));
  const sum = (of: 'sessions' | 'sets' | 'volume_kg') => thisWeek.reduce((total, row) => total + row[of], 0);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" className="tabular">
        {strings.thisWeek(sum('sessions'), sum('sets'), formatVolume(sum('volume_kg'), units))}
      </Text>
      {totals.some(({ total }) => total > 0) ? (
        <Chart
          kind="bars"
          points={totals.map(({ start, total }) => ({
            key: start,
            day: start,
            label: formatPeriod(start, period),
            value: Math.round(fromKg(total, units)),
          }))}
          summary={strings.volumeChart(strings.periods[period])}
          columns={[strings.periods[period], strings.volume]}
          format={(value) => `${formatNumber(value)} ${units}`}
          unit={units}
          firstWeekday={firstWeekday}
        />
      ) : (
        <Text c="dimmed">{strings.noVolume}</Text>
      )}
    </Stack>
  );
}
