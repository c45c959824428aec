// What an admin may write in each kind of content. All that is shipped must be allowed too: otherwise nobody could save a row again.
import { describe, expect, test } from 'vitest';
import { contentSets } from '../content.ts';
import type { Quiz } from '../learn/rules/quiz.ts';
import { EFFECT_VALUES } from '../market/rules/effect-values.ts';
import { readEffect } from '../market/rules/effects.ts';
import { readTarget } from '../quests/rules/targets.ts';
import {
  canAdd,
  changedColumns,
  EDITED_KINDS,
  editedKinds,
  newFieldsOf,
  readNew,
  readValues,
  valuesOf,
  type EditedKind,
  type FixedValues,
} from './kinds.ts';

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
    expect(shippedOf(kind).length).toBeGreaterThan(1);
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
    expect(read(kind, { created_by: 'x', key: 'y', effect: {}, figures_json: null })).toEqual({
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

test('a quiz can be answered and marked, and what is wrong is said with its place', () => {
  const lesson = firstOf('lessons');
  const choices = [
    { text: 'Yes', why: 'It is.', isRight: true },
    { text: 'No', why: 'It is not.' },
  ];
  const single = { key: 'one', kind: 'single', ask: 'Is it?', choices };
  const quizOf = (...questions: unknown[]) => problemsOf('lessons', { quiz_json: { questions } }, lesson)['quiz_json'];
  expect(quizOf(single, { key: 'two', kind: 'number', ask: 'How many?', answer: 3, within: 0, unit: '', why: 'Three.' })).toBe(
    undefined,
  );
  expect(quizOf()).toBe('A lesson needs at least one question.');
  expect(quizOf(single, single)).toBe('Two questions have the same key.');
  expect(quizOf(single, { ...single, key: 'two', ask: ' ' })).toBe('Question 2: This cannot be empty.');
  expect(quizOf({ ...single, choices: [{ text: 'Yes', why: '', isRight: true }] })).toBe(
    'Question 1, answer 1: This cannot be empty.',
  );
  expect(quizOf({ ...single, choices: choices.slice(1) })).toBe('Question 1: Mark one answer as right.');
  expect(quizOf({ ...single, kind: 'multiple' })).toBe('Question 1: Mark at least two answers as right.');
  expect(quizOf({ key: 'one', kind: 'order', ask: 'First?', items: ['a', 'b', 'a'], why: 'So.' })).toBe(
    'Question 1: Two entries are the same.',
  );
  expect(problemsOf('lessons', { quiz_json: null }, lesson)).toHaveProperty('quiz_json');
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
  const [one, other] = [
    { questions: [], b: 1 },
    { b: 1, questions: [] },
  ];
  expect(changedColumns({ quiz_json: one }, { quiz_json: other })).toEqual([]);
  expect(changedColumns({ quiz_json: one }, { quiz_json: { ...other, b: 2 } as Quiz })).toEqual(['quiz_json']);
});

test('a step points at a place that the app has, or at nothing, and opens an address of the app', () => {
  expect(problemsOf('steps', { target_selector: '[data-tour="search"]', target_route: '/focus' })).toEqual({});
  expect(read('steps', { target_selector: '', target_route: ' ' })).toMatchObject({
    values: { target_selector: null, target_route: null },
  });
  expect(problemsOf('steps', { target_selector: '#moon' })).toEqual({ target_selector: 'Choose one of the list.' });
  for (const address of ['focus', '//example.org', 'https://example.org', '/focus?x=1', '/a b'])
    expect(problemsOf('steps', { target_route: address }), address).toEqual({
      target_route: 'An address of the app, such as /focus.',
    });
});

test('the order of the steps names each of them once', () => {
  const [one, two] = shippedOf('steps').map(({ id }) => id);
  expect(problemsOf('introductions', { step_ids: [two, one] })).toEqual({});
  expect(problemsOf('introductions', { step_ids: [one, one] })).toEqual({ step_ids: 'Each must be there once.' });
  expect(Object.keys(problemsOf('introductions', { step_ids: ['x'] }))).toEqual(['step_ids']);
});

describe('a new row', () => {
  const named: FixedValues = {
    ...{ title: 'New', name: 'New', description: 'New.', prompt_text: 'New?' },
    ...{ answer_kind: 'grades', scale_low: 'near', scale_high: 'far' },
  };
  const readNewOf = (kind: EditedKind, given: FixedValues) =>
    readNew(kind, { ...editedKinds[kind].making?.start, ...named, ...given });
  const newProblems = (kind: EditedKind, given: FixedValues) => {
    const result = readNewOf(kind, given);
    return 'problems' in result ? result.problems : {};
  };

  test.each(EDITED_KINDS.filter(canAdd))('of %s needs only its texts, and has every column of a shipped one', (kind) => {
    const result = readNewOf(kind, {});
    if ('problems' in result) throw new Error(JSON.stringify(result.problems));
    const { order, owner } = editedKinds[kind];
    const given = new Set(['id', 'key', order, owner]);
    const wanted = Object.keys(firstOf(kind)).filter((column) => !given.has(column));
    expect(Object.keys({ ...result.fixed, ...result.values })).toEqual(expect.arrayContaining(wanted));
  });

  test('of a quest counts what the rules can count', () => {
    const counted = (given: FixedValues) => {
      const { fixed } = readNewOf('quests', given);
      return readTarget(String(fixed?.['target_type']), fixed?.['target_config']);
    };
    expect(counted({})).toEqual({ type: 'count', kinds: ['focus'] });
    expect(counted({ target_type: 'sum', unit: 'hours' })).toEqual({
      type: 'sum',
      kinds: ['focus'],
      measure: 'ms',
      per: 3_600_000,
    });
    expect(counted({ target_type: 'time_of_day', from: 4, to: 9 })).toEqual({
      type: 'time_of_day',
      kinds: ['focus'],
      from: 4,
      to: 9,
    });
    expect(newProblems('quests', { kinds: [] })).toEqual({ kinds: 'Choose at least one.' });
    expect(newProblems('quests', { kinds: ['boost'] })).toEqual({ kinds: 'Choose of the list.' });
    expect(newProblems('quests', { target_type: 'kinds' })).toEqual({ kinds: 'Choose at least two, to count different ones.' });
    expect(newProblems('quests', { target_type: 'time_of_day', from: 9, to: 9 })).toEqual({ to: 'A later hour than the first.' });
    expect(newProblems('quests', { target_type: 'sum', kinds: ['focus', 'habit'] })).toEqual({
      unit: 'Not everything chosen above is recorded in this unit.',
    });
    expect(newProblems('quests', { target_type: 'days', target: 2 })).toEqual({
      target: 'At most 1: more cannot be reached in its time.',
    });
    expect(newProblems('quests', { type: 'hourly', title: '' })).toEqual({
      type: 'Choose one of the list.',
      title: 'This cannot be empty.',
    });
  });

  test('of the market does what the app knows, and only what is chosen matters', () => {
    const made = (given: FixedValues) => readNewOf('items', given).fixed;
    expect(made({ does: 'accent', accent: 'teal' })).toMatchObject({ category: 'accents', is_consumable: false });
    expect(readEffect(made({ does: 'accent', accent: 'teal', frame: 'moon' })?.['effect'])).toEqual({
      kind: 'accent',
      value: 'teal',
    });
    expect(made({ does: 'reroll' })).toMatchObject({ effect: { kind: 'reroll', value: '' }, is_consumable: true });
    expect(newProblems('items', { does: 'accent', accent: 'moon' })).toEqual({ accent: 'Choose one of the list.' });
    expect(newFieldsOf('items', { does: 'frame' }).chosen.map(([name]) => name)).toEqual(['does', 'frame']);
    for (const [kind, values] of Object.entries(EFFECT_VALUES)) {
      const effects = shippedOf('items').map(({ effect }) => readEffect(effect));
      expect(effects.flatMap((effect) => (effect?.kind === kind ? [effect.value] : [])).toSorted()).toEqual(
        [...values].toSorted(),
      );
    }
  });

  test('of a prompt has a scale where its answer has a grade', () => {
    expect(Object.keys(newProblems('prompts', { scale_low: '', scale_high: ' ' }))).toEqual(['scale_low', 'scale_high']);
    expect(readNewOf('prompts', { answer_kind: 'note' })).toMatchObject({ fixed: { answer_kind: 'note', measures: [] } });
  });
});
