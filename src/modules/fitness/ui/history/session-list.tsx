// Finished workouts in a list, each with the way to do it again.
import { Button, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatDay } from '#src/format/days.ts';
import { formatMinutes, fullMinutes } from '#src/format/durations.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { OneLine } from '#src/ui/one-line.tsx';
import type { WorkoutPlan } from '../../commands.ts';
import { formatDistance, formatVolume } from '../../format.ts';
import type { FinishedSessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useStartWorkout } from '../session/start-workout.tsx';
import classes from '../train/train.module.css';

export function SessionList({ sessions }: { sessions: readonly FinishedSessionRow[] }) {
  const { start, question } = useStartWorkout();
  return (
    <>
      <ul className={classes.sessions}>
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionItem session={session} onStart={start} />
          </li>
        ))}
      </ul>
      {question}
    </>
  );
}

interface SessionItemProps {
  session: FinishedSessionRow;
  onStart(plan: WorkoutPlan): void;
}

export function SessionItem({ session, onStart }: SessionItemProps) {
  const { units } = useSettings();
  const name = session.name ?? strings.title;
  const seconds = session.completed_at ? (session.completed_at.getTime() - session.started_at.getTime()) / 1000 : 0;
  const facts = [
    session.day === null ? null : formatDay(session.day),
    seconds > 0 ? formatMinutes(fullMinutes(seconds)) : null,
    strings.sets(session.sets),
    session.volume_kg > 0 ? formatVolume(session.volume_kg, units) : null,
    session.distance_m > 0 ? formatDistance(session.distance_m, units) : null,
  ];
  return (
    <div className={classes.sessionRow}>
      <Link to="/train/history/$id" params={{ id: session.id }} className={classes.sessionLink}>
        <OneLine fw={520}>{name}</OneLine>
        <Text component="span" size="sm" c="dimmed" className="tabular">
          {facts.filter(Boolean).join(' · ')}
        </Text>
      </Link>
      <Button
        variant="subtle"
        aria-label={strings.doAgain(name)}
        leftSection={<IconRepeat size={18} aria-hidden />}
        onClick={() => onStart({ name, again: session.id })}
      >
        {strings.again}
      </Button>
    </div>
  );
}
