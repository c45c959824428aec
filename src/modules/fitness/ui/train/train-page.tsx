// The place to train: start or go on, this week, the last workouts, and the ways further in.
import { Button, Skeleton, Text } from '@mantine/core';
import { IconBarbell, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { addDays, weekStart } from '#schema/day.ts';
import { fromKg } from '#schema/fitness/rules/weight-units.ts';
import { now } from '#src/clock/clock.ts';
import { formatDayShort } from '#src/format/days.ts';
import { formatNumber } from '#src/format/numbers.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRows } from '#src/replica/public.ts';
import { Chart } from '#src/ui/chart.tsx';
import { Column, Columns } from '#src/ui/columns.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { formatVolume } from '../../format.ts';
import { weeksOfVolume } from '../../model.ts';
import { recentSessions, setsByMuscle, volumeByDay, type VolumeDayRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useActiveWorkout } from '../../use-active-workout.ts';
import { SessionList } from '../history/session-list.tsx';
import { useStartWorkout } from '../session/start-workout.tsx';
import { ActiveWorkoutCard } from './today-workout-card.tsx';
import classes from '../exercises/exercises.module.css';

const RECENT = 5;
const WEEKS = 8;

export function TrainPage() {
  const active = useActiveWorkout();
  const recent = useRows(recentSessions(RECENT));
  const isEmpty = recent.kind === 'ready' && recent.rows.length === 0;
  return (
    <Page title={strings.title} description={strings.description}>
      <ActiveWorkoutCard active={active} otherwise={<StartButton />} />
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
            <Week />
            <Muscles />
          </Column>
          <Section title={strings.recent}>
            <WhenRead read={recent} loading={<Skeleton height={300} radius="sm" />}>
              {({ rows }) => <SessionList sessions={rows} />}
            </WhenRead>
          </Section>
        </Columns>
      )}
      <nav aria-label={strings.title}>
        <PlainLink to="/train/history">{strings.allHistory}</PlainLink>
        <PlainLink to="/train/exercises">{strings.library}</PlainLink>
        <PlainLink to="/train/import">{strings.import}</PlainLink>
      </nav>
    </Page>
  );
}

function StartButton() {
  const { start, question } = useStartWorkout();
  return (
    <>
      <Button
        size="lg"
        fullWidth
        leftSection={<IconPlayerPlay size={20} aria-hidden />}
        onClick={() => start({ name: strings.defaultName(now().getHours()) })}
      >
        {strings.start}
      </Button>
      {question}
    </>
  );
}

function Week() {
  const { firstWeekday } = useSettings();
  const thisWeek = weekStart(useToday(), firstWeekday);
  const from = addDays(thisWeek, -7 * (WEEKS - 1));
  const read = useRows(volumeByDay(from));
  return (
    <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
      {({ rows }) => <Weeks rows={rows} from={from} />}
    </WhenRead>
  );
}

function Weeks({ rows, from }: { rows: VolumeDayRow[]; from: string }) {
  const { units, firstWeekday } = useSettings();
  const weeks = weeksOfVolume(rows, from, WEEKS, firstWeekday);
  const current = weeks.at(-1);
  const points = weeks.map(({ week, volumeKg }) => ({ key: week, label: formatDayShort(week), value: fromKg(volumeKg, units) }));
  return (
    <Section
      title={strings.week}
      description={current && strings.thisWeek(current.sessions, current.sets, formatVolume(current.volumeKg, units))}
    >
      {points.some(({ value }) => value > 0) ? (
        <Chart
          kind="bars"
          points={points}
          summary={strings.volumeChart}
          columns={[strings.weekFrom, `${strings.volume}, ${units}`]}
          format={formatNumber}
          unit={units}
        />
      ) : (
        <Text c="dimmed">{strings.noVolume}</Text>
      )}
    </Section>
  );
}

function Muscles() {
  const from = addDays(useToday(), -6);
  const read = useRows(setsByMuscle(from));
  // Below the fold and absent where nothing was trained: while it loads it takes no room.
  return (
    <WhenRead read={read} loading={null}>
      {({ rows }) => (rows.length === 0 ? null : <MuscleBars rows={rows} />)}
    </WhenRead>
  );
}

function MuscleBars({ rows }: { rows: readonly { muscle: string; sets: number }[] }) {
  const most = Math.max(...rows.map(({ sets }) => sets));
  return (
    <Section title={strings.muscles}>
      <ul className={classes.muscles}>
        {rows.map(({ muscle, sets }) => (
          <li key={muscle}>
            <span>{muscle}</span>
            <span className={classes.track} aria-hidden>
              <span className={classes.fill} style={{ display: 'block', width: `${(sets / most) * 100}%` }} />
            </span>
            <Text component="span" ta="end" className="tabular">
              {sets}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
