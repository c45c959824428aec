// The place to train: start or go on, this week, the last workouts, and the ways further in.
import { Button, Skeleton, Text } from '@mantine/core';
import { IconBarbell, IconPlayerPlay } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { addDays, weekStart } from '#schema/rules/day.ts';
import { fromKg } from '#schema/rules/fitness/weight-units.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { Section } from '#src/ui/section.tsx';
import { useWorkoutCommands } from '../commands.ts';
import { formatDayShort, formatNumber, formatVolume } from '../format.ts';
import { weeksOfVolume } from '../model.ts';
import { recentSessions, setsByMuscle, volumeByDay } from '../queries.ts';
import { strings } from '../strings.ts';
import { useActiveWorkout } from '../use-active-workout.ts';
import { Chart } from './chart.tsx';
import { SessionList } from './session-list.tsx';
import { RunningWorkoutCard } from './today-workout-card.tsx';
import classes from './exercises.module.css';

const RECENT = 5;
const WEEKS = 8;

export function TrainPage() {
  const active = useActiveWorkout();
  const { rows: recent, error } = useLive(recentSessions(RECENT), []);
  const isEmpty = recent?.length === 0;
  return (
    <Page title={strings.title} description={strings.description}>
      {active ? <RunningWorkoutCard session={active} /> : <StartButton />}
      {error && <Problem error={{ code: 'internal', detail: error.message }} />}
      {isEmpty && !active && (
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
      {!isEmpty && <Week />}
      {!isEmpty && (
        <Section title={strings.recent}>
          {recent ? <SessionList sessions={recent} /> : <Skeleton height={300} radius="sm" />}
        </Section>
      )}
      {!isEmpty && <Muscles />}
      <nav aria-label={strings.title}>
        <PlainLink to="/train/history">{strings.allHistory}</PlainLink>
        <PlainLink to="/train/exercises">{strings.library}</PlainLink>
        <PlainLink to="/train/import">{strings.import}</PlainLink>
      </nav>
    </Page>
  );
}

function StartButton() {
  const workouts = useWorkoutCommands();
  const navigate = useNavigate();
  const start = async () => {
    const id = await workouts.startEmpty(strings.defaultName(new Date().getHours()));
    if (id) void navigate({ to: '/train/session/$id', params: { id } });
  };
  return (
    <Button size="lg" fullWidth leftSection={<IconPlayerPlay size={20} aria-hidden />} onClick={() => void start()}>
      {strings.start}
    </Button>
  );
}

function Week() {
  const { units, firstWeekday } = useSettings();
  const thisWeek = weekStart(useToday(), firstWeekday);
  const from = addDays(thisWeek, -7 * (WEEKS - 1));
  const { rows } = useLive(volumeByDay(from), [from]);
  if (!rows) return <Skeleton height={320} radius="lg" />;
  const weeks = weeksOfVolume(rows, from, WEEKS, firstWeekday);
  const current = weeks.at(-1);
  const points = weeks.map(({ week, volumeKg }) => ({ key: week, label: formatDayShort(week), value: fromKg(volumeKg, units) }));
  return (
    <Section
      title={strings.week}
      description={current && `${strings.weekSummary(current.sessions, current.sets)} · ${formatVolume(current.volumeKg, units)}`}
    >
      {points.some(({ value }) => value > 0) ? (
        <Chart
          kind="bars"
          points={points}
          summary={strings.volumeChart}
          columns={[strings.weekFrom, `${strings.volume}, ${units}`]}
          format={formatNumber}
        />
      ) : (
        <Text c="dimmed">{strings.noVolume}</Text>
      )}
    </Section>
  );
}

function Muscles() {
  const from = addDays(useToday(), -6);
  const { rows } = useLive(setsByMuscle(from), [from]);
  if (!rows || rows.length === 0) return null;
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
