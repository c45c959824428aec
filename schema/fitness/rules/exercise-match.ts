// Which exercise of the library a name from another app means. Confident or not at all: a wrong guess would mix two
// histories, an own exercise loses nothing.
import type { Measure } from './strength.ts';
import { nameKey, ownExerciseKey } from './exercise-names.ts';

export interface KnownExercise {
  id: string;
  name: string;
  aliases: readonly string[];
  isCustom: boolean;
  measure?: Measure;
}

export type ExerciseMatch = { kind: 'known'; exerciseId: string; exerciseName: string; measure?: Measure } | { kind: 'own' };

/** How sure a match is; a lower number wins when two names claim one exercise. */
type Claim = { exercise: KnownExercise; rank: number };

/**
 * A match for every name. An own exercise with the same name wins, then the library by name or alias, in any word order.
 * Two names never become one exercise: the surer claim gets it, the other stays an own exercise.
 */
export function matchExercises(names: readonly string[], known: readonly KnownExercise[]): Map<string, ExerciseMatch> {
  const claimOf = claimsByName(known);
  const claims = new Map(names.map((name) => [name, claimOf(name)]));
  const winners = new Map<string, { name: string; rank: number }>();
  for (const [name, claim] of claims) {
    if (!claim) continue;
    const holder = winners.get(claim.exercise.id);
    if (!holder || claim.rank < holder.rank) winners.set(claim.exercise.id, { name, rank: claim.rank });
  }
  return new Map(
    [...claims].map(([name, claim]) => [
      name,
      claim && winners.get(claim.exercise.id)?.name === name ? knownMatch(claim.exercise) : { kind: 'own' },
    ]),
  );
}

export const knownMatch = ({ id, name, measure }: KnownExercise): ExerciseMatch => ({
  kind: 'known',
  exerciseId: id,
  exerciseName: name,
  ...(measure && { measure }),
});

function claimsByName(known: readonly KnownExercise[]): (name: string) => Claim | undefined {
  const own = new Map<string, KnownExercise>();
  const library = new Map<string, Claim>();
  const put = (key: string, claim: Claim) => {
    const there = library.get(key);
    if (!there || claim.rank < there.rank) library.set(key, claim);
  };
  for (const exercise of known) {
    if (exercise.isCustom) own.set(ownExerciseKey(exercise.name), exercise);
    else {
      put(nameKey(exercise.name), { exercise, rank: 1 });
      exercise.aliases.forEach((alias, at) => put(nameKey(alias), { exercise, rank: 2 + at }));
    }
  }
  return (name) => {
    const mine = own.get(ownExerciseKey(name));
    return mine ? { exercise: mine, rank: 0 } : library.get(nameKey(name));
  };
}
