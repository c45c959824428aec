// A person's own rewards: items that only they see, at their own price. A reward that was bought is withdrawn, not deleted, because
// its purchases would go with it.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { given } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { rewardLimits } from '../rules/effects.ts';

const name = z.string().trim().min(1).max(rewardLimits.name);
const description = z.string().trim().max(rewardLimits.description).nullable();
const cost = z.int().min(1).max(rewardLimits.cost);

const add = defineCommand('market.addReward', {
  args: z.object({ id: rowId, name, description: description.default(null), cost }),
  async apply(db, args, ctx) {
    const known = await ownReward(db, ctx, args.id);
    const row = {
      name: args.name,
      description: args.description || null,
      cost_coins: args.cost,
      available: true,
      updated_at: ctx.now,
    };
    if (known) {
      // The undo of a deletion.
      await db.updateTable('market_items').set(row).where('id', '=', args.id).execute();
      return ok();
    }
    const inserted = await db
      .insertInto('market_items')
      .values({ id: args.id, ...row, category: 'own', is_global: false, created_by_user_id: ctx.userId, created_at: ctx.now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    return inserted.numInsertedOrUpdatedRows === 1n ? ok() : reject('conflict');
  },
});

const edit = defineCommand('market.editReward', {
  args: z.object({ id: rowId, name: name.optional(), description: description.optional(), cost: cost.optional() }),
  async apply(db, { id, name: title, description: text, cost: coins }, ctx) {
    if (!(await ownReward(db, ctx, id))) return reject('not_found');
    await db
      .updateTable('market_items')
      .set({ ...given({ name: title, description: text, cost_coins: coins }), updated_at: ctx.now })
      .where('id', '=', id)
      .execute();
    return ok();
  },
});

const remove = defineCommand('market.deleteReward', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    if (!(await ownReward(db, ctx, id))) return ok();
    const bought = await db
      .selectFrom('user_market_purchases')
      .select('id')
      .where('user_id', '=', ctx.userId)
      .where('item_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (bought)
      await db.updateTable('market_items').set({ available: false, updated_at: ctx.now }).where('id', '=', id).execute();
    else {
      await db.deleteFrom('market_wishes').where('user_id', '=', ctx.userId).where('item_id', '=', id).execute();
      await db.deleteFrom('market_recommendations').where('user_id', '=', ctx.userId).where('item_id', '=', id).execute();
      await db.deleteFrom('market_items').where('id', '=', id).execute();
    }
    return ok();
  },
});

const ownReward = (db: CommandDb, ctx: CommandContext, id: string): Promise<{ id: string } | undefined> =>
  db.selectFrom('market_items').select('id').where('id', '=', id).where('created_by_user_id', '=', ctx.userId).executeTakeFirst();

export const ownRewardCommands = [add, edit, remove] as const;
