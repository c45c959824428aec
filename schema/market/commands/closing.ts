// What happens by time: the close of a day, for streak freezes, and new recommendations.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day } from '../../command/values.ts';
import { addDays } from '../../day.ts';
import { levelFromXp } from '../../progress/rules/levels.ts';
import { coinsOf } from '../../progress/spending.ts';
import { closeDays, planClose } from '../freezes.ts';
import { ITEM_COLUMNS } from '../items.ts';
import { isOwnedForGood, readEffect } from '../rules/effects.ts';
import { recommend, type Facts } from '../rules/recommend.ts';
import { whyNotForSale } from '../rules/sale.ts';

/** Run by the server's job, and by the first device that is opened on the next day. */
const closeDay = defineCommand('market.closeDay', {
  args: z.object({ day }),
  async apply(db, { day: on }, ctx) {
    // A day is over somewhere on Earth from 10:00 UTC of the same date.
    if (on > ctx.decidedAt.toISOString().slice(0, 10)) return reject('not_yet', 'This day is not over.');
    await closeDays(db, ctx, on);
    await planClose(db, ctx, addDays(on, 1));
    return ok();
  },
});

const refresh = defineCommand('market.recommend', {
  args: z.object({ day }),
  async apply(db, { day: sent }, ctx) {
    const today = await boundedDayAt(db, ctx, sent, ctx.now);
    const found = recommend(await factsOf(db, ctx, today));
    await db.deleteFrom('market_recommendations').where('user_id', '=', ctx.userId).execute();
    for (const { itemId, score, reason } of found) {
      const id = ctx.derivedId('market_recommendations', itemId);
      await db
        .insertInto('market_recommendations')
        .values({ id, user_id: ctx.userId, item_id: itemId, score, reason, computed_at: ctx.now })
        .execute();
    }
    return ok();
  },
});

async function factsOf(db: CommandDb, ctx: CommandContext, today: string): Promise<Facts> {
  const progress = await db.selectFrom('user_progress').select('total_xp').where('user_id', '=', ctx.userId).executeTakeFirst();
  const { level, xpIntoLevel, xpToNext } = levelFromXp(progress?.total_xp ?? 0);
  const things = await db
    .selectFrom('user_market_purchases')
    .select(['item_id', 'effect_kind'])
    .where('user_id', '=', ctx.userId)
    .where('status', '=', 'active')
    .orderBy('id')
    .execute();
  const wishes = await db.selectFrom('market_wishes').select('item_id').where('user_id', '=', ctx.userId).orderBy('id').execute();
  const habits = await db
    .selectFrom('habits')
    .select(['name', 'current_streak'])
    .where('user_id', '=', ctx.userId)
    .where('is_active', '=', true)
    .orderBy('current_streak', 'desc')
    .orderBy('id')
    .execute();
  const best = habits[0];
  return {
    coins: await coinsOf(db, ctx),
    level,
    xpToNext: xpToNext - xpIntoLevel,
    streak: best ? { name: best.name, days: best.current_streak } : null,
    freezes: things.filter((thing) => thing.effect_kind === 'streak_freeze').length,
    ...(await activityOf(db, ctx, today)),
    items: await itemsFor(db, ctx, new Set(things.map((thing) => thing.item_id)), new Set(wishes.map((wish) => wish.item_id))),
  };
}

async function activityOf(db: CommandDb, ctx: CommandContext, today: string): Promise<Pick<Facts, 'daysOf' | 'activeDays'>> {
  const totals = await db
    .selectFrom('occurrence_totals')
    .select(['kind', 'day'])
    .where('user_id', '=', ctx.userId)
    .where('measure', '=', 'times')
    .where('amount', '>', 0)
    .where('day', '>', addDays(today, -28))
    .where('day', '<=', today)
    .orderBy('id')
    .execute();
  const daysOf: Record<string, number> = {};
  for (const { kind } of totals) daysOf[kind] = (daysOf[kind] ?? 0) + 1;
  const lastWeek = totals.filter((total) => total.day > addDays(today, -7));
  return { daysOf, activeDays: new Set(lastWeek.map((total) => total.day)).size };
}

async function itemsFor(
  db: CommandDb,
  ctx: CommandContext,
  held: ReadonlySet<string>,
  wished: ReadonlySet<string>,
): Promise<Facts['items']> {
  const rows = await db
    .selectFrom('market_items')
    .select(ITEM_COLUMNS)
    .where((item) => item.or([item('created_by_user_id', 'is', null), item('created_by_user_id', '=', ctx.userId)]))
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => {
    const effect = readEffect(row.effect);
    if (!effect || whyNotForSale(row, ctx.now) !== null) return [];
    const isOwned = isOwnedForGood(effect.kind) && held.has(row.id);
    return [{ id: row.id, name: row.name, cost: row.cost_coins, kind: effect.kind, isWished: wished.has(row.id), isOwned }];
  });
}

export const closingCommands = [closeDay, refresh] as const;
