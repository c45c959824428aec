// The app's own export, imported again: nothing is lost, whatever the texts are.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recognise } from '../../files/recognise.ts';
import { SourceFile } from '../../files/source-file.ts';
import { FREQUENCIES } from '../rules/habit.ts';
import { oneForEachDay } from './habit-file.ts';
import { habitImport } from './habit-import.ts';
import { writeHabits } from './own-file.ts';

const filled = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ minLength: 1, maxLength, unit: 'grapheme' }),
      fc.constantFrom('=1+1', "'=1", "''-x", '@home', 'a, "b"', 'two\nlines', '-'),
    )
    .map((text) => text.replaceAll('\u0000', '').trim())
    .filter((text) => text !== '');
const words = (maxLength: number) => fc.option(filled(maxLength));
const number = fc.integer({ min: 0, max: 100_000 }).map((value) => value / 100);
const day = fc.integer({ min: 0, max: 9_000 }).map((at) => new Date(Date.UTC(2003, 0, 1 + at)).toISOString().slice(0, 10));

const entries = fc
  .array(
    fc.record({
      day,
      mark: fc.constantFrom('done' as const, 'skipped' as const, 'missed' as const),
      value: fc.option(number),
      note: words(40),
    }),
    { maxLength: 12 },
  )
  .map(oneForEachDay);

const pause = fc.record({ from: day, to: fc.option(day), reason: words(40), ofAll: fc.boolean() });

const habit = fc.record({
  key: fc.uuid(),
  name: filled(60),
  question: words(60),
  description: words(200),
  unit: words(12),
  color: fc.option(fc.constantFrom('red', 'pine')),
  icon: fc.constantFrom('run', 'book', null),
  group: words(30),
  isArchived: fc.boolean(),
  kind: fc.constantFrom('check' as const, 'measure' as const),
  frequency: fc.constantFrom(...FREQUENCIES),
  target_count: fc.integer({ min: 1, max: 7 }),
  custom_days: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  interval_days: fc.option(fc.integer({ min: 1, max: 30 })),
  target_value: fc.option(number),
  target_type: fc.constantFrom('at_least' as const, 'at_most' as const),
  reminders: fc.constantFrom({ zone: 'Europe/Berlin', times: [{ minute: 435, weekdays: [1, 2] }] }, { zone: '', times: [] }),
  link: fc.option(
    fc.record({ kind: fc.constant('focus'), id: fc.option(fc.uuid()), measure: fc.option(fc.constant('minutes')) }),
  ),
  entries,
  pauses: fc.array(pause, { minLength: 1, maxLength: 3 }),
});

it('any habits come back as they were', () => {
  fc.assert(
    fc.property(fc.array(habit, { maxLength: 5 }), (habits) => {
      const found = recognise(new SourceFile('habits.zip', writeHabits(habits)), habitImport.formats);
      if (found.kind === 'unknown') throw new Error(found.reason);
      const { format, file } = found.files[0];
      expect(format.id).toBe('cadence-habits');
      const { records, errors } = format.read(file, { now: new Date(0), zone: 'UTC' });
      expect(errors).toEqual([]);
      expect(records).toEqual(habits);
    }),
    { numRuns: 200 },
  );
});
