// What a person writes about the app. Invariant: only the server's administration changes status, priority and answer, so a person's
// commands never write these columns.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, jsonb, madeAt, ownRow, patchOwn } from '../command/kit.ts';
import { rowId } from '../command/values.ts';
import { SHA256_PATTERN } from '../tracks/rules.ts';
import { FEEDBACK_KINDS, feedbackLimits, PICTURE_TYPES } from './rules.ts';

const text = (max: number) => z.string().trim().max(max);
const fact = text(feedbackLimits.fact).optional();

const send = defineCommand('feedback.send', {
  version: 2,
  upgrade: { 1: (args) => args },
  args: z.object({
    id: rowId,
    kind: z.enum(FEEDBACK_KINDS),
    title: text(feedbackLimits.title).min(1),
    text: text(feedbackLimits.text).default(''),
    /** The address within the app. */
    page: text(feedbackLimits.page).nullable().default(null),
    /** Null: the person did not want to send it. */
    app: z.object({ version: fact, sync: fact, browser: fact, screen: fact, language: fact }).nullable().default(null),
    /** The blob of a picture of the screen. Null: the person sends none. */
    picture: z
      .object({ sha256: z.string().regex(SHA256_PATTERN), type: z.enum(PICTURE_TYPES) })
      .nullable()
      .default(null),
  }),
  async apply(db, { id, kind, title, text: description, page, app, picture }, ctx) {
    const insertion = await insertOwn(db, ctx, 'feedback', {
      ...{ id, feedback_type: kind, title, description: description || null, page: page || null },
      metadata: jsonb(app === null ? {} : { app }),
      ...{ picture_sha256: picture?.sha256 ?? null, picture_type: picture?.type ?? null },
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
