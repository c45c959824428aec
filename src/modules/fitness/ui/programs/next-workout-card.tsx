// The next workout of the program that is followed, with its start.
import { Button, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatDay } from '#src/format/days.ts';
import { OneLine } from '#src/ui/one-line.tsx';
import { useToday } from '#src/modules/settings/public.ts';
import { planStrings } from '../../plan-strings.ts';
import type { ProgramToday } from '../../use-program.ts';
import { useStartWorkout } from '../session/start-workout.tsx';
import train from '../train/train.module.css';

const words = planStrings.next;

export function NextWorkoutCard({ today: { program, row, next } }: { today: ProgramToday }) {
  const { start, question } = useStartWorkout();
  const today = useToday();
  const when = !next.isDue
    ? words.later(formatDay(next.dueOn))
    : next.dueOn < today && row.day_of_week !== null
      ? words.overdue(formatDay(next.dueOn))
      : words.due;
  return (
    <div className={train.card}>
      <Link to="/train/programs/$id" params={{ id: program.id }} className={train.cardLink}>
        <OneLine fw={600}>{row.name}</OneLine>
        <Text component="span" size="sm" c="dimmed">
          {when} · {words.title(row.week_number, program.duration_weeks)} · {program.name}
        </Text>
      </Link>
      <Button
        variant={next.isDue ? 'filled' : 'default'}
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        onClick={() =>
          start({
            name: row.name,
            plan: { workoutId: row.workout_id, programWorkoutId: row.id, intensity: row.intensity_modifier },
          })
        }
      >
        {words.start}
      </Button>
      {question}
    </div>
  );
}
