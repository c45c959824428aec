// Lessons: one every few weeks, with a mistake now and then; the cards of the mistakes are reviewed on some of the days after.
import { contentId } from '#schema/ids.ts';
import { decibels } from '#schema/learn/content/lessons/loudness/decibels.ts';
import { meters } from '#schema/learn/content/lessons/loudness/meters.ts';
import { deload } from '#schema/learn/content/lessons/training/deload.ts';
import { effort } from '#schema/learn/content/lessons/training/effort.ts';
import { frequencyRegions } from '#schema/learn/content/lessons/hearing/frequency-regions.ts';
import { masking } from '#schema/learn/content/lessons/hearing/masking.ts';
import { rightAnswer } from '#schema/learn/rules/quiz.ts';
import type { Act, Life } from './life.ts';

const LESSONS = [frequencyRegions, masking, decibels, effort, deload, meters];
const FIRST_DAY = 200;
const EVERY_DAYS = 27;
/** Days after a mistake on which its card is reviewed, and how well it is known then. */
const REVIEWS = [
  [1, 1],
  [2, 3],
  [5, 3],
  [13, 3],
  [30, 4],
] as const;

export function* learnYear({ days, random, at }: Life): Generator<Act> {
  for (const [index, lesson] of LESSONS.entries()) {
    const from = FIRST_DAY + index * EVERY_DAYS;
    const first = days[from];
    if (!first) return;
    const when = at(first.day, 19 * 60 + 30);
    const lessonId = contentId('learn_lesson', lesson.key);
    const [mistaken] = lesson.quiz;
    // A number that is no choice's place and no right answer.
    const answers = lesson.quiz.map((question) => [question.key, question === mistaken ? [-1] : [...rightAnswer(question)]]);
    yield [
      { at: when, name: 'learn.read', args: { lessonId, position: 1 } },
      {
        at: when,
        name: 'learn.answerQuiz',
        args: { id: random.id(when), lessonId, day: first.day, answers: Object.fromEntries(answers) as Record<string, number[]> },
      },
    ];
    for (const [after, rating] of REVIEWS) {
      const on = days[from + after];
      if (!on || !mistaken || on.kind === 'ill') continue;
      const reviewed = at(on.day, 8 * 60 + 15);
      const card = { sourceKind: 'lesson' as const, sourceId: lessonId, item: mistaken.key };
      yield [{ at: reviewed, name: 'learn.review', args: { ...card, id: random.id(reviewed), rating, day: on.day } }];
    }
  }
}
