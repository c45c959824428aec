// Accepting, giving up and claiming a shipped quest. A person has one row for each quest; it is used again in the next period.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { madeAt } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, rowId } from '../../command/values.ts';
import { contentId } from '../../ids.ts';
import { occurred, takenBack } from '../../progress/occurrences.ts';
import {
  claimId,
  claimsOf,
  isEarned,
  payQuest,
  questProgressId,
  questsOfDay,
  refreshQuests,
  SHIPPED_COLUMNS,
  type ShippedQuest,
} from '../progress.ts';
import { periodOf, type QuestType } from '../rules/periods.ts';
import { QUEST_CONTENT, readAfter } from '../rules/chains.ts';

const args = z.object({ questId: rowId, day });

const accept = defineCommand('quests.accept', {
  args,
  async apply(db, { questId, day: sent }, ctx) {
    const quest = await db
      .selectFrom('universal_quests')
      .select([...SHIPPED_COLUMNS, 'is_active'])
      .where('id', '=', questId)
      .executeTakeFirst();
    if (!quest?.is_active) return reject('not_found');
    const after = readAfter(quest.target_config);
    if (after !== null && !(await wasClaimed(db, ctx, contentId(QUEST_CONTENT, after)))) {
      return reject('not_yet', 'Finish the quest before this one first.');
    }
    const personDay = await boundedDayAt(db, ctx, sent, ctx.now);
    const stored = await storedQuest(db, ctx, questId);
    if (stored && isOpen(stored, quest.type, personDay)) return ok();
    const period = periodOf(quest.type, personDay);
    // Nothing that was earned is lost. A device that was offline accepts a period that is over: the row belongs to a later one.
    if (stored && isLater(stored, quest.type, personDay)) {
      const id = claimId(questId, period.from);
      const isPaid = (await claimsOf(db, ctx, [id])).get(id) === true;
      if (!isPaid && (await isEarned(db, ctx, quest, period))) await payAndCount(db, ctx, quest, period.from);
      return ok();
    }
    // A reward that waits is claimed before the row is used for the next period.
    if (stored?.status === 'completed') await payAndCount(db, ctx, quest, stored.period_start ?? personDay);
    const fresh = {
      status: 'accepted' as const,
      progress: 0,
      accepted_at: ctx.now,
      completed_at: null,
      claimed_at: null,
      last_reset_at: ctx.now,
      period_start: period.from,
      period_end: period.to,
    };
    await db
      .insertInto('user_quest_progress')
      .values({ id: questProgressId(ctx, questId), user_id: ctx.userId, quest_id: questId, ...fresh, ...madeAt(ctx) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...fresh, updated_at: ctx.now }))
      .execute();
    const { followed } = await questsOfDay(db, ctx, personDay);
    await refreshQuests(
      db,
      ctx,
      followed.filter((one) => one.questId === questId),
      { takenBack },
    );
    return ok();
  },
});

const abandon = defineCommand('quests.abandon', {
  args: z.object({ questId: rowId }),
  async apply(db, { questId }, ctx) {
    await db
      .updateTable('user_quest_progress')
      .set({ status: 'abandoned', updated_at: ctx.now })
      .where('id', '=', questProgressId(ctx, questId))
      .where('status', 'in', ['accepted', 'in_progress'])
      .execute();
    return ok();
  },
});

const claim = defineCommand('quests.claim', {
  args: z.object({ questId: rowId }),
  async apply(db, { questId }, ctx) {
    const stored = await storedQuest(db, ctx, questId);
    if (!stored) return reject('not_found');
    // Another device claimed it.
    if (stored.status === 'claimed') return ok();
    if (stored.status !== 'completed' || stored.period_start === null)
      return reject('not_yet', 'This quest is not complete yet.');
    const quest = await db.selectFrom('universal_quests').select(SHIPPED_COLUMNS).where('id', '=', questId).executeTakeFirst();
    if (quest) await payQuest(db, ctx, quest, stored.period_start, { occurred });
    await db
      .updateTable('user_quest_progress')
      .set((row) => ({
        status: 'claimed',
        claimed_at: ctx.now,
        times_completed: row('times_completed', '+', 1),
        updated_at: ctx.now,
      }))
      .where('id', '=', questProgressId(ctx, questId))
      .execute();
    return ok();
  },
});

interface StoredQuest {
  status: string;
  period_start: string | null;
  period_end: string | null;
}

const storedQuest = (db: CommandDb, ctx: CommandContext, questId: string): Promise<StoredQuest | undefined> =>
  db
    .selectFrom('user_quest_progress')
    .select(['status', 'period_start', 'period_end'])
    .where('id', '=', questProgressId(ctx, questId))
    .executeTakeFirst();

/** Whether the row is that of the period of the day, and was not given up. A quest that can be done once is never opened again. */
function isOpen({ status, period_start, period_end }: StoredQuest, type: QuestType, personDay: string): boolean {
  if (status === 'abandoned' || period_start === null) return false;
  return type === 'once' || (period_start <= personDay && (period_end === null || personDay <= period_end));
}

/** Whether the row is that of a period after the day. A row never goes back: nothing would count the later period's claim again. */
const isLater = ({ period_start: from }: StoredQuest, type: QuestType, personDay: string): boolean =>
  type !== 'once' && from !== null && from > personDay;

async function wasClaimed(db: CommandDb, ctx: CommandContext, questId: string): Promise<boolean> {
  const row = await db
    .selectFrom('user_quest_progress')
    .select('times_completed')
    .where('id', '=', questProgressId(ctx, questId))
    .executeTakeFirst();
  return (row?.times_completed ?? 0) > 0;
}

async function payAndCount(db: CommandDb, ctx: CommandContext, quest: ShippedQuest, from: string): Promise<void> {
  await payQuest(db, ctx, quest, from, { occurred });
  await db
    .updateTable('user_quest_progress')
    .set((row) => ({ times_completed: row('times_completed', '+', 1) }))
    .where('id', '=', questProgressId(ctx, quest.id))
    .execute();
}

export const shippedQuestCommands = [accept, abandon, claim] as const;
