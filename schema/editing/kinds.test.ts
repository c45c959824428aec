// What an admin may write in each kind of content. All that is shipped must be allowed too: otherwise nobody could save a row again.
import { describe, expect, test } from 'vitest';
import { contentSets } from '../content.ts';
import { changedColumns, EDITED_KINDS, editedKinds, readValues, valuesOf, type EditedKind, type FixedValues } from './kinds.ts';

const shippedOf = (kind: EditedKind): readonly FixedValues[] =>
  contentSets.find(({ table }) => table === editedKinds[kind].table)?.rows ?? [];
const firstOf = (kind: EditedKind, where: (row: FixedValues) => boolean = () => true): FixedValues => {
  const row = shippedOf(kind).find(where);
  if (!row) throw new Error(`no such row of ${kind} is shipped`);
  return row;
};
const read = (kind: EditedKind, change: Record<string, unknown>, row = firstOf(kind)) =>
  readValues(kind, { ...valuesOf(kind, row), ...change }, row);
const problemsOf = (...of: Parameters<typeof read>): Record<string, string> => {
  const result = read(...of);
  return 'problems' in result ? result.problems : {};
};

describe.each(EDITED_KINDS)('%s', (kind) => {
  test('are all saved again as they are shipped', () => {
    expect(shippedOf(kind).length).toBeGreaterThan(30);
    for (const row of shippedOf(kind)) {
      const values = valuesOf(kind, row);
      expect(readValues(kind, values, row)).toEqual({ values });
    }
  });

  test('need a title of a bounded length without space around it', () => {
    const { title } = editedKinds[kind];
    expect(problemsOf(kind, { [title]: '  ' })).toEqual({ [title]: 'This cannot be empty.' });
    expect(problemsOf(kind, { [title]: 7 })).toEqual({ [title]: 'This cannot be empty.' });
    expect(Object.keys(problemsOf(kind, { [title]: 'x'.repeat(500) }))).toEqual([title]);
    expect(read(kind, { [title]: ' A name ' })).toMatchObject({ values: { [title]: 'A name' } });
  });

  test('have no other columns than their fields', () => {
    expect(read(kind, { created_by: 'x', key: 'y', effect: {}, quiz_json: null })).toEqual({
      values: valuesOf(kind, firstOf(kind)),
    });
  });
});

test('rewards are what the rules pay at most, and prices are whole coins', () => {
  expect(problemsOf('quests', { xp_reward: 201, coin_reward: -1 })).toEqual({
    xp_reward: 'A whole number from 1 to 200.',
    coin_reward: 'A whole number from 0 to 50.',
  });
  expect(problemsOf('lessons', { xp_reward: 61, coin_reward: 13 })).toMatchObject({
    xp_reward: 'A whole number from 0 to 60.',
    coin_reward: 'A whole number from 0 to 12.',
  });
  expect(problemsOf('items', { cost_coins: 0 })).toEqual({ cost_coins: 'A whole number from 1 to 100,000.' });
  expect(problemsOf('items', { cost_coins: 1.5 })).toEqual({ cost_coins: 'A whole number from 1 to 100,000.' });
});

test('a quest cannot ask for more days than its time has', () => {
  const weekly = firstOf('quests', ({ type, target_type: of }) => type === 'weekly' && of === 'days');
  expect(problemsOf('quests', { target: 7 }, weekly)).toEqual({});
  expect(problemsOf('quests', { target: 8 }, weekly)).toEqual({ target: 'At most 7: more cannot be reached in its time.' });
});

test('a sale ends after it begins, and may have no end', () => {
  const days = { available_from: '2027-03-01', available_until: '2027-03-01' };
  expect(problemsOf('items', days)).toEqual({ available_until: 'The sale must end after it begins.' });
  expect(problemsOf('items', { ...days, available_until: '2027-02-30' })).toEqual({
    available_until: 'A day, such as 2027-03-01.',
  });
  expect(read('items', { ...days, available_until: '' })).toMatchObject({ values: { available_until: null } });
});

test('a lesson shows only figures that it has', () => {
  const lesson = firstOf('lessons');
  const [name = ''] = Object.keys(lesson['figures_json'] as object);
  expect(problemsOf('lessons', { content_markdown: `Text\n\n{{${name}}}` })).toEqual({});
  expect(problemsOf('lessons', { content_markdown: 'Text\n\n{{moon}}' })['content_markdown']).toContain(
    `no figure {{moon}}. It has {{${name}}}`,
  );
});

test('a prompt has a scale where its answer has a grade, and only there', () => {
  const graded = firstOf('prompts', ({ answer_kind: kind }) => kind === 'grades');
  expect(Object.keys(problemsOf('prompts', { scale_low: ' ' }, graded))).toEqual(['scale_low']);
  const noted = firstOf('prompts', ({ answer_kind: kind }) => kind === 'note');
  expect(Object.keys(valuesOf('prompts', noted))).not.toContain('scale_low');
});

test('a column that only one of two versions has is no change', () => {
  expect(changedColumns({ title: 'a', gone: 1 }, { title: 'b', added: 2 })).toEqual(['title']);
  expect(changedColumns({ hints: ['a', 'b'] }, { hints: ['a', 'b'] })).toEqual([]);
});
