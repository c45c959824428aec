// Opening a chest that was earned. A chest is opened once: its row in user_rewards has an id made of the person and the chest.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day } from '../../command/values.ts';
import { contentId } from '../../ids.ts';
import { occurred } from '../../progress/occurrences.ts';
import { planClose } from '../freezes.ts';
import { noted } from '../history.ts';
import { visibleItem } from '../items.ts';
import { chestKey, chestsSince, chestsToOpen, contentOf } from '../rules/chests.ts';
import { MARKET_CONTENT } from '../rules/content-kind.ts';
import { addThing } from './buying.ts';

const openChest = defineCommand('market.openChest', {
  args: z.object({ kind: z.enum(['level', 'week', 'season']), of: z.string().max(10), day }),
  async apply(db, { kind, of, day: sent }, ctx) {
    const chest = { kind, of };
    const key = chestKey(chest);
    const id = ctx.derivedId('user_rewards', 'chest', key);
    const known = await db.selectFrom('user_rewards').select('id').where('id', '=', id).executeTakeFirst();
    // Another device opened it.
    if (known) return ok();
    const today = await boundedDayAt(db, ctx, sent, ctx.now);
    const earned = chestsToOpen({ ...(await factsOf(db, ctx, today)), today, opened: new Set() });
    if (!earned.some((one) => chestKey(one) === key)) return reject('not_yet', 'This chest has not been earned.');
    const content = contentOf(ctx.userId, chest);
    const item = content.item === null ? null : await visibleItem(db, ctx, contentId(MARKET_CONTENT, content.item));
    await db
      .insertInto('user_rewards')
      .values({
        id,
        user_id: ctx.userId,
        reward_type: `chest/${key}`,
        coins_earned: content.coins,
        item_id: item?.id ?? null,
        claimed: true,
        claimed_at: ctx.now,
        created_at: ctx.now,
      })
      .execute();
    if (item) {
      await addThing(db, ctx, {
        id: ctx.derivedId('user_market_purchases', 'chest', key),
        item,
        coins: 0,
        source: 'chest',
        day: today,
      });
      if (item.does.kind === 'streak_freeze') await planClose(db, ctx, today);
    }
    if (content.coins > 0) {
      const amounts = { promised_coins: content.coins };
      await occurred(db, ctx, { kind: 'chest', id: key, day: today, at: ctx.now, amounts, reason: CHEST_NAMES[kind] });
    }
    const reason = item ? `${CHEST_NAMES[kind]}: ${item.name}` : CHEST_NAMES[kind];
    await noted(db, ctx, { key: ['chest', key], type: 'reward', coins: content.coins, reason });
    return ok();
  },
});

const CHEST_NAMES = { level: 'Level chest', week: 'Week chest', season: 'Season chest' } as const;

async function factsOf(db: CommandDb, ctx: CommandContext, today: string): Promise<{ level: number; activeDays: string[] }> {
  const progress = await db
    .selectFrom('user_progress')
    .select('current_level')
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  const totals = await db
    .selectFrom('occurrence_totals')
    .select('day')
    .where('user_id', '=', ctx.userId)
    .where('measure', '=', 'xp')
    .where('amount', '>', 0)
    .where('day', '>=', chestsSince(today))
    .orderBy('day')
    .orderBy('id')
    .execute();
  return { level: progress?.current_level ?? 1, activeDays: totals.map(({ day: on }) => on) };
}

export const chestCommands = [openChest] as const;
