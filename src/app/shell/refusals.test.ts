import { expect, test } from 'vitest';
import type { RejectedCommand } from '#src/replica/api.ts';
import { refusalsOf } from './refusals.ts';

const refused = (id: string, second: number, facts: Partial<RejectedCommand> = {}): RejectedCommand => ({
  id,
  name: 'set.update',
  version: 1,
  args: { id, reps: 99_999 },
  error: { code: 'limit_exceeded', detail: 'The reps must be between 0 and 1,000.' },
  at: new Date(Date.UTC(2026, 2, 2, 9, 0, second)),
  ...facts,
});

test('the same change refused six times for the same reason is one line with its last moment', () => {
  const [one, ...others] = refusalsOf([6, 1, 2, 3, 4, 5].map((second) => refused(`id ${second}`, second)));
  expect(others).toEqual([]);
  expect(one?.ids).toEqual(['id 1', 'id 2', 'id 3', 'id 4', 'id 5', 'id 6']);
  expect(one?.last.id).toBe('id 6');
});

test('another command and another reason stay lines of their own, the latest first', () => {
  const shown = refusalsOf([
    refused('reps', 1),
    refused('weight', 2, { error: { code: 'limit_exceeded', detail: 'The weight must be between 0 and 1,400 kg.' } }),
    refused('log', 3, { name: 'set.log' }),
  ]);
  expect(shown.map(({ ids }) => ids)).toEqual([['log'], ['weight'], ['reps']]);
});
