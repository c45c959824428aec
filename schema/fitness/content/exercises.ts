// The library of exercises: exercises.json is github.com/yuhonas/free-exercise-db at commit acd61f7 (public domain, Unlicense),
// without its pictures. Keys and ids never change, for people's sets point at them.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import { isAssistedName } from '../rules/assistance.ts';
import type { Measure } from '../rules/strength.ts';
import library from './exercises.json' with { type: 'json' };

type LibraryExercise = (typeof library)[number];

/** Held, not repeated. */
const HELD = /\b(plank|side bridge|isometric|hold|hang)\b/i;

export const exerciseRows = library.map((exercise) => ({
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
  is_builtin: true,
  is_custom: false,
}));

export const exerciseContent = contentSet({
  table: 'exercises',
  rows: exerciseRows,
  shipped: { is_builtin: true },
  // Neither shipped nor anybody's own: its sets keep their exercise, and nobody chooses it any more.
  retired: { is_builtin: false },
  stamps: ['created_at', 'updated_at'],
});

/** The library does not say what a set counts; its category, equipment and name do. */
export function measureOf({ name, category, equipment }: Pick<LibraryExercise, 'name' | 'category' | 'equipment'>): Measure {
  if (category === 'cardio') return 'distance_time';
  if (category === 'stretching') return 'time';
  if (HELD.test(name) && category === 'strength' && !/clean|snatch|raise|push/i.test(name)) return 'time';
  if (isAssistedName(name)) return 'assisted_reps';
  const isWithoutLoad =
    equipment === 'body only' || (category === 'plyometrics' && equipment !== 'barbell' && equipment !== 'dumbbell');
  return isWithoutLoad ? 'reps' : 'weight_reps';
}
