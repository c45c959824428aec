// The workout on Today: go on with the running one, or start.
import { Button, Skeleton, Text } from '@mantine/core';
import { IconBarbell, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { formatClock, formatDay, formatVolume } from '../format.ts';
import { recentSessions, type SessionRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useActiveWorkout } from '../use-active-workout.ts';
import { useClock } from '../use-clock.ts';
import classes from './train.module.css';

const words = strings.card;

export function TodayWorkoutCard() {
  const active = useActiveWorkout();
  if (active === undefined) return <Skeleton height={78} radius="lg" />;
  return active ? <RunningWorkoutCard session={active} /> : <RestingCard />;
}

export function RunningWorkoutCard({ session }: { session: SessionRow }) {
  const now = useClock(true);
  return (
    <div className={classes.card}>
      <span className={classes.cardWords}>
        <Text component="span" fw={600} truncate>
          {session.name ?? strings.title}
        </Text>
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

function RestingCard() {
  const { units } = useSettings();
  const today = useToday();
  const { rows } = useLive(recentSessions(1), []);
  const last = rows?.[0];
  const isToday = last?.day === today;
  return (
    <div className={classes.card}>
      <span className={classes.cardWords}>
        <Text component="span" fw={600} truncate>
          {last && isToday ? words.done(last.name ?? strings.title) : words.none}
        </Text>
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
