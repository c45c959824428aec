// Cards: questions and choices that come back until they are known. A card is made by a mistake or on purpose; its schedule is recounted
// from its reviews at each change, so the order in which reviews reach the server does not matter.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertionOutcome, insertOwn, ownRow, owns } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, rowId } from '../../command/values.ts';
import { occurred, takenBack } from '../../progress/occurrences.ts';
import { readSettings } from '../../settings/rules.ts';
import { firstDueAt, newCardState, recallAt, replayed, type Rating } from '../rules/review.ts';
import { readDrill, readItem } from '../rules/drills.ts';
import { readQuiz } from '../rules/quiz.ts';

export interface CardSource {
  kind: 'lesson' | 'drill' | 'listening';
  id: string;
  /** A question's key, a choice of a drill, or `prompt` for the answer of a listening session. */
  item: string;
}

const ITEM_LENGTH = 100;
const source = {
  sourceKind: z.enum(['lesson', 'drill', 'listening']),
  sourceId: rowId,
  item: z.string().min(1).max(ITEM_LENGTH),
};

const cardId = (ctx: CommandContext, { kind, id, item }: CardSource): string => ctx.derivedId('review_cards', kind, id, item);

const CARD_COLUMNS = [
  'id',
  'first_due_at',
  'state',
  'due_at',
  'stability',
  'difficulty',
  'learning_step',
  'scheduled_days',
  'reps',
  'lapses',
  'last_review_at',
] as const;

/** Makes a card where there is none yet; one that was put aside comes back. */
export async function keepCard(db: CommandDb, ctx: CommandContext, of: CardSource): Promise<void> {
  const firstDue = firstDueAt(ctx.now);
  await db
    .insertInto('review_cards')
    .values({
      id: cardId(ctx, of),
      user_id: ctx.userId,
      source_kind: of.kind,
      source_id: of.id,
      item: of.item,
      first_due_at: firstDue,
      created_at: ctx.now,
      updated_at: ctx.now,
      ...newCardState(firstDue),
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ suspended_at: null, updated_at: ctx.now }))
    .execute();
}

/** Whether the lesson or the drill has such an item. */
async function isItem(db: CommandDb, ctx: CommandContext, { kind, id, item }: CardSource): Promise<boolean> {
  if (kind === 'listening') return item === 'prompt' && (await owns(db, ctx, 'listening_answers', id));
  if (kind === 'drill') {
    const drill = await db.selectFrom('learn_drills').select('config_json').where('id', '=', id).executeTakeFirst();
    const config = readDrill(drill?.config_json);
    return config !== null && readItem(config, item) !== null;
  }
  const lesson = await db.selectFrom('learn_lessons').select('quiz_json').where('id', '=', id).executeTakeFirst();
  return readQuiz(lesson?.quiz_json)?.questions.some(({ key }) => key === item) ?? false;
}

async function recount(db: CommandDb, ctx: CommandContext, card: { id: string; first_due_at: Date }): Promise<void> {
  const reviews = await db
    .selectFrom('card_reviews')
    .select(['id', 'rating', 'reviewed_at'])
    .where('card_id', '=', card.id)
    .where('taken_back_at', 'is', null)
    .orderBy('reviewed_at')
    .orderBy('id')
    .execute();
  const state = replayed(
    card.first_due_at,
    reviews.map(({ id, rating, reviewed_at }) => ({ id, rating: rating as Rating, at: reviewed_at })),
    await retentionOf(db, ctx),
  );
  await db
    .updateTable('review_cards')
    .set({ ...state, updated_at: ctx.now })
    .where('id', '=', card.id)
    .where('user_id', '=', ctx.userId)
    .execute();
}

async function retentionOf(db: CommandDb, ctx: CommandContext): Promise<number> {
  const rows = await db
    .selectFrom('user_settings')
    .select(['key', 'value'])
    .where('user_id', '=', ctx.userId)
    .where('key', '=', 'reviewRetention')
    .execute();
  return readSettings(rows).reviewRetention;
}

const keep = defineCommand('learn.keepCard', {
  version: 2,
  upgrade: { 1: (args) => args },
  args: z.object(source),
  async apply(db, { sourceKind: kind, sourceId: id, item }, ctx) {
    const of = { kind, id, item };
    if (!(await isItem(db, ctx, of))) return reject('not_found');
    await keepCard(db, ctx, of);
    return ok();
  },
});

/** Its reviews stay, so that it comes back where it was. */
const putAside = defineCommand('learn.putCardAside', {
  version: 2,
  upgrade: { 1: (args) => args },
  args: z.object(source),
  async apply(db, { sourceKind: kind, sourceId: id, item }, ctx) {
    const { numUpdatedRows } = await db
      .updateTable('review_cards')
      .set({ suspended_at: ctx.now, updated_at: ctx.now })
      .where('id', '=', cardId(ctx, { kind, id, item }))
      .where('user_id', '=', ctx.userId)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 0n ? reject('not_found') : ok();
  },
});

const review = defineCommand('learn.review', {
  version: 2,
  upgrade: { 1: (args) => args },
  args: z.object({ id: rowId, ...source, rating: z.literal([1, 2, 3, 4]), day }),
  async apply(db, { id, sourceKind, sourceId, item, rating, day: said }, ctx) {
    const card = await ownRow(db, ctx, 'review_cards', cardId(ctx, { kind: sourceKind, id: sourceId, item }), CARD_COLUMNS);
    if (!card) return reject('not_found');
    const insertion = await insertOwn(db, ctx, 'card_reviews', {
      id,
      card_id: card.id,
      rating,
      day: await boundedDayAt(db, ctx, said, ctx.now),
      reviewed_at: ctx.now,
      state_before: card.state,
      recall_before: recallAt(card, ctx.now, await retentionOf(db, ctx)),
    });
    if (insertion !== 'inserted') return insertionOutcome(insertion);
    await recount(db, ctx, card);
    await occurred(db, ctx, { kind: 'review', id, day: said, at: ctx.now, amounts: {}, reason: 'A card reviewed' });
    return ok();
  },
});

const undoReview = defineCommand('learn.undoReview', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const taken = await db
      .updateTable('card_reviews')
      .set({ taken_back_at: ctx.now })
      .where('id', '=', id)
      .where('user_id', '=', ctx.userId)
      .where('taken_back_at', 'is', null)
      .returning('card_id')
      .executeTakeFirst();
    if (!taken) return (await ownRow(db, ctx, 'card_reviews', id, ['id'])) ? ok() : reject('not_found');
    const card = await ownRow(db, ctx, 'review_cards', taken.card_id, ['id', 'first_due_at']);
    if (card) await recount(db, ctx, card);
    await takenBack(db, ctx, { kind: 'review', id, reason: 'A review taken back' });
    return ok();
  },
});

export const cardCommands = [keep, putAside, review, undoReview] as const;
