// Using what a person has: a boost for the day, a re-roll of a daily quest, a treat, and what is worn.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { ownRow } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, rowId } from '../../command/values.ts';
import { noted } from '../history.ts';
import { visibleItem } from '../items.ts';
import { isOwnedForGood, isWorn } from '../rules/effects.ts';

const THING = ['item_id', 'status', 'effect_kind', 'redeemed_at'] as const;

const use = defineCommand('market.use', {
  args: z.object({
    id: rowId,
    day,
    /** The daily quest that is re-rolled. */
    questId: rowId.nullable().default(null),
  }),
  async apply(db, { id, day: sent, questId }, ctx) {
    const thing = await ownRow(db, ctx, 'user_market_purchases', id, THING);
    if (!thing) return reject('not_found');
    // Another device used it.
    if (thing.status === 'redeemed') return ok();
    if (thing.status !== 'active') return reject('already_ended', 'It was given back.');
    const kind = thing.effect_kind ?? 'treat';
    if (isOwnedForGood(kind)) return reject('invalid_arguments', 'It is yours for good and is not used up.');
    if (kind === 'streak_freeze') return reject('invalid_arguments', 'A freeze is used by itself when a day was missed.');
    const on = await boundedDayAt(db, ctx, sent, ctx.now);
    const refusal =
      kind === 'xp_boost'
        ? await boostRefusal(db, ctx, on)
        : kind === 'reroll'
          ? await rerollRefusal(db, ctx, questId, on)
          : null;
    if (refusal) return refusal;
    await db
      .updateTable('user_market_purchases')
      .set({
        status: 'redeemed',
        redeemed_at: ctx.now,
        used_on: on,
        used_for: kind === 'reroll' ? questId : null,
        uses_remaining: 0,
      })
      .where('id', '=', id)
      .execute();
    const name = (await visibleItem(db, ctx, thing.item_id))?.name ?? 'A purchase';
    await noted(db, ctx, { key: [id, 'used', ctx.now.getTime()], type: 'redeem', coins: 0, reason: `Used: ${name}` });
    return ok();
  },
});

async function boostRefusal(db: CommandDb, ctx: CommandContext, on: string): Promise<CommandOutcome | null> {
  const running = await usedOn(db, ctx, 'xp_boost', on);
  return running.length > 0 ? reject('enough_owned', 'A boost runs already today.') : null;
}

async function rerollRefusal(
  db: CommandDb,
  ctx: CommandContext,
  questId: string | null,
  on: string,
): Promise<CommandOutcome | null> {
  if (questId === null) return reject('invalid_arguments', 'Choose the quest to exchange.');
  const quest = await db.selectFrom('universal_quests').select('type').where('id', '=', questId).executeTakeFirst();
  if (quest?.type !== 'daily') return reject('not_found');
  const again = await usedOn(db, ctx, 'reroll', on);
  return again.includes(questId) ? reject('enough_owned', 'This quest was exchanged today already.') : null;
}

/** What was used for, of each thing of the kind that was used on the day. */
async function usedOn(db: CommandDb, ctx: CommandContext, kind: string, on: string): Promise<(string | null)[]> {
  const used = await db
    .selectFrom('user_market_purchases')
    .select(['id', 'used_for'])
    .where('user_id', '=', ctx.userId)
    .where('effect_kind', '=', kind)
    .where('status', '=', 'redeemed')
    .where('used_on', '=', on)
    .orderBy('id')
    .execute();
  return used.map(({ used_for }) => used_for);
}

/** Takes back the use of a treat. A boost and a re-roll have had their effect. */
const unuse = defineCommand('market.unuse', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const thing = await ownRow(db, ctx, 'user_market_purchases', id, THING);
    if (!thing) return reject('not_found');
    if (thing.status !== 'redeemed') return ok();
    if ((thing.effect_kind ?? 'treat') !== 'treat') return reject('already_ended', 'It has had its effect.');
    await db
      .updateTable('user_market_purchases')
      .set({ status: 'active', redeemed_at: null, used_on: null, uses_remaining: 1 })
      .where('id', '=', id)
      .execute();
    await noted(db, ctx, { key: [id, 'not used', ctx.now.getTime()], type: 'adjustment', coins: 0, reason: 'Use taken back' });
    return ok();
  },
});

/** Wears one thing of its kind, in the place of another, or takes it off. */
const wear = defineCommand('market.wear', {
  args: z.object({ id: rowId, isWorn: z.boolean() }),
  async apply(db, { id, isWorn: isOn }, ctx) {
    const thing = await ownRow(db, ctx, 'user_market_purchases', id, THING);
    if (!thing || thing.status !== 'active' || !isWorn(thing.effect_kind)) return reject('not_found');
    await db
      .updateTable('user_market_purchases')
      .set({ equipped_at: null })
      .where('user_id', '=', ctx.userId)
      .where('effect_kind', '=', thing.effect_kind)
      .where('equipped_at', 'is not', null)
      .execute();
    if (isOn) await db.updateTable('user_market_purchases').set({ equipped_at: ctx.now }).where('id', '=', id).execute();
    return ok();
  },
});

export const usingCommands = [use, unuse, wear] as const;
