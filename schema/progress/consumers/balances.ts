// user_wallet and user_progress: the sums of the ledger and the level derived from them. No balance goes below zero.
import type { CommandContext, CommandDb } from '../../command/define.ts';
import type { Change } from '../change.ts';
import { levelFromXp } from '../rules/levels.ts';

export async function updateBalances(db: CommandDb, ctx: CommandContext, { sign, paid, skills }: Change): Promise<void> {
  if (!paid) return;
  const stars = skills.reduce((sum, skill) => sum + sign * skill.stars, 0);
  if (paid.coins !== 0) await addCoins(db, ctx, paid.coins);
  await addProgress(db, ctx, { xp: paid.xp, stars });
}

async function addCoins(db: CommandDb, ctx: CommandContext, coins: number): Promise<void> {
  const updated = await db
    .updateTable('user_wallet')
    .set((wallet) => ({
      total_coins: wallet('total_coins', '+', coins),
      earned_coins: wallet('earned_coins', '+', coins),
      updated_at: ctx.now,
    }))
    .where('user_id', '=', ctx.userId)
    .returning('id')
    .executeTakeFirst();
  if (updated) return;
  await db
    .insertInto('user_wallet')
    .values({
      id: ctx.derivedId('user_wallet'),
      user_id: ctx.userId,
      total_coins: coins,
      earned_coins: coins,
      spent_coins: 0,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute();
}

async function addProgress(db: CommandDb, ctx: CommandContext, { xp, stars }: { xp: number; stars: number }): Promise<void> {
  const updated = await db
    .updateTable('user_progress')
    .set((progress) => ({
      total_xp: progress('total_xp', '+', xp),
      total_skill_stars: progress('total_skill_stars', '+', stars),
      updated_at: ctx.now,
    }))
    .where('user_id', '=', ctx.userId)
    .returning(['id', 'total_xp', 'current_level'])
    .executeTakeFirst();
  const { level, xpToNext } = levelFromXp(updated?.total_xp ?? xp);
  const standsAt = { current_level: level, xp_to_next_level: xpToNext };
  if (updated && updated.current_level !== level) {
    await db.updateTable('user_progress').set(standsAt).where('id', '=', updated.id).execute();
  }
  if (updated) return;
  await db
    .insertInto('user_progress')
    .values({
      id: ctx.derivedId('user_progress'),
      user_id: ctx.userId,
      total_xp: xp,
      total_skill_stars: stars,
      ...standsAt,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute();
}
