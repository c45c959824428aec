// What a person writes about the app. Invariant: only the server's administration changes status, priority and answer, so a person's
// commands never write these columns.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, jsonb, madeAt, ownRow, patchOwn } from '../command/kit.ts';
import { rowId } from '../command/values.ts';
import { FEEDBACK_KINDS, feedbackLimits } from './rules.ts';

const text = (max: number) => z.string().trim().max(max);
const fact = text(feedbackLimits.fact).optional();

const send = defineCommand('feedback.send', {
  args: z.object({
    id: rowId,
    kind: z.enum(FEEDBACK_KINDS),
    title: text(feedbackLimits.title).min(1),
    text: text(feedbackLimits.text).default(''),
    /** The address within the app. */
    page: text(feedbackLimits.page).nullable().default(null),
    /** Null: the person did not want to send it. */
    app: z.object({ version: fact, sync: fact, browser: fact, screen: fact, language: fact }).nullable().default(null),
  }),
  async apply(db, { id, kind, title, text: description, page, app }, ctx) {
    const insertion = await insertOwn(db, ctx, 'feedback', {
      ...{ id, feedback_type: kind, title, description: description || null, page: page || null },
      metadata: jsonb(app === null ? {} : { app }),
      ...madeAt(ctx),
    });
    return insertionOutcome(insertion);
  },
});

/** The person has read the answer. */
const seen = defineCommand('feedback.seen', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const row = await ownRow(db, ctx, 'feedback', id, ['answered_at', 'answer_seen_at']);
    if (!row) return reject('not_found');
    if (row.answered_at === null || row.answer_seen_at !== null) return ok();
    return patchOwn(db, ctx, 'feedback', id, { answer_seen_at: ctx.now });
  },
});

const remove = defineCommand('feedback.delete', {
  args: z.object({ id: rowId }),
  apply: (db, { id }, ctx) => deleteOwn(db, ctx, 'feedback', id),
});

export const feedbackCommands = [send, seen, remove] as const;
