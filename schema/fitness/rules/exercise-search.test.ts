import { describe, expect, it } from 'vitest';
import exercises from '../content/exercises.json' with { type: 'json' };
import { ALIASES_BY_SOURCE_KEY } from './exercise-aliases.ts';
import { matchExercises } from './exercise-match.ts';
import { nameKey, nameWords } from './exercise-names.ts';
import { indexExercises, searchExercises, trigrams, trigramSimilarity } from './exercise-search.ts';

const library = exercises.map(({ id, name }) => ({ id, name, aliases: ALIASES_BY_SOURCE_KEY[id] ?? [], isCustom: false }));
const index = indexExercises(library);
const first = (query: string) => searchExercises(index, query, 1)[0]?.name;

describe('the words of a name', () => {
  it('lose order, case, plural and punctuation', () => {
    expect(nameKey('Deadlift (Barbell)')).toBe(nameKey('barbell deadlifts'));
    expect(nameKey('Pull-Ups')).toBe(nameKey('pullup'));
    expect(nameKey('E-Z Bar Curl')).toBe(nameKey('Curl, EZ bar'));
  });
  it('spell abbreviations out', () => {
    expect(nameWords('DB RDL')).toEqual(['dumbbell', 'romanian', 'deadlift']);
    expect(nameWords('One-Arm KB Presses')).toEqual(['single', 'arm', 'kettlebell', 'press']);
  });
  it('are never empty for a name that has any', () => expect(nameWords('The A')).toEqual(['the', 'a']));
});

describe('searching the 873 exercises', () => {
  it.each([
    ['bench press', 'Barbell Bench Press - Medium Grip'],
    ['squat', 'Barbell Squat'],
    ['ohp', 'Standing Military Press'],
    ['overhead press', 'Standing Military Press'],
    ['rdl', 'Romanian Deadlift'],
    ['deadlift barbell', 'Barbell Deadlift'],
    ['barbel dedlift', 'Barbell Deadlift'],
    ['dumbell bech press', 'Dumbbell Bench Press'],
    ['db bench', 'Dumbbell Bench Press'],
    ['lat pulldwon', 'Wide-Grip Lat Pulldown'],
    ['pull ups', 'Pullups'],
    ['pushup', 'Pushups'],
    ['curl hammer', 'Hammer Curls'],
    ['bulgarian', 'Split Squat with Dumbbells'],
    ['romanain', 'Romanian Deadlift'],
    ['facepull', 'Face Pull'],
  ])('“%s” finds %s first', (query, name) => expect(first(query)).toBe(name));

  it('“bech pres” finds the barbell bench press among the first, and first when it is the one that is trained', () => {
    const names = searchExercises(index, 'bech pres', 5).map(({ name }) => name);
    expect(names).toContain('Barbell Bench Press - Medium Grip');
    const trained = library.map((one) => ({
      ...one,
      use: one.id === 'Barbell_Bench_Press_-_Medium_Grip' ? { sets: 120 } : null,
    }));
    expect(searchExercises(indexExercises(trained), 'bech pres', 1)[0]?.name).toBe('Barbell Bench Press - Medium Grip');
  });
  it('use decides between names that fit alike, and an exact name stays first', () => {
    const sets: Readonly<Record<string, number>> = { Barbell_Squat: 233, Front_Barbell_Squat: 900, Barbell_Deadlift: 5 };
    const trained = indexExercises(library.map((one) => ({ ...one, use: { sets: sets[one.id] ?? 0 } })));
    expect(searchExercises(trained, 'squat', 2).map(({ name }) => name)).toContain('Barbell Squat');
    expect(searchExercises(trained, 'barbell squat', 1)[0]?.name).toBe('Barbell Squat');
    expect(searchExercises(trained, 'squat jerk', 1)[0]?.name).toBe('Squat Jerk');
  });
  it('finds an exercise by its own name', () => {
    const lost = library
      .filter((_, at) => at % 9 === 0)
      .filter(({ name }) => !searchExercises(index, name, 3).some((found) => found.name === name));
    expect(lost).toEqual([]);
  });
  it('finds nothing for what no exercise is called', () => expect(searchExercises(index, 'xylophone')).toEqual([]));
  it('lists everything in order before anything is typed', () =>
    expect(searchExercises(index, '  ', 1000)).toHaveLength(library.length));
});

describe('closeness of words', () => {
  it('equal words share all trigrams, strangers none', () => {
    expect(trigramSimilarity(trigrams('squat'), trigrams('squat'))).toBe(1);
    expect(trigramSimilarity(trigrams('squat'), trigrams('bench'))).toBe(0);
  });
});

describe('matching the names of another app', () => {
  const match = (...names: string[]) => matchExercises(names, library);
  it('takes the library’s exercise when the words are the same or the name is a known other one', () => {
    expect(match('Deadlift (Barbell)').get('Deadlift (Barbell)')).toMatchObject({ exerciseName: 'Barbell Deadlift' });
    expect(match('Bench Press (Barbell)').get('Bench Press (Barbell)')).toMatchObject({
      exerciseName: 'Barbell Bench Press - Medium Grip',
    });
  });
  it('makes an own exercise of what it does not know for sure', () => {
    expect(match('Janky Preacher Curl').get('Janky Preacher Curl')).toEqual({ kind: 'own' });
  });
  it('never makes one exercise of two names', () => {
    const matches = match('Cable Curl', 'Bicep Curl (Cable)');
    expect(matches.get('Bicep Curl (Cable)')).toMatchObject({ exerciseName: 'Standing Biceps Cable Curl' });
    expect(matches.get('Cable Curl')).toEqual({ kind: 'own' });
  });
  it('prefers an exercise the person already has under that name', () => {
    const own = { id: 'own', name: 'deadlift  (barbell)', aliases: [], isCustom: true };
    expect(matchExercises(['Deadlift (Barbell)'], [...library, own]).get('Deadlift (Barbell)')).toMatchObject({
      exerciseId: 'own',
    });
  });
  it('every alias belongs to an exercise that exists, and to one only', () => {
    const keys = new Set(exercises.map(({ id }) => id));
    expect(Object.keys(ALIASES_BY_SOURCE_KEY).filter((key) => !keys.has(key))).toEqual([]);
    const aliases = Object.values(ALIASES_BY_SOURCE_KEY).flatMap((names) => [...new Set(names.map(nameKey))]);
    expect(aliases.filter((alias, at) => aliases.indexOf(alias) !== at)).toEqual([]);
  });
});
