// Listening sessions: begun on an own track, answered prompt by prompt, ended once. An answer's marks are annotations of the track,
// with ids that follow from the answer, so answering again replaces them.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, jsonb, ownRow, owns } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, rowId } from '../../command/values.ts';
import { occurred, takenBack } from '../../progress/occurrences.ts';
import { trackLimits } from '../../tracks/rules.ts';
import { isGradeOf, readPlan, type AnswerKind, type Mark } from '../rules/prompts.ts';
import { visible } from './prompts.ts';

const MOST_PROMPTS = 40;
const MOST_MARKS = 20;
const NOTE_LENGTH = 4_000;
const MARK_LENGTH = 200;
const LONGEST_MS = 86_400_000;
const LONGEST_S = 86_400;
/** A session that was left open is paid as if each answer had taken at most this long. */
const LONGEST_ANSWER_MS = 600_000;

const timeMs = z.int().min(0).max(LONGEST_MS);

const begin = defineCommand('listening.begin', {
  args: z.object({
    id: rowId,
    presetId: rowId.nullable(),
    name: z.string().trim().min(1).max(120),
    trackId: rowId,
    referenceTrackId: rowId.nullable(),
    region: z.object({ startMs: timeMs, endMs: timeMs }).nullable(),
    prompts: z
      .array(z.object({ templateId: rowId, seconds: z.int().min(10).max(900) }))
      .min(1)
      .max(MOST_PROMPTS),
    day,
  }),
  async apply(db, { id, presetId, name, trackId, referenceTrackId, region, prompts, day: said }, ctx) {
    for (const track of [trackId, referenceTrackId]) {
      if (track !== null && !(await owns(db, ctx, 'reference_tracks', track))) return reject('not_found');
    }
    if (presetId !== null && !(await visible(db, ctx, 'listening_prompt_presets', presetId))) return reject('not_found');
    const insertion = await insertOwn(db, ctx, 'listening_sessions', {
      id,
      preset_id: presetId,
      name,
      track_id: trackId,
      reference_track_id: referenceTrackId,
      region_start_ms: region?.startMs ?? null,
      region_end_ms: region?.endMs ?? null,
      plan: jsonb({ prompts }),
      day: await boundedDayAt(db, ctx, said, ctx.now),
      started_at: ctx.now,
      created_at: ctx.now,
      updated_at: ctx.now,
    });
    return insertionOutcome(insertion);
  },
});

const mark = z
  .object({ startMs: timeMs, endMs: timeMs.nullable(), text: z.string().trim().max(MARK_LENGTH) })
  .refine(({ startMs, endMs }) => endMs === null || endMs >= startMs, { path: ['endMs'], error: 'The end is before the start.' });

const answer = defineCommand('listening.answer', {
  args: z.object({
    sessionId: rowId,
    templateId: rowId,
    note: z.string().trim().max(NOTE_LENGTH),
    grade: z.int().min(-3).max(5).nullable(),
    marks: z.array(mark).max(MOST_MARKS),
    hintsSeen: z.int().min(0).max(100),
    seconds: z.int().min(0).max(LONGEST_S),
    day,
  }),
  async apply(db, { sessionId, templateId, note, grade, marks, hintsSeen, seconds, day: said }, ctx) {
    const session = await ownRow(db, ctx, 'listening_sessions', sessionId, [
      'plan',
      'track_id',
      'region_start_ms',
      'region_end_ms',
    ]);
    if (!session || !readPlan(session.plan).some((one) => one.templateId === templateId)) return reject('not_found');
    const template = await visible(db, ctx, 'listening_prompt_templates', templateId);
    if (!template) return reject('not_found');
    if (grade !== null && !isGradeOf(template.answer_kind as AnswerKind, grade)) {
      return reject('limit_exceeded', 'The grade is not on the scale of this prompt.');
    }
    const id = ctx.derivedId('listening_answers', sessionId, templateId);
    const values = {
      note,
      grade,
      marks: jsonb(marks),
      hints_seen: hintsSeen,
      seconds,
      updated_at: ctx.now,
    };
    await db
      .insertInto('listening_answers')
      .values({
        id,
        user_id: ctx.userId,
        session_id: sessionId,
        template_id: templateId,
        prompt_name: template.name,
        category: template.category,
        day: await boundedDayAt(db, ctx, said, ctx.now),
        created_at: ctx.now,
        ...values,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    if (session.track_id !== null) {
      const region = { startMs: session.region_start_ms, endMs: session.region_end_ms };
      await annotate(db, ctx, { id, trackId: session.track_id, title: template.name, note, marks: marksOf(marks, note, region) });
    }
    return ok();
  },
});

/** An answer without marks stands on the region that was heard, or at the beginning of the track. */
function marksOf(
  marks: readonly Mark[],
  note: string,
  region: { startMs: number | null; endMs: number | null },
): readonly Mark[] {
  if (marks.length > 0) return marks;
  return note === '' ? [] : [{ startMs: region.startMs ?? 0, endMs: region.endMs, text: '' }];
}

interface Annotated {
  id: string;
  trackId: string;
  title: string;
  note: string;
  marks: readonly Mark[];
}

async function annotate(db: CommandDb, ctx: CommandContext, { id, trackId, title, note, marks }: Annotated): Promise<void> {
  const ids = Array.from({ length: MOST_MARKS }, (_, place) => ctx.derivedId('track_annotations', id, place));
  await db.deleteFrom('track_annotations').where('user_id', '=', ctx.userId).where('id', 'in', ids).execute();
  const { count } = await db
    .selectFrom('track_annotations')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('track_id', '=', trackId)
    .executeTakeFirstOrThrow();
  // A full track keeps the answer, without its marks on the timeline.
  for (const [place, { startMs, endMs, text }] of marks.slice(0, Math.max(0, trackLimits.marks - count)).entries()) {
    await db
      .insertInto('track_annotations')
      .values({
        id: ids[place] as string,
        track_id: trackId,
        user_id: ctx.userId,
        start_time_ms: startMs,
        end_time_ms: endMs,
        title,
        content: [text, place === 0 ? note : ''].filter((part) => part !== '').join('\n'),
        category: 'note',
        color: null,
        is_private: true,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
}

const finish = defineCommand('listening.finish', {
  args: z.object({ id: rowId, day }),
  async apply(db, { id, day: said }, ctx) {
    const session = await ownRow(db, ctx, 'listening_sessions', id, ['name', 'started_at', 'ended_at']);
    if (!session) return reject('not_found');
    if (session.ended_at !== null) return ok();
    await db
      .updateTable('listening_sessions')
      .set({ ended_at: ctx.now, updated_at: ctx.now })
      .where('id', '=', id)
      .where('user_id', '=', ctx.userId)
      .execute();
    const answers = await db
      .selectFrom('listening_answers')
      .select(['id', 'seconds'])
      .where('session_id', '=', id)
      .where('user_id', '=', ctx.userId)
      .orderBy('id')
      .execute();
    const listenedMs = answers.reduce((sum, { seconds }) => sum + Math.min(LONGEST_ANSWER_MS, seconds * 1000), 0);
    const from = new Date(Math.min(ctx.now.getTime(), Math.max(session.started_at.getTime(), ctx.now.getTime() - listenedMs)));
    await occurred(db, ctx, {
      kind: 'listening',
      id,
      day: said,
      at: ctx.now,
      span: { from, to: ctx.now },
      amounts: { ms: ctx.now.getTime() - from.getTime(), answers: answers.length },
      reason: session.name,
    });
    return ok();
  },
});

/** With its answers and what they left on the track's timeline; what was paid is taken back. */
const remove = defineCommand('listening.remove', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const answers = await db
      .selectFrom('listening_answers')
      .select('id')
      .where('session_id', '=', id)
      .where('user_id', '=', ctx.userId)
      .orderBy('id')
      .execute();
    for (const one of answers) {
      const ids = Array.from({ length: MOST_MARKS }, (_, place) => ctx.derivedId('track_annotations', one.id, place));
      await db.deleteFrom('track_annotations').where('user_id', '=', ctx.userId).where('id', 'in', ids).execute();
    }
    await db.deleteFrom('listening_answers').where('session_id', '=', id).where('user_id', '=', ctx.userId).execute();
    await takenBack(db, ctx, { kind: 'listening', id, reason: 'A listening session removed' });
    return deleteOwn(db, ctx, 'listening_sessions', id);
  },
});

export const sessionCommands = [begin, answer, finish, remove] as const;
