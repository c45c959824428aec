import { expect, test } from 'vitest';
import { EDITED_KINDS, editedKinds } from '#schema/editing/kinds.ts';
import type { Quiz } from '#schema/learn/rules/quiz.ts';
import { foundRows, readContentDraft, readNewDraft, toSend, valueInWords } from './content-model.ts';
import { contentWords, namedFields } from './content-words.ts';

test.each(EDITED_KINDS)('every field of %s has a name, and no name is without a field', (kind) => {
  const { fields, making } = editedKinds[kind];
  expect(Object.keys(namedFields[kind])).toEqual([...Object.keys(making?.fields ?? {}), ...Object.keys(fields)]);
});

test('the list is narrowed by words of the title and by the state', () => {
  const row = { id: '1', group: 'daily', isShown: true, editedAt: null, isAdded: false, isNewer: false };
  const rows = [
    { ...row, id: '1', title: 'Two focus sessions' },
    { ...row, id: '2', title: 'Focus early', editedAt: '2026-11-28T10:00:00Z' },
    { ...row, id: '3', title: 'Read', editedAt: '2026-11-28T10:00:00Z', isNewer: true, isShown: false },
    { ...row, id: '4', title: 'Ours', editedAt: '2026-11-28T10:00:00Z', isAdded: true },
  ];
  const ids = (search: string, state = '') => foundRows(rows, search, state).map(({ id }) => id);
  expect(ids('')).toEqual(['1', '2', '3', '4']);
  expect(ids(' SESSIONS focus ')).toEqual(['1']);
  expect(ids('', 'edited')).toEqual(['2', '3']);
  expect(ids('', 'added')).toEqual(['4']);
  expect(ids('', 'newer')).toEqual(['3']);
  expect(ids('', 'off')).toEqual(['3']);
});

test('what is sent has no empty lines and only the fields of the row', () => {
  const typed = { name: ' Name ', hints: ['One. ', '', '  '], scale_low: 'dark', prompt_text: 'What?', odd: 1 };
  const values = toSend('prompts', typed, { answer_kind: 'note' });
  expect(values).toMatchObject({ name: 'Name', hints: ['One.'], prompt_text: 'What?' });
  expect(Object.keys(values)).not.toContain('scale_low');
  expect(Object.keys(values)).not.toContain('odd');
});

test('values are said in words', () => {
  expect(valueInWords('title', null, [])).toBe(contentWords.empty);
  expect(valueInWords('is_active', true, [])).toBe('yes');
  expect(valueInWords('category', 'low_end', [])).toBe('Low end');
  expect(valueInWords('title', 'low_end', [])).toBe('low_end');
  expect(valueInWords('topic_id', 'x', [{ value: 'x', label: 'Loudness' }])).toBe('Loudness');
  const choices = [
    { text: 'Yes.', why: 'It is.', isRight: true },
    { text: 'No.', why: 'It is not.' },
  ];
  const quiz: Quiz = { questions: [{ key: 'one', kind: 'single', ask: 'Is it?', choices }] };
  expect(valueInWords('quiz_json', quiz, [])).toBe('1. Is it?\n✓ Yes. It is.\n– No. It is not.');
  expect(valueInWords('hints', ['a', 'b'], [])).toBe('a\nb');
  expect(valueInWords('step_ids', ['x', 'y'], [{ value: 'x', label: 'Units' }])).toBe('Units\ny');
  expect(valueInWords('target_selector', '[data-tour="search"]', [])).toBe('The search');
});

test('a draft that cannot be read is none', () => {
  expect(readContentDraft(null)).toBeNull();
  expect(readContentDraft('x')).toBeNull();
  expect(readNewDraft({ id: 1, values: {} })).toBeNull();
  expect(readNewDraft({ id: 'a', values: { title: 'x' } })).toEqual({ id: 'a', values: { title: 'x' } });
  expect(readContentDraft({ mark: 'a', values: { title: 'x' } })).toEqual({ mark: 'a', values: { title: 'x' } });
});
