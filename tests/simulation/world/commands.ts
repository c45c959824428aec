// Commands that exist only in the simulation. Most real commands change nothing when they run twice, which could hide a double
// effect. An append records every effect in order, and a spend can be rejected.
import { sql } from 'kysely';
import { z } from 'zod';
import { occurred } from '#schema/progress/occurrences.ts';
import { defineCommand, ok, reject, type CommandDefinition } from '#schema/command/define.ts';
import { registerCommands } from '#schema/command/read.ts';
import { commandsByName } from '#schema/commands.ts';
import { FORMER_APPEND, LEGACY } from './old-app.ts';

export const registerKey = (register: number): string => `sim:${register}`;

/**
 * Adds the token to the end of a list without checking whether it is there. The old app has version 1 of it, under another
 * name.
 */
const append = defineCommand('sim.append', {
  version: 2,
  formerNames: [FORMER_APPEND],
  upgrade: { 1: ({ list, ...rest }) => ({ ...rest, register: list }) },
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
  args: z.object({
    occurrence: z.uuid(),
    coins: z.int().positive(),
    /** As many as coins without it. */
    xp: z.int().positive().optional(),
    day: z.iso.date(),
  }),
  async apply(db, { occurrence, coins, xp, day }, ctx) {
    const amounts = { promised_xp: xp ?? coins, promised_coins: coins };
    await occurred(db, ctx, { kind: 'quest', id: occurrence, day, at: ctx.now, amounts, reason: 'Earned' });
    return ok();
  },
});

const spend = defineCommand('sim.spend', {
  args: z.object({ occurrence: z.uuid(), coins: z.int().positive() }),
  async apply(db, { occurrence, coins }, ctx) {
    // Writes before it checks, so that a rejection has a write to undo.
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

/** A row with this key must never be visible: the command that writes it is rejected. */
export const REFUSED_KEY = 'refused';

/** A command with a bug: it throws after half of its writes. */
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

/** Version 2 here; an old app saves version 1, which has no upgrade and is rejected. */
const legacy = defineCommand(LEGACY, {
  version: 2,
  args: z.object({ token: z.uuid() }),
  apply: () => Promise.resolve(ok()),
});

/** Adds the commands to the list, in this process only. */
export function installSimulationCommands(): void {
  const all = commandsByName as Map<string, CommandDefinition>;
  const own = [append, earn, spend, fail, legacy] as unknown as CommandDefinition[];
  for (const [name, command] of registerCommands(own)) all.set(name, command);
}
