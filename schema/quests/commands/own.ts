// A person's own quests. Completing one is an occurrence of its period, so two devices that tick it pay once.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, madeAt, ownRow, patchOwn } from '../../command/kit.ts';
import { boundedDayAt } from '../../command/person-day.ts';
import { day, instant, rowId } from '../../command/values.ts';
import { occurred, takenBack } from '../../progress/occurrences.ts';
import {
  completionPeriod,
  DIFFICULTIES,
  questLimits,
  REPEATS,
  REWARDS,
  streakOf,
  type Difficulty,
  type Repeat,
} from '../rules/own.ts';

const title = z.string().trim().min(1).max(questLimits.title);
const description = z.string().trim().max(questLimits.description).nullable();
const category = z.string().trim().max(questLimits.category).nullable();
const difficulty = z.enum(DIFFICULTIES);
const repeat = z.enum(REPEATS).nullable();

const rewardColumns = (level: Difficulty) => ({ xp_reward: REWARDS[level].xp, coin_reward: REWARDS[level].coins });
const repeatColumns = (every: Repeat | null) => ({ is_repeatable: every !== null, repeat_frequency: every });

const create = defineCommand('quests.create', {
  args: z.object({
    id: rowId,
    title,
    description: description.default(null),
    category: category.default(null),
    difficulty: difficulty.default('medium'),
    repeat: repeat.default(null),
    expiresAt: instant.nullable().default(null),
    /** The shipped quest that this one was made from. */
    sourceQuestId: rowId.nullable().default(null),
  }),
  async apply(db, args, ctx) {
    const insertion = await insertOwn(db, ctx, 'user_quests', {
      id: args.id,
      title: args.title,
      description: args.description,
      category: args.category,
      difficulty: args.difficulty,
      ...rewardColumns(args.difficulty),
      ...repeatColumns(args.repeat),
      status: 'accepted',
      accepted_at: ctx.now,
      expires_at: args.expiresAt,
      source_quest_id: await knownQuest(db, args.sourceQuestId),
      ...madeAt(ctx),
    });
    if (insertion === 'inserted') await follow(db, ctx, args.id);
    return insertionOutcome(insertion);
  },
});

const edit = defineCommand('quests.edit', {
  args: z.object({
    id: rowId,
    title: title.optional(),
    description: description.optional(),
    category: category.optional(),
    difficulty: difficulty.optional(),
    repeat: repeat.optional(),
    expiresAt: instant.nullable().optional(),
  }),
  async apply(db, args, ctx) {
    const outcome = await patchOwn(db, ctx, 'user_quests', args.id, {
      title: args.title,
      description: args.description,
      category: args.category,
      difficulty: args.difficulty,
      ...(args.difficulty !== undefined && rewardColumns(args.difficulty)),
      ...(args.repeat !== undefined && repeatColumns(args.repeat)),
      expires_at: args.expiresAt,
    });
    if (outcome.ok && args.repeat !== undefined) await follow(db, ctx, args.id);
    return outcome;
  },
});

const remove = defineCommand('quests.delete', {
  args: z.object({ id: rowId }),
  apply: (db, { id }, ctx) => deleteOwn(db, ctx, 'user_quests', id),
});

const OWN_COLUMNS = ['title', 'repeat_frequency', 'xp_reward', 'coin_reward', 'expires_at'] as const;

const complete = defineCommand('quests.complete', {
  args: z.object({ id: rowId, day }),
  async apply(db, { id, day: sent }, ctx) {
    const quest = await ownRow(db, ctx, 'user_quests', id, OWN_COLUMNS);
    if (!quest) return reject('not_found');
    if (quest.expires_at !== null && quest.expires_at < ctx.now) return reject('already_ended', 'This quest has expired.');
    const personDay = await boundedDayAt(db, ctx, sent, ctx.now);
    await occurred(db, ctx, {
      kind: 'quest',
      id: completionId(id, quest.repeat_frequency, personDay),
      day: personDay,
      at: ctx.now,
      amounts: { promised_xp: quest.xp_reward, promised_coins: quest.coin_reward },
      links: [{ kind: 'quest', id }],
      reason: quest.title,
    });
    await follow(db, ctx, id);
    return ok();
  },
});

const reopen = defineCommand('quests.reopen', {
  args: z.object({ id: rowId, day }),
  async apply(db, { id, day: sent }, ctx) {
    const quest = await ownRow(db, ctx, 'user_quests', id, OWN_COLUMNS);
    if (!quest) return reject('not_found');
    const personDay = await boundedDayAt(db, ctx, sent, ctx.now);
    await takenBack(db, ctx, {
      kind: 'quest',
      id: completionId(id, quest.repeat_frequency, personDay),
      reason: `Undone: ${quest.title}`,
    });
    await follow(db, ctx, id);
    return ok();
  },
});

/** Keys of a quest's completions sort together: `own/ID/PERIOD`. */
const completionId = (id: string, every: Repeat | null, personDay: string): string =>
  `own/${id}/${completionPeriod(every, personDay)}`;

/** Sets status, last day and streak from the completions that stand. */
async function follow(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  const quest = await ownRow(db, ctx, 'user_quests', id, ['repeat_frequency', 'completed_at']);
  if (!quest) return;
  const events = await db
    .selectFrom('activity_events')
    .select(['day', 'happened_at'])
    .where('user_id', '=', ctx.userId)
    .where('event_type', '=', 'quest')
    .where('occurrence_id', '>=', `own/${id}/`)
    .where('occurrence_id', '<', `own/${id}0`)
    .where('taken_back_at', 'is', null)
    .orderBy('day')
    .orderBy('id')
    .execute();
  const days = events.flatMap(({ day: done }) => done ?? []);
  const last = events.at(-1);
  await db
    .updateTable('user_quests')
    .set({
      status: last ? 'completed' : 'accepted',
      completed_at: last?.happened_at ?? null,
      last_completed_date: last?.day ?? null,
      streak_count: streakOf(quest.repeat_frequency, days),
      updated_at: ctx.now,
    })
    .where('id', '=', id)
    .where('user_id', '=', ctx.userId)
    .execute();
}

async function knownQuest(db: CommandDb, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const row = await db.selectFrom('universal_quests').select('id').where('id', '=', id).executeTakeFirst();
  return row?.id ?? null;
}

export const ownQuestCommands = [create, edit, remove, complete, reopen] as const;
