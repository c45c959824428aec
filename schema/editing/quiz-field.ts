// A quiz as an admin edits it. The sounds of a question stay as they are shipped, and are passed through. zod/mini, because a page
// imports it.
import * as z from 'zod/mini';
import { QUESTION_KEY, quizLimits, whatIsWrong } from '../learn/rules/quiz-form.ts';
import type { Playable } from '../learn/rules/figures.ts';
import type { Question, Quiz } from '../learn/rules/quiz.ts';
import { textOf } from './text-value.ts';

const isHeard = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((one: unknown) => {
    const { label, sound } = (one ?? {}) as Partial<Playable>;
    return typeof label === 'string' && typeof sound?.kind === 'string';
  });

const number = z.number('A number.');
const why = textOf(quizLimits.why);
const asked = {
  key: z.string().check(z.maxLength(quizLimits.key), z.regex(QUESTION_KEY)),
  ask: textOf(quizLimits.ask),
  hear: z.optional(z.custom<readonly Playable[]>(isHeard, 'The sounds of a question stay as they are.')),
};
const choice = z.object({ text: textOf(quizLimits.text), isRight: z.optional(z.boolean()), why });
const choices = z.array(choice).check(z.maxLength(quizLimits.choices, `At most ${quizLimits.choices} answers.`));
const items = z.array(textOf(quizLimits.text)).check(z.maxLength(quizLimits.items, `At most ${quizLimits.items} entries.`));

const question = z
  .discriminatedUnion('kind', [
    z.object({ ...asked, kind: z.literal('single'), choices }),
    z.object({ ...asked, kind: z.literal('multiple'), choices }),
    z.object({ ...asked, kind: z.literal('order'), items, why }),
    z.object({
      ...{ ...asked, kind: z.literal('number'), answer: number, within: number, why },
      unit: z.string().check(z.trim(), z.maxLength(quizLimits.unit, `At most ${quizLimits.unit} characters.`)),
    }),
  ])
  .check(({ value, issues }) => {
    const message = whatIsWrong(value as Question);
    if (message !== null) issues.push({ code: 'custom', message, input: value });
  });

const schema = z.object({
  questions: z.array(question).check(
    z.minLength(1, 'A lesson needs at least one question.'),
    z.maxLength(quizLimits.questions, `At most ${quizLimits.questions} questions.`),
    z.refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Two questions have the same key.'),
  ),
});

/** In JSON an optional value is absent, never undefined. */
export const quizSchema = schema as unknown as z.ZodMiniType<Quiz>;

/** `Question 2, answer 1: `; empty for the quiz as a whole. */
export function placeInQuiz(path: readonly PropertyKey[]): string {
  const [, questionAt, part, partAt] = path;
  if (typeof questionAt !== 'number') return '';
  const inside = typeof partAt === 'number' ? `, ${part === 'items' ? 'entry' : 'answer'} ${partAt + 1}` : '';
  return `Question ${questionAt + 1}${inside}: `;
}
