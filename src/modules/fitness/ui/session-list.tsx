// Finished workouts in a list, each with the way to do it again.
import { Button, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useSettings } from '#src/modules/settings/public.ts';
import { useWorkoutCommands } from '../commands.ts';
import { formatDay, formatMinutes, formatVolume } from '../format.ts';
import type { FinishedSessionRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './train.module.css';

export function SessionList({ sessions }: { sessions: readonly FinishedSessionRow[] }) {
  return (
    <ul className={classes.sessions}>
      {sessions.map((session) => (
        <SessionItem key={session.id} session={session} />
      ))}
    </ul>
  );
}

function SessionItem({ session }: { session: FinishedSessionRow }) {
  const { units } = useSettings();
  const workouts = useWorkoutCommands();
  const navigate = useNavigate();
  const name = session.name ?? strings.title;
  const seconds = session.completed_at ? (session.completed_at.getTime() - session.started_at.getTime()) / 1000 : 0;
  const facts = [
    session.day === null ? null : formatDay(session.day),
    seconds > 0 ? formatMinutes(seconds) : null,
    strings.sets(session.sets),
    session.volume_kg > 0 ? formatVolume(session.volume_kg, units) : null,
  ];
  const startAgain = async () => {
    const id = await workouts.startAgain(name, session.id);
    if (id) void navigate({ to: '/train/session/$id', params: { id } });
  };
  return (
    <li className={classes.sessionRow}>
      <Link to="/train/history/$id" params={{ id: session.id }} className={classes.sessionLink}>
        <Text component="span" fw={520} truncate>
          {name}
        </Text>
        <Text component="span" size="sm" c="dimmed" className="tabular">
          {facts.filter(Boolean).join(' · ')}
        </Text>
      </Link>
      <Button
        variant="subtle"
        aria-label={strings.doAgain(name)}
        leftSection={<IconRepeat size={18} aria-hidden />}
        onClick={() => void startAgain()}
      >
        {strings.again}
      </Button>
    </li>
  );
}
