// The wishlist.
import { z } from 'zod';
import { defineCommand, reject, type CommandContext } from '../../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { visibleItem } from '../items.ts';

export const wishId = (ctx: CommandContext, itemId: string): string => ctx.derivedId('market_wishes', itemId);

const wish = defineCommand('market.wish', {
  args: z.object({ itemId: rowId, isWished: z.boolean() }),
  async apply(db, { itemId, isWished }, ctx) {
    const id = wishId(ctx, itemId);
    if (!isWished) return deleteOwn(db, ctx, 'market_wishes', id);
    if (!(await visibleItem(db, ctx, itemId))) return reject('not_found');
    return insertionOutcome(await insertOwn(db, ctx, 'market_wishes', { id, item_id: itemId, created_at: ctx.now }));
  },
});

export const wishCommands = [wish] as const;
