// The way out of the wallet: a purchase takes coins once, and giving it back appends the opposite entry. Invariants: the wallet
// is the sum of the ledger and never below zero; one entry for a purchase, from any number of devices.
import type { CommandContext, CommandDb } from '../command/define.ts';

interface Spending {
  /** The id of the purchase. */
  id: string;
  coins: number;
  reason: string;
}

const keyOf = (ctx: CommandContext, id: string): string => `${ctx.userId}:purchase:${id}:bought`;
const entryId = (ctx: CommandContext, id: string, undo?: 'undo'): string =>
  ctx.derivedId('points_ledger', 'purchase', id, ...(undo ? [undo] : []));

export async function coinsOf(db: CommandDb, ctx: CommandContext): Promise<number> {
  const wallet = await db.selectFrom('user_wallet').select('total_coins').where('user_id', '=', ctx.userId).executeTakeFirst();
  return wallet?.total_coins ?? 0;
}

/** False when the wallet holds too little; nothing is written then. */
export async function spent(db: CommandDb, ctx: CommandContext, { id, coins, reason }: Spending): Promise<boolean> {
  if (coins === 0) return true;
  if ((await coinsOf(db, ctx)) < coins) return false;
  await moveCoins(db, ctx, -coins);
  await append(db, ctx, { id: entryId(ctx, id), key: keyOf(ctx, id), reverses: null, purchase: id, coins: -coins, reason });
  return true;
}

/** Of a purchase that was paid. Call it once. */
export async function givenBack(db: CommandDb, ctx: CommandContext, { id, coins, reason }: Spending): Promise<void> {
  if (coins === 0) return;
  await moveCoins(db, ctx, coins);
  const entry = { id: entryId(ctx, id, 'undo'), key: `${keyOf(ctx, id)}:undo`, reverses: entryId(ctx, id) };
  await append(db, ctx, { ...entry, purchase: id, coins, reason });
}

const moveCoins = (db: CommandDb, ctx: CommandContext, coins: number): Promise<unknown> =>
  db
    .updateTable('user_wallet')
    .set((wallet) => ({
      total_coins: wallet('total_coins', '+', coins),
      spent_coins: wallet('spent_coins', '-', coins),
      updated_at: ctx.now,
    }))
    .where('user_id', '=', ctx.userId)
    .execute();

interface Entry {
  id: string;
  key: string;
  reverses: string | null;
  purchase: string;
  coins: number;
  reason: string;
}

/** Without a day: totals and streaks count what was earned on a day. */
const append = (db: CommandDb, ctx: CommandContext, entry: Entry): Promise<unknown> =>
  db
    .insertInto('points_ledger')
    .values({
      id: entry.id,
      user_id: ctx.userId,
      event_type: 'purchase',
      event_id: entry.purchase,
      coins: entry.coins,
      xp: 0,
      skill_stars: 0,
      skill_key: null,
      reason: entry.reason,
      idempotency_key: entry.key,
      day: null,
      reverses_id: entry.reverses,
      created_at: ctx.now,
    })
    .execute();
