// One habit in a list: what it is, how it stands, and its answer for today.
import { ActionIcon, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { HabitSummary } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './habits.module.css';
import { HabitBadge } from './look.tsx';
import { TickButton } from './tick-button.tsx';

interface HabitRowProps {
  habit: HabitSummary;
  today: string;
  /** Opens value, note and skip of the day. */
  onDay(habit: HabitSummary): void;
}

/** What stands under the name: the target and the streak, and the schedule where it is not every day or nothing else is to say. */
export function habitFacts({ row, streak, today, thisWeek }: HabitSummary): string {
  const schedule = row.frequency === 'weekly' ? strings.thisWeek(thisWeek, row.target_count) : strings.schedule(row);
  const state = today.mark === 'skipped' ? strings.marks.skipped : null;
  const facts = [
    row.frequency === 'daily' ? null : schedule,
    strings.target(row),
    state,
    streak > 1 ? strings.streakText(streak) : null,
  ].filter(Boolean);
  return facts.length === 0 ? schedule : facts.join(' · ');
}

export function HabitListRow({ habit, today, onDay }: HabitRowProps) {
  const { row } = habit;
  return (
    <li className={classes.row}>
      <HabitBadge icon={row.icon} color={row.color} />
      <Link to="/habits/$habitId" params={{ habitId: row.id }} className={classes.words}>
        <Text fw={520} lh={1.35}>
          {row.name}
        </Text>
        <Text size="sm" c="dimmed" lh={1.35} className="tabular">
          {habitFacts(habit)}
        </Text>
      </Link>
      <ActionIcon aria-label={strings.openDay(row.name)} onClick={() => onDay(habit)}>
        <IconDots size={20} aria-hidden />
      </ActionIcon>
      {row.is_active && <TickButton habit={habit} day={today} />}
    </li>
  );
}
