// The workout on Today: go on with the running one, or start.
import { Button, Skeleton, Text } from '@mantine/core';
import { IconBarbell, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useNow } from '#src/clock/use-now.ts';
import { formatDay } from '#src/format/days.ts';
import { formatClock } from '#src/format/durations.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRow, type LiveRow } from '#src/replica/public.ts';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { OneLine } from '#src/ui/one-line.tsx';
import { formatVolume } from '../../format.ts';
import { recentSessions, type FinishedSessionRow, type SessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useActiveWorkout } from '../../use-active-workout.ts';
import { useProgramToday } from '../../use-program.ts';
import { NextWorkoutCard } from '../programs/next-workout-card.tsx';
import classes from './train.module.css';

const words = strings.card;

export const TodayWorkoutCard = () => <ActiveWorkoutCard active={useActiveWorkout()} otherwise={<LastWorkoutCard />} />;

/**
 * The workout that runs, or what stands there when none does. Whether one runs is not known while the replica opens: to offer a
 * start then could begin a second one.
 */
export function ActiveWorkoutCard({ active, otherwise }: { active: LiveRow<SessionRow>; otherwise: ReactNode }) {
  switch (active.kind) {
    case 'loading':
      return <WorkoutCardSkeleton />;
    case 'failed':
      return <ReadProblem failed={active} />;
    case 'missing':
      return otherwise;
    case 'ready':
      return <RunningWorkoutCard session={active.row} />;
  }
}

export const WorkoutCardSkeleton = () => <Skeleton height={78} radius="lg" />;

function RunningWorkoutCard({ session }: { session: SessionRow }) {
  const now = useNow(true);
  return (
    <div className={classes.card}>
      <span className={classes.cardWords}>
        <OneLine fw={600}>{session.name ?? strings.title}</OneLine>
        <Text component="span" size="sm" c="dimmed" className="tabular">
          {strings.running} {formatClock((now.getTime() - session.started_at.getTime()) / 1000)}
        </Text>
      </span>
      <Button
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        renderRoot={(props) => <Link to="/train/session/$id" params={{ id: session.id }} {...props} />}
      >
        {strings.continue}
      </Button>
    </div>
  );
}

function LastWorkoutCard() {
  const last = useRow(recentSessions(1));
  switch (last.kind) {
    case 'loading':
      return <WorkoutCardSkeleton />;
    case 'failed':
      return <ReadProblem failed={last} />;
    case 'missing':
      return <RestingCard last={null} />;
    case 'ready':
      return <RestingCard last={last.row} />;
  }
}

function RestingCard({ last }: { last: FinishedSessionRow | null }) {
  const { units } = useSettings();
  const today = useToday();
  const planned = useProgramToday();
  const isToday = last?.day === today;
  if (planned === undefined) return <WorkoutCardSkeleton />;
  if (planned && (!isToday || planned.next.isDue)) return <NextWorkoutCard today={planned} />;
  return (
    <div className={classes.card}>
      <span className={classes.cardWords}>
        {last && isToday ? (
          <OneLine fw={600}>{words.done(last.name ?? strings.title)}</OneLine>
        ) : (
          <Text fw={600}>{words.none}</Text>
        )}
        <Text component="span" size="sm" c="dimmed" className="tabular">
          {last && isToday
            ? `${strings.sets(last.sets)} · ${formatVolume(last.volume_kg, units)}`
            : last?.day
              ? words.lastTime(formatDay(last.day))
              : words.next}
        </Text>
      </span>
      <Button
        component={Link}
        to="/train"
        variant={isToday ? 'default' : 'filled'}
        leftSection={<IconBarbell size={18} aria-hidden />}
      >
        {strings.title}
      </Button>
    </div>
  );
}
