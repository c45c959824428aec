// Lessons: one every few weeks, with a mistake now and then; the cards of the mistakes are reviewed on some of the days after. Drills:
// three of them, in turn, with an ear that gets better.
import { contentId } from '#schema/ids.ts';
import { decibels } from '#schema/learn/content/lessons/loudness/decibels.ts';
import { meters } from '#schema/learn/content/lessons/loudness/meters.ts';
import { deload } from '#schema/learn/content/lessons/training/deload.ts';
import { effort } from '#schema/learn/content/lessons/training/effort.ts';
import { frequencyRegions } from '#schema/learn/content/lessons/hearing/frequency-regions.ts';
import { masking } from '#schema/learn/content/lessons/hearing/masking.ts';
import { drills } from '#schema/learn/content/drills.ts';
import { guessAt, type DrillConfig, type DrillKind } from '#schema/learn/rules/drills.ts';
import { chanceRight, nextPlace } from '#schema/learn/rules/staircase.ts';
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

interface DrillAnswered {
  at: number;
  asked: number[];
  given: number[];
  ms: number;
}

const DRILLS: readonly DrillKind[] = ['eq-boost', 'interval-melodic', 'level-difference'];
const FIRST_DRILL_DAY = 230;
const DRILL_EVERY_DAYS = 5;
const DRILL_ANSWERS = 20;
/** From the first session to the last of the year, as places on the drill's scale. */
const EAR = { first: 0.3, last: 0.65, spread: 0.07 };
const ANSWER_MS = 6_000;

function* drillYear({ days, random, at }: Life): Generator<Act> {
  for (let index = FIRST_DRILL_DAY; index < days.length; index += DRILL_EVERY_DAYS) {
    const day = days[index];
    const drill = drills.find(({ key }) => key === DRILLS[(index / DRILL_EVERY_DAYS) % DRILLS.length]);
    if (!day || day.kind === 'ill' || !drill) continue;
    const share = (index - FIRST_DRILL_DAY) / (days.length - FIRST_DRILL_DAY);
    const threshold = EAR.first + (EAR.last - EAR.first) * share;
    const trials = practised(drill.config, threshold, random);
    const [from, to] = [at(day.day, 18 * 60), at(day.day, 18 * 60 + 4)];
    const args = {
      id: random.id(to),
      drillId: contentId('learn_drill', drill.key),
      day: day.day,
      startedAt: from.toISOString(),
      trials,
    };
    yield [{ at: to, name: 'learn.finishDrill', args }];
  }
}

/** Answers of a listener with this threshold; a wrong choice is often the one beside the right one. */
function practised(config: DrillConfig, threshold: number, random: Life['random']): DrillAnswered[] {
  const trials: DrillAnswered[] = [];
  const rights: { isRight: boolean }[] = [];
  for (let count = 0; count < DRILL_ANSWERS; count++) {
    const place = nextPlace(threshold - 0.15, rights);
    const guess = guessAt(config, place);
    const offered = Math.round(1 / guess);
    const isRight = random.chance(chanceRight(place, threshold, EAR.spread, guess));
    const asked = random.between(0, offered - 1);
    rights.push({ isRight });
    trials.push({ at: place, asked: [asked], given: [isRight ? asked : (asked + 1) % offered], ms: ANSWER_MS });
  }
  return trials;
}

export function* learnYear(life: Life): Generator<Act> {
  yield* lessonYear(life);
  yield* drillYear(life);
}

function* lessonYear({ days, random, at }: Life): Generator<Act> {
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
