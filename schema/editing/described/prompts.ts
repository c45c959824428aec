// Listening prompts of everybody, as an admin edits them.
import { ANSWER_KINDS, CATEGORIES, DIFFICULTIES, isGraded, MEASURES } from '../../listening/rules/prompts.ts';
import { isShown, type KindDescription, type Making } from '../description.ts';

const making: Making = {
  fields: {
    answer_kind: { kind: 'choice', options: ANSWER_KINDS },
    measures: { kind: 'choices', options: MEASURES, least: 0 },
  },
  columns: (chosen) => ({ ...chosen, description: null, tags: [] }),
  start: {
    ...{ answer_kind: 'note', measures: [], name: '', prompt_text: '', hints: [], expected_observations: [] },
    ...{ scale_low: '', scale_high: '', category: 'balance', difficulty: 'beginner', seconds: 60, is_active: true },
  },
};

export const prompts: KindDescription = {
  ...{ table: 'listening_prompt_templates', title: 'name', shown: 'is_active', owner: 'created_by' },
  ...{ group: 'category', order: 'display_order' },
  fields: {
    name: { kind: 'line', max: 120 },
    prompt_text: { kind: 'text', max: 1_000 },
    hints: { kind: 'texts', max: 500, most: 10 },
    expected_observations: { kind: 'texts', max: 500, most: 10 },
    scale_low: { kind: 'line', max: 60, isOptional: true },
    scale_high: { kind: 'line', max: 60, isOptional: true },
    category: { kind: 'choice', options: CATEGORIES },
    difficulty: { kind: 'choice', options: DIFFICULTIES },
    seconds: { kind: 'number', min: 10, max: 900 },
    is_active: isShown,
  },
  fixed: ['answer_kind'],
  making,
  leavesOut: (column, { answer_kind: kind }) => column.startsWith('scale_') && !isGraded(String(kind)),
  check(values, { answer_kind: kind }) {
    const missing = ['scale_low', 'scale_high'].filter((column) => isGraded(String(kind)) && values[column] === null);
    return Object.fromEntries(missing.map((column) => [column, 'The scale of the answer needs a word for each end.']));
  },
};
