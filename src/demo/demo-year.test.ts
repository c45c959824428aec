import { beforeAll, describe, expect, it } from 'vitest';
import { parseArgs } from '#schema/command/define.ts';
import { commandsByName } from '#schema/commands.ts';
import { contentId } from '#schema/ids.ts';
import { exerciseRows } from '#schema/fitness/content/exercises.ts';
import { COMMANDS_AT_ONCE } from '#src/replica/api.ts';
import { demoDomains } from './domains.ts';
import { DEMO_EXERCISES } from './fitness.ts';
import { actsOf, commandsOf, daysUntil, type DemoCommand, type DemoYear } from './life.ts';
import { groupActs } from './make-demo-year.ts';

const year: DemoYear = { seed: 1, endDay: '2026-11-26', until: new Date('2026-11-26T15:00:00Z'), zone: 'Europe/Berlin' };

let commands: DemoCommand[];
beforeAll(() => {
  commands = commandsOf(year, demoDomains);
});
const countOf = (name: string) => commands.filter((command) => command.name === name).length;

describe('the demo year', () => {
  it('is the same for the same seed and differs for another seed', () => {
    expect(commandsOf(year, demoDomains)).toEqual(commands);
    expect(commandsOf({ ...year, seed: 2 }, demoDomains)).not.toEqual(commands);
  });
  it('contains only valid commands', () => {
    const wrong = commands.flatMap(({ name, args }) => {
      const definition = commandsByName.get(name);
      if (!definition) return [`${name} is no command`];
      const parsed = parseArgs(definition, args);
      return parsed.success ? [] : [`${name}: ${parsed.error.issues[0]?.message}`];
    });
    expect(wrong).toEqual([]);
  });
  it('is in order, within the year, and leaves nothing open at its end', () => {
    const times = commands.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(year.until.getTime());
    expect(times.at(-1)).toBeGreaterThan(year.until.getTime() - 3 * 24 * 3_600_000);
    expect(times[0]).toBeGreaterThan(Date.parse('2025-11-26'));
    expect(countOf('workout.start')).toBe(countOf('workout.finish'));
    expect(countOf('focus.start')).toBe(countOf('focus.complete') + countOf('focus.abandon'));
  });
  it('is realistic: focus on most days, three workouts a week, nothing while ill', () => {
    const focusDays = new Set(commands.flatMap((one) => (one.name === 'focus.complete' ? [one.args.day] : [])));
    expect(focusDays.size).toBeGreaterThan(220);
    expect(focusDays.size).toBeLessThan(330);
    expect(countOf('workout.start')).toBeGreaterThan(120);
    const ill = daysUntil(year.endDay).filter(({ kind }) => kind === 'ill');
    expect(ill).toHaveLength(7);
    expect(ill.filter(({ day }) => focusDays.has(day))).toEqual([]);
  });
  it('is grouped into transactions that never split a focus session', () => {
    const groups = groupActs(actsOf(year, demoDomains));
    expect(groups.flat()).toHaveLength(commands.length);
    expect(Math.max(...groups.map(({ length }) => length))).toBeLessThanOrEqual(COMMANDS_AT_ONCE);
    for (const group of groups) {
      const starts = group.filter(({ name }) => name === 'focus.start').length;
      expect(starts).toBe(group.filter(({ name }) => name === 'focus.complete' || name === 'focus.abandon').length);
    }
  });
  it('lifts heavier weights at its end than at its beginning', () => {
    const squat = contentId('exercise', 'Barbell_Squat');
    const kilograms = commands.flatMap((one) =>
      one.name === 'set.log' && one.args.exerciseId === squat && one.args.kind === 'normal' ? [one.args.weightKg ?? 0] : [],
    );
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(kilograms.slice(-20))).toBeGreaterThan(mean(kilograms.slice(0, 20)) + 20);
  });
  it('trains only shipped exercises', () => {
    const shipped = new Set(exerciseRows.map(({ source_key }) => source_key));
    expect(DEMO_EXERCISES.filter((key) => !shipped.has(key))).toEqual([]);
  });
});
