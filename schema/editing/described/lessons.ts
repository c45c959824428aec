// Lessons, as an admin edits them.
import { textParts } from '../../learn/rules/figures.ts';
import { DIFFICULTIES } from '../../listening/rules/prompts.ts';
import { isShown, type KindDescription } from '../description.ts';
import { promised } from './promised.ts';

export const lessons: KindDescription = {
  ...{ table: 'learn_lessons', title: 'title', shown: 'is_active', owner: null, order: 'sort_order' },
  group: { column: 'topic_id', of: 'learn_topics' },
  fields: {
    title: { kind: 'line', max: 120 },
    description: { kind: 'text', max: 500 },
    topic_id: { kind: 'reference' },
    difficulty: { kind: 'choice', options: DIFFICULTIES.filter((one) => one !== 'expert') },
    duration_minutes: { kind: 'number', min: 1, max: 240 },
    content_markdown: { kind: 'markdown', max: 40_000 },
    quiz_json: { kind: 'quiz' },
    ...promised('lesson', 0),
    is_active: isShown,
  },
  fixed: ['key', 'figures_json'],
  check({ content_markdown: text }, { figures_json: figures }) {
    if (typeof text !== 'string') return {};
    const known = Object.keys((figures ?? {}) as Record<string, unknown>);
    const shown = textParts(text).flatMap((part) => (part.kind === 'figure' ? [part.name] : []));
    const unknown = shown.find((name) => !known.includes(name));
    if (unknown !== undefined) return { content_markdown: `This lesson has no figure {{${unknown}}}. ${figuresIn(known)}` };
    return {};
  },
};

const figuresIn = (known: readonly string[]): string =>
  known.length === 0 ? 'It has none.' : `It has ${known.map((name) => `{{${name}}}`).join(', ')}.`;
