import { describe, expect, it } from 'vitest';
import { dateProblem, figuresProblem } from './limits.ts';
import { toKg } from './weight-units.ts';

const figures = { weightKg: 100, reps: 5, durationSeconds: null, distanceM: null };
const now = new Date('2026-03-01T12:00:00Z');

describe('what a set may hold', () => {
  it('takes everything a person can lift', () => {
    expect(figuresProblem(figures)).toBeNull();
    expect(figuresProblem({ ...figures, weightKg: 1400, reps: 1000 })).toBeNull();
    expect(figuresProblem({ ...figures, weightKg: toKg(3086, 'lb') })).toBeNull();
    expect(figuresProblem({ weightKg: null, reps: null, durationSeconds: 60, distanceM: 400 })).toBeNull();
  });
  it('takes a negative weight as help, within the same limit', () => {
    expect(figuresProblem({ ...figures, weightKg: -60 })).toBeNull();
    expect(figuresProblem({ ...figures, weightKg: -1400.5 })).toMatch(/1,400 kg/);
  });
  it('refuses weights over 1,400 kg and reps over 1,000', () => {
    expect(figuresProblem({ ...figures, weightKg: 1400.5 })).toMatch(/1,400 kg/);
    expect(figuresProblem({ ...figures, reps: 1001 })).toMatch(/1,000/);
  });
  it('refuses what is negative, broken or half a rep', () => {
    expect(figuresProblem({ ...figures, reps: -1 })).not.toBeNull();
    expect(figuresProblem({ ...figures, distanceM: -1 })).not.toBeNull();
    expect(figuresProblem({ ...figures, weightKg: Number.NaN })).not.toBeNull();
    expect(figuresProblem({ ...figures, reps: 2.5 })).toMatch(/whole/);
  });
});

describe('when training may have been', () => {
  it('is from 2000 to a day ahead', () => {
    expect(dateProblem(new Date('2000-01-01T00:00:00Z'), now)).toBeNull();
    expect(dateProblem(new Date('2026-03-02T12:00:00Z'), now)).toBeNull();
  });
  it('is not before 2000, not more than a day ahead, not unreadable', () => {
    expect(dateProblem(new Date('1999-12-31T23:59:59Z'), now)).toMatch(/2000/);
    expect(dateProblem(new Date('2026-03-02T12:00:01Z'), now)).toMatch(/ahead/);
    expect(dateProblem(new Date('nonsense'), now)).toMatch(/read/);
  });
});
