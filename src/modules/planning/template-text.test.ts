import { expect, test } from 'vitest';
import { itemsToLines, linesToItems } from './template-text.ts';

test('lines become items of a template, and items become the same lines', () => {
  const text = 'Mon 9:00 Deep work 90m\nWed Review the week 20m\nRun';
  const items = linesToItems(`${text}\n\n  `);
  expect(items).toMatchObject([
    { title: 'Deep work', at: 540, minutes: 90, day: 0, isEvent: true },
    { title: 'Review the week', at: null, minutes: 20, day: 2, isEvent: false },
    { title: 'Run', minutes: null, day: 0 },
  ]);
  expect(itemsToLines(items, true)).toBe('Mon 9:00 Deep work 90m\nWed Review the week 20m\nMon Run');
  expect(linesToItems('Long walk 1h30m')).toMatchObject([{ title: 'Long walk', minutes: 90 }]);
});
