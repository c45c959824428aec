// What a person decides in an import preview: what each exercise of the file becomes, and which muscle an own one trains. What they
// do not decide is as suggested.
import type { MatchedExercise, TrainingChoices } from '#schema/fitness/files/training-import.ts';

export interface Chosen extends TrainingChoices {
  /** For exercises that become own ones, by their names. */
  muscles: Record<string, string>;
}

export interface Decisions {
  /** By the name in the file: an exercise, or an own one of that name. */
  exercise: Readonly<Record<string, { id: string; name: string } | 'own'>>;
  /** By the name in the file; an empty text for none. */
  muscle: Readonly<Record<string, string>>;
}

export const NO_DECISIONS: Decisions = { exercise: {}, muscle: {} };

export type Becoming = { kind: 'known'; name: string; isSuggested: boolean } | { kind: 'own'; muscle: string };

export function becomingOf({ name, match, muscle }: MatchedExercise, decisions: Decisions): Becoming {
  const decided = Object.hasOwn(decisions.exercise, name) ? decisions.exercise[name] : undefined;
  if (decided !== undefined && decided !== 'own') return { kind: 'known', name: decided.name, isSuggested: false };
  if (decided === undefined && match.kind === 'known') return { kind: 'known', name: match.exerciseName, isSuggested: true };
  return { kind: 'own', muscle: (Object.hasOwn(decisions.muscle, name) ? decisions.muscle[name] : undefined) ?? muscle ?? '' };
}

export function choicesOf(matches: readonly MatchedExercise[], decisions: Decisions): Chosen {
  const choices: Chosen = { keepOwn: [], chosen: {}, muscles: {} };
  for (const match of matches) {
    const becoming = becomingOf(match, decisions);
    const decided = Object.hasOwn(decisions.exercise, match.name) ? decisions.exercise[match.name] : undefined;
    if (decided === 'own') choices.keepOwn.push(match.name);
    else if (decided) choices.chosen[match.name] = decided.id;
    if (becoming.kind === 'own' && becoming.muscle !== '') choices.muscles[match.name] = becoming.muscle;
  }
  return choices;
}

/** Without the decision about one exercise. */
export const asSuggested = (decisions: Decisions, name: string): Decisions => ({
  ...decisions,
  exercise: Object.fromEntries(Object.entries(decisions.exercise).filter(([one]) => one !== name)),
});
