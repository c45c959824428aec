// Buying and giving back. Invariants: a purchase is paid once, by its id; of two devices that spend the same coins the later one is
// refused and told what is missing; a stock is never sold twice.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { insertionOutcome, insertOwn, ownRow } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, rowId } from '../../command/values.ts';
import { addDays } from '../../day.ts';
import { coinsOf, givenBack, spent } from '../../progress/spending.ts';
import { planClose } from '../freezes.ts';
import { noted } from '../history.ts';
import { putBack, takeStock, visibleItem, type Item } from '../items.ts';
import { isOwnedForGood, MOST_FREEZES, REFUND_MS } from '../rules/effects.ts';
import { whyNotForSale } from '../rules/sale.ts';
import { wishId } from './wishes.ts';

const buy = defineCommand('market.buy', {
  /** `id`: of the purchase. A repeated command with the same id buys nothing more. */
  args: z.object({ id: rowId, itemId: rowId, day }),
  async apply(db, { id, itemId, day: sent }, ctx) {
    if (await ownRow(db, ctx, 'user_market_purchases', id, ['id'])) return ok();
    const item = await visibleItem(db, ctx, itemId);
    if (!item) return reject('not_found');
    const refusal = await refusalOf(db, ctx, item);
    if (refusal) return refusal;
    const personDay = await boundedDayAt(db, ctx, sent, ctx.now);
    const insertion = await addThing(db, ctx, { id, item, coins: item.cost_coins, source: 'bought', day: personDay });
    if (insertion !== 'inserted') return insertionOutcome(insertion);
    if (!(await takeStock(db, ctx, item))) return reject('not_for_sale', 'It is sold out.');
    if (!(await spent(db, ctx, { id, coins: item.cost_coins, reason: item.name }))) return tooDear(db, ctx, item);
    await noted(db, ctx, { key: [id, 'bought'], type: 'purchase', coins: -item.cost_coins, reason: item.name });
    await db.deleteFrom('market_wishes').where('id', '=', wishId(ctx, itemId)).execute();
    if (item.does.kind === 'streak_freeze') await planClose(db, ctx, personDay);
    return ok();
  },
});

async function refusalOf(db: CommandDb, ctx: CommandContext, item: Item): Promise<CommandOutcome | null> {
  if ((await coinsOf(db, ctx)) < item.cost_coins) return tooDear(db, ctx, item);
  const why = whyNotForSale(item, ctx.now);
  if (why !== null) return reject('not_for_sale', why);
  const { kind } = item.does;
  if (kind === 'streak_freeze' && (await countHeld(db, ctx, item)) >= MOST_FREEZES) {
    return reject('enough_owned', `You hold ${MOST_FREEZES} streak freezes.`);
  }
  if (isOwnedForGood(kind) && (await countHeld(db, ctx, item)) > 0)
    return reject('enough_owned', 'You own it already, for good.');
  return null;
}

async function countHeld(db: CommandDb, ctx: CommandContext, item: Item): Promise<number> {
  const held = await db
    .selectFrom('user_market_purchases')
    .select('id')
    .where('user_id', '=', ctx.userId)
    .where('item_id', '=', item.id)
    .where('status', '=', 'active')
    .orderBy('id')
    .execute();
  return held.length;
}

async function tooDear(db: CommandDb, ctx: CommandContext, { name, cost_coins: cost }: Item): Promise<CommandOutcome> {
  const coins = await coinsOf(db, ctx);
  return reject('not_enough_coins', `“${name}” costs ${cost} coins and you have ${coins}: ${cost - coins} are missing.`);
}

interface Thing {
  id: string;
  item: Pick<Item, 'id' | 'does'>;
  coins: number;
  source: 'bought' | 'chest';
  day: string;
}

/** A thing in the person's inventory, bought or found in a chest. */
export const addThing = (db: CommandDb, ctx: CommandContext, { id, item, coins, source, day: personDay }: Thing) =>
  insertOwn(db, ctx, 'user_market_purchases', {
    id,
    item_id: item.id,
    quantity: 1,
    cost_paid_coins: coins,
    purchased_at: ctx.now,
    uses_remaining: 1,
    status: 'active',
    effect_kind: item.does.kind,
    source,
    bought_on: personDay,
    // The day of buying is the first that a freeze covers.
    closed_through: item.does.kind === 'streak_freeze' ? addDays(personDay, -1) : null,
  });

const THING = ['item_id', 'cost_paid_coins', 'purchased_at', 'status', 'effect_kind', 'source', 'bought_on'] as const;

const refund = defineCommand('market.refund', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const thing = await ownRow(db, ctx, 'user_market_purchases', id, THING);
    if (!thing) return reject('not_found');
    // Another device gave it back.
    if (thing.status === 'refunded') return ok();
    if (thing.status !== 'active') return reject('already_ended', 'It has been used.');
    if (thing.source !== 'bought') return reject('not_for_sale', 'It was found in a chest, so there is no price to give back.');
    if (ctx.now.getTime() - thing.purchased_at.getTime() > REFUND_MS) {
      return reject('already_ended', 'A purchase can be given back for 24 hours.');
    }
    await db
      .updateTable('user_market_purchases')
      .set({ status: 'refunded', refunded_at: ctx.now, refund_reason: 'Given back', equipped_at: null, uses_remaining: 0 })
      .where('id', '=', id)
      .execute();
    const item = await visibleItem(db, ctx, thing.item_id);
    const name = item?.name ?? 'A purchase';
    await givenBack(db, ctx, { id, coins: thing.cost_paid_coins, reason: `Given back: ${name}` });
    if (item) await putBack(db, ctx, item.id);
    await noted(db, ctx, { key: [id, 'refunded'], type: 'refund', coins: thing.cost_paid_coins, reason: `Given back: ${name}` });
    if (thing.effect_kind === 'streak_freeze' && thing.bought_on !== null) await planClose(db, ctx, thing.bought_on);
    return ok();
  },
});

export const buyingCommands = [buy, refund] as const;
