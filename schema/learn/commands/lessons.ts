// Lessons: how far one was read, and its quiz. Scores are computed from the quiz as it is stored, never taken from the device.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertionOutcome, insertOwn, jsonb } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, rowId } from '../../command/values.ts';
import { occurred } from '../../progress/occurrences.ts';
import { isPassed, markQuiz, readQuiz, type Marked } from '../rules/quiz.ts';
import { keepCard } from './cards.ts';

const MOST_QUESTIONS = 40;
const MOST_NUMBERS = 20;

const progressId = (ctx: CommandContext, lessonId: string): string => ctx.derivedId('user_lesson_progress', lessonId);

/** The row of a lesson that is begun, in the place that was read last. */
const read = defineCommand('learn.read', {
  args: z.object({ lessonId: rowId, position: z.number().min(0).max(1) }),
  async apply(db, { lessonId, position }, ctx) {
    const lesson = await db.selectFrom('learn_lessons').select('id').where('id', '=', lessonId).executeTakeFirst();
    if (!lesson) return reject('not_found');
    await begin(db, ctx, lessonId);
    await db
      .updateTable('user_lesson_progress')
      .set({ position, updated_at: ctx.now })
      .where('id', '=', progressId(ctx, lessonId))
      .execute();
    return ok();
  },
});

const answerQuiz = defineCommand('learn.answerQuiz', {
  args: z.object({
    id: rowId,
    lessonId: rowId,
    day,
    answers: z
      .record(z.string().max(100), z.array(z.number().min(-1e9).max(1e9)).max(MOST_NUMBERS))
      .refine((answers) => Object.keys(answers).length <= MOST_QUESTIONS, 'A quiz has fewer questions than this.'),
  }),
  async apply(db, { id, lessonId, day: said, answers }, ctx) {
    const lesson = await db
      .selectFrom('learn_lessons')
      .select(['title', 'quiz_json', 'xp_reward', 'coin_reward'])
      .where('id', '=', lessonId)
      .executeTakeFirst();
    const quiz = readQuiz(lesson?.quiz_json);
    if (!lesson || !quiz) return reject('not_found');
    const marked = markQuiz(quiz, answers);
    const insertion = await insertOwn(db, ctx, 'quiz_attempts', {
      id,
      lesson_id: lessonId,
      day: await boundedDayAt(db, ctx, said, ctx.now),
      answers: jsonb(answers),
      right_count: marked.rightCount,
      question_count: marked.questionCount,
      created_at: ctx.now,
    });
    if (insertion !== 'inserted') return insertionOutcome(insertion);
    await recordAttempt(db, ctx, lessonId, marked);
    for (const item of marked.mistakes) await keepCard(db, ctx, { kind: 'lesson', id: lessonId, item });
    if (isPassed(marked)) {
      await occurred(db, ctx, {
        kind: 'lesson',
        id: lessonId,
        day: said,
        at: ctx.now,
        amounts: { promised_xp: lesson.xp_reward, promised_coins: lesson.coin_reward },
        reason: lesson.title,
      });
    }
    return ok();
  },
});

async function begin(db: CommandDb, ctx: CommandContext, lessonId: string): Promise<void> {
  await db
    .insertInto('user_lesson_progress')
    .values({
      id: progressId(ctx, lessonId),
      user_id: ctx.userId,
      lesson_id: lessonId,
      status: 'in_progress',
      started_at: ctx.now,
      updated_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

async function recordAttempt(db: CommandDb, ctx: CommandContext, lessonId: string, marked: Marked): Promise<void> {
  await begin(db, ctx, lessonId);
  const progress = await db
    .selectFrom('user_lesson_progress')
    .select(['quiz_score', 'attempts', 'completed_at'])
    .where('id', '=', progressId(ctx, lessonId))
    .executeTakeFirstOrThrow();
  const isComplete = progress.completed_at !== null || isPassed(marked);
  await db
    .updateTable('user_lesson_progress')
    .set({
      attempts: progress.attempts + 1,
      quiz_score: Math.max(progress.quiz_score ?? 0, marked.percent),
      status: isComplete ? 'completed' : 'in_progress',
      completed_at: progress.completed_at ?? (isComplete ? ctx.now : null),
      updated_at: ctx.now,
    })
    .where('id', '=', progressId(ctx, lessonId))
    .execute();
}

export const lessonCommands = [read, answerQuiz] as const;
