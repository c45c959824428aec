// Items as commands see them: shipped ones and the person's own rewards, never those of others.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { readEffect, type Effect } from './rules/effects.ts';
import type { OnSale } from './rules/sale.ts';

export const ITEM_COLUMNS = [
  'id',
  'name',
  'cost_coins',
  'effect',
  'available',
  'available_from',
  'available_until',
  'total_stock',
  'remaining_stock',
] as const;

export interface Item extends OnSale {
  id: string;
  name: string;
  cost_coins: number;
  does: Effect;
}

export async function visibleItem(db: CommandDb, ctx: CommandContext, id: string): Promise<Item | null> {
  const row = await db
    .selectFrom('market_items')
    .select(ITEM_COLUMNS)
    .where('id', '=', id)
    .where((item) => item.or([item('created_by_user_id', 'is', null), item('created_by_user_id', '=', ctx.userId)]))
    .executeTakeFirst();
  const does = row && readEffect(row.effect);
  return row && does ? { ...row, does } : null;
}

/** Takes one of a limited stock. Only called for items with one left; the row stays locked until the transaction ends. */
export async function takeStock(db: CommandDb, ctx: CommandContext, item: Item): Promise<boolean> {
  if (item.total_stock === null) return true;
  // Content is installed with its total only, so that installing it again does not fill the shelf.
  await db
    .updateTable('market_items')
    .set({ remaining_stock: item.total_stock })
    .where('id', '=', item.id)
    .where('remaining_stock', 'is', null)
    .execute();
  const taken = await db
    .updateTable('market_items')
    .set((row) => ({ remaining_stock: row('remaining_stock', '-', 1), updated_at: ctx.now }))
    .where('id', '=', item.id)
    .where('remaining_stock', '>', 0)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

export const putBack = (db: CommandDb, ctx: CommandContext, itemId: string): Promise<unknown> =>
  db
    .updateTable('market_items')
    .set((row) => ({ remaining_stock: row('remaining_stock', '+', 1), updated_at: ctx.now }))
    .where('id', '=', itemId)
    .where('total_stock', 'is not', null)
    .execute();
