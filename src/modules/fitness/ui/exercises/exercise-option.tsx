// One exercise in a list: its name, what it trains with what, and how often it was trained.
import { Text } from '@mantine/core';
import { strings } from '../../strings.ts';
import type { ExerciseChoice } from './exercise-list.ts';
import classes from './exercises.module.css';

export function ExerciseWords({ exercise }: { exercise: ExerciseChoice }) {
  const facts = [exercise.muscle_groups.join(', '), exercise.equipment, exercise.is_custom ? strings.exercisesPage.own : null];
  return (
    <span className={classes.words}>
      <Text component="span" fw={520} truncate>
        {exercise.name}
      </Text>
      <Text component="span" size="sm" c="dimmed" truncate>
        {facts.filter(Boolean).join(' · ') || strings.form.measures[exercise.measure]}
      </Text>
    </span>
  );
}

export const UseCount = ({ exercise }: { exercise: ExerciseChoice }) =>
  exercise.use === null ? null : (
    <Text component="span" size="sm" c="dimmed" className={classes.count}>
      {strings.exercisesPage.used(exercise.use.sets)}
    </Text>
  );
