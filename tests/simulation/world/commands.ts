// Commands only the simulation has. The real ones are gentle: most of them change nothing when they are run twice, so a command
// that took effect twice could hide. An append shows every effect it had, in its order, and a spend can be refused.
import { sql } from 'kysely';
import { z } from 'zod';
import { award } from '#schema/commands/award.ts';
import { defineCommand, ok, reject, type CommandDefinition } from '#schema/commands/define.ts';
import { commandsByName } from '#schema/commands/index.ts';

export const registerKey = (register: number): string => `sim:${register}`;

/** Adds the token to the end of a list, without asking whether it is there. */
const append = defineCommand('sim.append', {
  args: z.object({ register: z.int(), token: z.uuid() }),
  async apply(db, { register, token }, ctx) {
    const id = ctx.derivedId('user_settings', registerKey(register));
    const row = await db.selectFrom('user_settings').select('value').where('id', '=', id).executeTakeFirst();
    const value = sql<string>`${JSON.stringify([...((row?.value as string[] | undefined) ?? []), token])}::jsonb`;
    await db
      .insertInto('user_settings')
      .values({ id, user_id: ctx.userId, key: registerKey(register), value, created_at: ctx.now, updated_at: ctx.now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ value, updated_at: ctx.now }))
      .execute();
    return ok();
  },
});

const earn = defineCommand('sim.earn', {
  args: z.object({ occurrence: z.uuid(), coins: z.int().positive(), day: z.iso.date() }),
  apply: (db, { occurrence, coins, day }, ctx) =>
    award(db, ctx, { source: 'simulation', occurrence, rule: 'earned', xp: coins, coins, reason: 'Earned', day }),
});

const spend = defineCommand('sim.spend', {
  args: z.object({ occurrence: z.uuid(), coins: z.int().positive() }),
  async apply(db, { occurrence, coins }, ctx) {
    // Writes before it looks: a refusal has something to take back.
    await db
      .insertInto('points_ledger')
      .values({
        id: ctx.derivedId('points_ledger', 'spend', occurrence),
        user_id: ctx.userId,
        event_type: 'spend',
        event_id: occurrence,
        coins: -coins,
        xp: 0,
        skill_stars: 0,
        skill_key: null,
        reason: 'Spent',
        idempotency_key: `${ctx.userId}:spend:${occurrence}:spent`,
        day: null,
        reverses_id: null,
        created_at: ctx.now,
      })
      .execute();
    const wallet = await db.selectFrom('user_wallet').select('total_coins').where('user_id', '=', ctx.userId).executeTakeFirst();
    if (!wallet || wallet.total_coins < coins) return reject('not_enough_coins');
    await db
      .updateTable('user_wallet')
      .set((balance) => ({ total_coins: balance('total_coins', '-', coins), updated_at: ctx.now }))
      .where('user_id', '=', ctx.userId)
      .execute();
    return ok();
  },
});

/** Nobody may ever see a row under this key: the command that writes it fails. */
export const REFUSED_KEY = 'refused';

/** A bug that only the server's rows bring out: here, one that always comes out, when half is written. */
const fail = defineCommand('sim.fail', {
  args: z.object({ token: z.uuid() }),
  async apply(db, { token }, ctx) {
    const value = sql<string>`${JSON.stringify(token)}::jsonb`;
    await db
      .insertInto('user_settings')
      .values({ id: token, user_id: ctx.userId, key: REFUSED_KEY, value, created_at: ctx.now, updated_at: ctx.now })
      .execute();
    throw new Error('a command with a bug');
  },
});

/** In its second version here; an old app sends the first, which the server no longer takes. */
const legacy = defineCommand('sim.legacy', {
  version: 2,
  args: z.object({ token: z.uuid() }),
  apply: () => Promise.resolve(ok()),
});

/** Adds them to the list of commands, in this process only. */
export function installSimulationCommands(): void {
  const all = commandsByName as Map<string, CommandDefinition>;
  for (const command of [append, earn, spend, fail, legacy]) all.set(command.name, command as unknown as CommandDefinition);
}
