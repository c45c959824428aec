// Sessions of drills. The device sends what was asked and answered; marks and score are computed here, from the drill as it is
// stored.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertionOutcome, insertOwn, jsonb, owns } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, instant, rowId } from '../../command/values.ts';
import { occurred } from '../../progress/occurrences.ts';
import { markDrill, readDrill, type DrillConfig, type DrillTrial, type MarkedDrill } from '../rules/drills.ts';
import { keepCard } from './cards.ts';

const MOST_TRIALS = 200;
const MOST_NUMBERS = 32;
const LONGEST_ANSWER_MS = 600_000;
/** Hearing the explanation of an answer and going on. */
const PAUSE_MS = 5_000;
const ANSWERS_PER_STAR = 20;
const MOST_STARS = 3;
const LONGEST_TRACK_MS = 86_400_000;

const numbers = z.array(z.number().min(-1e6).max(1e6)).max(MOST_NUMBERS);
const trial = z.object({
  at: z.number().min(0).max(1),
  asked: numbers,
  given: numbers,
  ms: z.int().min(0).max(LONGEST_ANSWER_MS),
});
const regionMs = z.int().min(0).max(LONGEST_TRACK_MS);

const finishDrill = defineCommand('learn.finishDrill', {
  args: z.object({
    id: rowId,
    drillId: rowId,
    day,
    startedAt: instant,
    trials: z.array(trial).min(1).max(MOST_TRIALS),
    /** The region of an own track that was heard. */
    region: z.object({ trackId: rowId, startMs: regionMs, endMs: regionMs }).optional(),
  }),
  async apply(db, { id, drillId, day: said, startedAt, trials, region }, ctx) {
    const drill = await db
      .selectFrom('learn_drills')
      .select(['title', 'config_json'])
      .where('id', '=', drillId)
      .executeTakeFirst();
    const config = readDrill(drill?.config_json);
    if (!drill || !config) return reject('not_found');
    if (region && !(await owns(db, ctx, 'reference_tracks', region.trackId))) return reject('not_found');
    const marked = markDrill(config, trials);
    const span = spanOf(startedAt, ctx.now, trials);
    const insertion = await insertOwn(db, ctx, 'drill_sessions', {
      id,
      drill_id: drillId,
      day: await boundedDayAt(db, ctx, said, ctx.now),
      started_at: span.from,
      ended_at: span.to,
      trials: jsonb(trials),
      trial_count: trials.length,
      right_count: marked.rightCount,
      score: marked.score,
      track_id: region?.trackId ?? null,
      region_start_ms: region?.startMs ?? null,
      region_end_ms: region?.endMs ?? null,
      created_at: ctx.now,
    });
    if (insertion !== 'inserted') return insertionOutcome(insertion);
    await addToStats(db, ctx, drillId, marked, trials.length);
    for (const item of marked.mistakes) await keepCard(db, ctx, { kind: 'drill', id: drillId, item });
    await occurred(db, ctx, {
      kind: 'drill',
      id,
      day: said,
      at: ctx.now,
      span,
      amounts: { ms: span.to.getTime() - span.from.getTime(), answers: trials.length },
      skills: starsOf(config, trials.length),
      reason: drill.title,
    });
    return ok();
  },
});

/** From its beginning to its end, but no longer than its answers took: a page that was left open is no practice. */
function spanOf(startedAt: string, to: Date, trials: readonly DrillTrial[]): { from: Date; to: Date } {
  const answeringMs = trials.reduce((sum, { ms }) => sum + ms + PAUSE_MS, 0);
  const from = Math.max(new Date(startedAt).getTime(), to.getTime() - answeringMs);
  return { from: new Date(Math.min(from, to.getTime())), to };
}

function starsOf({ skill }: DrillConfig, answers: number): { key: string; stars: number }[] {
  const stars = Math.min(MOST_STARS, Math.floor(answers / ANSWERS_PER_STAR));
  return skill === undefined || stars === 0 ? [] : [{ key: skill, stars }];
}

/** The summary of a drill: sums over its sessions, and runs of right answers in the order in which sessions arrive. */
async function addToStats(
  db: CommandDb,
  ctx: CommandContext,
  drillId: string,
  { runs }: MarkedDrill,
  trialCount: number,
): Promise<void> {
  const id = ctx.derivedId('user_drill_stats', drillId);
  const before = await db
    .selectFrom('user_drill_stats')
    .select(['current_streak', 'best_streak'])
    .where('id', '=', id)
    .executeTakeFirst();
  const sessions = await db
    .selectFrom('drill_sessions')
    .select(['id', 'trial_count', 'right_count', 'score', 'started_at', 'ended_at'])
    .where('user_id', '=', ctx.userId)
    .where('drill_id', '=', drillId)
    .orderBy('ended_at')
    .orderBy('id')
    .execute();
  const scores = sessions.flatMap(({ score }) => (score === null ? [] : [score]));
  const current = before?.current_streak ?? 0;
  const stats = {
    total_attempts: sessions.reduce((sum, { trial_count }) => sum + trial_count, 0),
    correct_answers: sessions.reduce((sum, { right_count }) => sum + right_count, 0),
    best_score: scores.length === 0 ? null : Math.max(...scores),
    average_score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    current_streak: runs.first === trialCount ? current + trialCount : runs.last,
    best_streak: Math.max(before?.best_streak ?? 0, runs.longest, current + runs.first),
    last_attempt_at: sessions.at(-1)?.ended_at ?? ctx.now,
    total_time_seconds: Math.round(
      sessions.reduce((sum, { started_at, ended_at }) => sum + ended_at.getTime() - started_at.getTime(), 0) / 1000,
    ),
  };
  await db
    .insertInto('user_drill_stats')
    .values({ id, user_id: ctx.userId, drill_id: drillId, ...stats })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(stats))
    .execute();
}

export const drillCommands = [finishDrill] as const;
