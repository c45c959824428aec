// The library of exercises: exercises.json is github.com/yuhonas/free-exercise-db at commit acd61f7 (public domain, Unlicense),
// without its pictures. Keys and ids never change, for people's sets point at them.
import { contentId } from '../ids.ts';
import type { Measure } from '../rules/fitness/strength.ts';
import library from './exercises.json' with { type: 'json' };

export interface ExerciseRow {
  id: string;
  source_key: string | null;
  name: string;
  category: string | null;
  level: string | null;
  force: string | null;
  mechanic: string | null;
  equipment: string | null;
  measure: Measure;
  muscle_groups: string[];
  secondary_muscles: string[];
  instructions: string[];
}

type LibraryExercise = (typeof library)[number];

export const exerciseRows = (): ExerciseRow[] =>
  library.map((exercise) => ({
    id: contentId('exercise', exercise.id),
    source_key: exercise.id,
    name: exercise.name,
    category: exercise.category,
    level: exercise.level,
    force: exercise.force,
    mechanic: exercise.mechanic,
    equipment: exercise.equipment,
    measure: measureOf(exercise),
    muscle_groups: exercise.primaryMuscles,
    secondary_muscles: exercise.secondaryMuscles,
    instructions: exercise.instructions,
  }));

/** Held, not repeated. */
const HELD = /\b(plank|side bridge|isometric|hold|hang)\b/i;

/** The library does not say what a set counts; its category, equipment and name do. */
export function measureOf({ name, category, equipment }: Pick<LibraryExercise, 'name' | 'category' | 'equipment'>): Measure {
  if (category === 'cardio') return 'distance_time';
  if (category === 'stretching') return 'time';
  if (HELD.test(name) && category === 'strength' && !/clean|snatch|raise|push/i.test(name)) return 'time';
  if (/\bassisted\b/i.test(name)) return 'assisted_reps';
  const isWithoutLoad =
    equipment === 'body only' || (category === 'plyometrics' && equipment !== 'barbell' && equipment !== 'dumbbell');
  return isWithoutLoad ? 'reps' : 'weight_reps';
}
