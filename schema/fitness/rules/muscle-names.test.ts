import { describe, expect, it } from 'vitest';
import { exerciseRows } from '../content/exercises.ts';
import { isAssistedName } from './assistance.ts';
import { muscleOfName } from './muscle-names.ts';

describe('the muscle a name tells', () => {
  it.each([
    ['Lat Pulldown (Single Arm)', 'lats'],
    ['Paused Bench Press', 'chest'],
    ['Triceps Extension (Machine)', 'triceps'],
    ['Bent Over Row (Barbell)', 'middle back'],
    ['Reverse Fly (Cable)', 'shoulders'],
    ['Seated Calf Raise', 'calves'],
    ['Leg Curl', 'hamstrings'],
    ['Bizepscurls', 'biceps'],
    ['Bankdrücken', 'chest'],
    ['Sentadilla', 'quadriceps'],
    ['Climbing', null],
    ['constructor', null],
  ])('%s: %s', (name, muscle) => expect(muscleOfName(name)).toBe(muscle));

  it('agrees with the library for four of five of its strength exercises that it names', () => {
    const strength = exerciseRows.filter(({ category }) => category === 'strength');
    const named = strength.flatMap(({ name, muscle_groups }) => {
      const muscle = muscleOfName(name);
      return muscle === null ? [] : [muscle_groups.includes(muscle)];
    });
    expect(named.length).toBeGreaterThan(strength.length * 0.85);
    expect(named.filter(Boolean).length / named.length).toBeGreaterThan(0.8);
  });
  it('proposes only muscles that the library has', () => {
    const muscles = new Set(exerciseRows.flatMap(({ muscle_groups }) => muscle_groups));
    for (const { name } of exerciseRows) expect([null, ...muscles]).toContain(muscleOfName(name));
  });
});

describe('names that say help', () => {
  it.each([
    'Pull Up (Assisted)',
    'Assisted Dips',
    'Klimmzug (unterstützt)',
    'Dips assistiert',
    'Dominadas asistidas',
    'Tractions assistées',
    '引体向上（辅助）',
    'Chin-up with assistance',
    'Klimmzüge Gegengewicht',
  ])('%s', (name) => expect(isAssistedName(name)).toBe(true));
  it.each(['Pull Up', 'Unassisted Pull Up', 'Bench Press (Barbell)'])('not %s', (name) =>
    expect(isAssistedName(name)).toBe(false),
  );
});
