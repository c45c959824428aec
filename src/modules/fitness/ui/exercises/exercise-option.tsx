// One exercise in a list: its name, what it trains with what, and how often it was trained.
import { Text } from '@mantine/core';
import { OneLine } from '#src/ui/one-line.tsx';
import { factLine } from '#src/format/words.ts';
import { strings } from '../../strings.ts';
import type { ExerciseChoice } from './exercise-list.ts';
import classes from './exercises.module.css';

export function ExerciseWords({ exercise }: { exercise: ExerciseChoice }) {
  const own = exercise.is_custom ? strings.exercisesPage.own : null;
  return (
    <span className={classes.words}>
      <OneLine fw={520}>{exercise.name}</OneLine>
      <OneLine size="sm" c="dimmed">
        {factLine(exercise.muscle_groups.join(', '), exercise.equipment, own) || strings.form.measures[exercise.measure]}
      </OneLine>
    </span>
  );
}

export const UseCount = ({ exercise }: { exercise: ExerciseChoice }) =>
  exercise.use === null ? null : (
    <Text component="span" size="sm" c="dimmed" className={classes.count}>
      {strings.exercisesPage.used(exercise.use.sets)}
    </Text>
  );
