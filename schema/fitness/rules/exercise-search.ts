// Finding an exercise by what a person types: in any order, cut short, misspelled, abbreviated.
// Pure and small: about nine hundred names are ranked within a few milliseconds, on every key.
import { allowedErrors, editDistance } from '../../search/rules.ts';
import { nameWords } from './exercise-names.ts';

export interface SearchableExercise {
  name: string;
  /** Other names of the same exercise. */
  aliases?: readonly string[];
  /** How much the person trains it. */
  use?: { sets: number } | null;
}

interface IndexedName {
  words: string[];
  /** Each word written together with the next one: "pull down" is often typed "pulldown". */
  pairs: string[];
  isAlias: boolean;
}

interface VocabularyWord {
  word: string;
  trigrams: ReadonlySet<string>;
}

export interface ExerciseIndex<Exercise extends SearchableExercise> {
  entries: { exercise: Exercise; names: IndexedName[] }[];
  /** Every word and pair of every name once, so that a word of the query is compared with each only once. */
  vocabulary: VocabularyWord[];
}

export function indexExercises<Exercise extends SearchableExercise>(exercises: readonly Exercise[]): ExerciseIndex<Exercise> {
  const entries = exercises.map((exercise) => ({
    exercise,
    names: [exercise.name, ...(exercise.aliases ?? [])].map((name, at) => indexName(name, at > 0)),
  }));
  const vocabulary = new Set(entries.flatMap(({ names }) => names.flatMap(({ words, pairs }) => [...words, ...pairs])));
  return { entries, vocabulary: [...vocabulary].map((word) => ({ word, trigrams: trigrams(word) })) };
}

function indexName(name: string, isAlias: boolean): IndexedName {
  const words = nameWords(name);
  return { words, pairs: words.slice(1).map((word, at) => `${words[at]}${word}`), isAlias };
}

/** Below this a word of the query was not found. */
const FOUND = 0.5;

/** The exercises that fit, best first; all of them in their order for an empty query. */
export function searchExercises<Exercise extends SearchableExercise>(
  index: ExerciseIndex<Exercise>,
  query: string,
  limit = 50,
): Exercise[] {
  const wanted = nameWords(query);
  if (wanted.length === 0) return index.entries.slice(0, limit).map(({ exercise }) => exercise);
  const closeness = wanted.map((word) => closenessByWord(word, index.vocabulary));

  const ranked: { exercise: Exercise; score: number; length: number }[] = [];
  for (const { exercise, names } of index.entries) {
    let best = 0;
    for (const name of names) best = Math.max(best, scoreName(name, wanted, closeness));
    if (best > 0) ranked.push({ exercise, score: best + trainedScore(exercise.use?.sets ?? 0), length: exercise.name.length });
  }
  return ranked
    .toSorted((a, b) => b.score - a.score || a.length - b.length || (a.exercise.name < b.exercise.name ? -1 : 1))
    .slice(0, limit)
    .map(({ exercise }) => exercise);
}

/** 0.05 for ten sets, 0.1 for a hundred: it decides between names that fit alike, but an exact name stays first. */
const trainedScore = (sets: number): number => Math.min(0.15, 0.05 * Math.log10(1 + sets));

function closenessByWord(typed: string, vocabulary: readonly VocabularyWord[]): Map<string, number> {
  const typedTrigrams = trigrams(typed);
  const close = new Map<string, number>();
  for (const { word, trigrams: wordTrigrams } of vocabulary) {
    const value = word.startsWith(typed)
      ? beginningCloseness(typed, word)
      : misspeltCloseness(typed, typedTrigrams, word, wordTrigrams);
    if (value >= FOUND) close.set(word, value);
  }
  return close;
}

/** 0 when the query does not fit; more than 1 only for a name that is exactly what was typed. */
function scoreName(
  { words, pairs, isAlias }: IndexedName,
  wanted: readonly string[],
  closeness: readonly Map<string, number>[],
): number {
  const used = new Set<number>();
  let sum = 0;
  let missed = 0;
  wanted.forEach((_, at) => {
    const close = closeness[at];
    let best: { value: number; covers: number[] } = { value: 0, covers: [] };
    const consider = (word: string, covers: number[]) => {
      const value = close?.get(word) ?? 0;
      if (value > best.value && !covers.some((place) => used.has(place))) best = { value, covers };
    };
    words.forEach((word, place) => consider(word, [place]));
    pairs.forEach((pair, place) => consider(pair, [place, place + 1]));
    if (best.covers.length === 0) missed += 1;
    for (const place of best.covers) used.add(place);
    sum += best.value;
  });
  // A long query may have one word that no name knows; a short one may not.
  if (missed > (wanted.length >= 4 ? 1 : 0) || sum === 0) return 0;
  const fit = sum / wanted.length;
  const covered = used.size / words.length;
  const startsRight = used.has(0) ? 0.03 : 0;
  const exact = covered === 1 && fit === 1 ? 0.2 : 0;
  return fit * (0.7 + 0.3 * covered) + startsRight + exact - (isAlias ? 0.02 : 0);
}

const beginningCloseness = (typed: string, word: string): number =>
  typed.length === word.length ? 1 : 0.8 + 0.15 * (typed.length / word.length);

/** Few edits first; shared trigrams where too much is wrong to count edits. Words without a shared trigram are strangers. */
function misspeltCloseness(
  typed: string,
  typedTrigrams: ReadonlySet<string>,
  word: string,
  wordTrigrams: ReadonlySet<string>,
): number {
  const allowed = allowedErrors(typed.length);
  if (allowed === 0) return 0;
  const shared = trigramSimilarity(typedTrigrams, wordTrigrams);
  if (shared === 0) return 0;
  const distance = Math.min(editDistance(typed, word, allowed), beginningDistance(typed, word, allowed) + 0.5);
  if (distance <= allowed) return 0.85 - 0.25 * (distance / allowed);
  return shared >= 0.55 ? 0.3 + 0.4 * shared : 0;
}

/** The distance to the beginning of a longer word: "hamstrng c" is typed before the word is. */
const beginningDistance = (typed: string, word: string, allowed: number): number =>
  word.length > typed.length + allowed ? editDistance(typed, word.slice(0, typed.length), allowed) : Number.POSITIVE_INFINITY;

export function trigrams(word: string): ReadonlySet<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}

/** Shared trigrams over all trigrams, 0 to 1. */
export function trigramSimilarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const trigram of a) if (b.has(trigram)) shared += 1;
  return shared / (a.size + b.size - shared);
}
