// Pays for what a person did, and takes it back when its cause is undone. points_ledger is the truth and only appended to;
// wallet, level, skill stars and streaks are derived from it in the same transaction. Invariants: a cause
// (`user:source:occurrence:rule`) is paid at most once at a time, from any number of devices; the sums of the ledger equal
// the balances; no balance goes below zero.
import { sql } from 'kysely';
import { levelFromXp } from '../rules/levels.ts';
import { extendStreak, streakFromDays, type Streak } from '../rules/streaks.ts';
import { ok, type CommandContext, type CommandDb, type CommandOutcome } from './define.ts';

/** What is paid for: `source` is the kind of activity and names its streak, `occurrence` the id of what was done. */
export interface AwardCause {
  source: string;
  occurrence: string;
  rule: string;
}

export interface Award extends AwardCause {
  xp: number;
  coins: number;
  /** In the person's words, for the ledger history. */
  reason: string;
  /** The person's day of the act. */
  day: string;
  skill?: { key: string; stars: number };
}

interface LedgerAmounts {
  xp: number;
  coins: number;
  stars: number;
  skillKey: string | null;
}

interface StandingEntry extends LedgerAmounts {
  id: string;
  day: string | null;
}

/** Pays once: when this cause is already paid and not taken back, nothing changes. */
export async function award(db: CommandDb, ctx: CommandContext, paid: Award): Promise<CommandOutcome> {
  const skillKey = paid.skill ? await knownSkill(db, paid.skill.key) : null;
  const amounts = { xp: paid.xp, coins: paid.coins, skillKey, stars: skillKey && paid.skill ? paid.skill.stars : 0 };
  for (let generation = 1; ; generation += 1) {
    const key = keyOf(ctx, paid, generation);
    const entry = { ...amounts, key, reason: paid.reason, day: paid.day, reverses: null };
    if (await record(db, ctx, paid, entry)) break;
    if (!(await isTakenBack(db, ledgerId(ctx, key)))) return ok();
  }
  await derive(db, ctx, amounts);
  await touchStreak(db, ctx, paid.source, paid.day);
  return ok();
}

/**
 * Takes an award back by a compensating entry; when it was not paid, nothing changes. Coins that are spent already stay spent:
 * it takes at most what the wallet holds. The same cause can be paid again afterwards.
 */
export async function reverseAward(
  db: CommandDb,
  ctx: CommandContext,
  cause: AwardCause & { reason: string },
): Promise<CommandOutcome> {
  const paid = await standing(db, ctx, cause);
  if (!paid) return ok();
  const { generation, entry } = paid;
  const wallet = await db.selectFrom('user_wallet').select('total_coins').where('user_id', '=', ctx.userId).executeTakeFirst();
  const amounts = {
    xp: -entry.xp,
    coins: -Math.min(entry.coins, wallet?.total_coins ?? 0),
    stars: -entry.stars,
    skillKey: entry.skillKey,
  };
  const key = `${keyOf(ctx, cause, generation)}:undo`;
  await record(db, ctx, cause, { ...amounts, key, reason: cause.reason, day: entry.day, reverses: entry.id });
  await derive(db, ctx, amounts);
  await recountStreak(db, ctx, cause.source);
  return ok();
}

/** A cause paid, taken back and paid again has generations: the second is a row of its own with a key of its own. */
const keyOf = (ctx: CommandContext, { source, occurrence, rule }: AwardCause, generation: number): string =>
  [ctx.userId, source, occurrence, rule, ...(generation > 1 ? [generation] : [])].join(':');

/** The entry that pays this cause now; null when it is not paid, or taken back. */
async function standing(
  db: CommandDb,
  ctx: CommandContext,
  cause: AwardCause,
): Promise<{ generation: number; entry: StandingEntry } | null> {
  for (let generation = 1; ; generation += 1) {
    const row = await db
      .selectFrom('points_ledger')
      .select(['id', 'xp', 'coins', 'skill_stars', 'skill_key', 'day'])
      .where('id', '=', ledgerId(ctx, keyOf(ctx, cause, generation)))
      .executeTakeFirst();
    if (!row) return null;
    if (await isTakenBack(db, row.id)) continue;
    const { id, xp, coins, day } = row;
    return { generation, entry: { id, xp, coins, day, stars: row.skill_stars, skillKey: row.skill_key } };
  }
}

async function isTakenBack(db: CommandDb, entryId: string): Promise<boolean> {
  const undo = await db.selectFrom('points_ledger').select('id').where('reverses_id', '=', entryId).executeTakeFirst();
  return undo !== undefined;
}

const ledgerId = (ctx: CommandContext, key: string): string => ctx.derivedId('points_ledger', ...key.split(':').slice(1));

async function knownSkill(db: CommandDb, key: string): Promise<string | null> {
  const skill = await db.selectFrom('skill_definitions').select('key').where('key', '=', key).executeTakeFirst();
  return skill?.key ?? null;
}

interface Entry extends LedgerAmounts {
  key: string;
  reason: string;
  day: string | null;
  reverses: string | null;
}

/** Appends an entry; false when the ledger has it already. */
async function record(db: CommandDb, ctx: CommandContext, cause: AwardCause, entry: Entry): Promise<boolean> {
  const id = ledgerId(ctx, entry.key);
  const inserted = await db
    .insertInto('points_ledger')
    .values({
      id,
      user_id: ctx.userId,
      event_type: cause.source,
      event_id: cause.occurrence,
      coins: entry.coins,
      xp: entry.xp,
      skill_stars: entry.stars,
      skill_key: entry.skillKey,
      reason: entry.reason,
      idempotency_key: entry.key,
      day: entry.day,
      reverses_id: entry.reverses,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  const metadata = JSON.stringify({ occurrence: cause.occurrence, rule: cause.rule, ledgerId: id });
  await db
    .insertInto('activity_events')
    .values({
      id: ctx.derivedId('activity_events', id),
      user_id: ctx.userId,
      event_type: entry.reverses === null ? cause.source : `${cause.source}.undone`,
      category: cause.source,
      metadata: sql<string>`${metadata}::jsonb`,
      xp_earned: entry.xp,
      coins_earned: entry.coins,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return true;
}

async function derive(db: CommandDb, ctx: CommandContext, amounts: LedgerAmounts): Promise<void> {
  if (amounts.coins !== 0) await addCoins(db, ctx, amounts.coins);
  await addProgress(db, ctx, amounts);
  if (amounts.skillKey !== null) await addStars(db, ctx, amounts.skillKey, amounts.stars);
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

async function addProgress(db: CommandDb, ctx: CommandContext, { xp, stars }: LedgerAmounts): Promise<void> {
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

async function addStars(db: CommandDb, ctx: CommandContext, skillKey: string, stars: number): Promise<void> {
  const skill = await db
    .selectFrom('skill_definitions')
    .leftJoin('user_skills', (join) =>
      join.onRef('user_skills.skill_key', '=', 'skill_definitions.key').on('user_skills.user_id', '=', ctx.userId),
    )
    .select(['user_skills.id', 'user_skills.current_stars', 'skill_definitions.max_level', 'skill_definitions.stars_per_level'])
    .where('skill_definitions.key', '=', skillKey)
    .executeTakeFirstOrThrow();
  const total = (skill.current_stars ?? 0) + stars;
  const now = {
    current_stars: total,
    current_level: Math.min(skill.max_level, Math.floor(total / skill.stars_per_level)),
    updated_at: ctx.now,
  };
  if (skill.id !== null) await db.updateTable('user_skills').set(now).where('id', '=', skill.id).execute();
  else {
    const id = ctx.derivedId('user_skills', skillKey);
    await db
      .insertInto('user_skills')
      .values({ id, user_id: ctx.userId, skill_key: skillKey, ...now, created_at: ctx.now })
      .execute();
  }
}

interface StoredStreak {
  id: string | null;
  streak: Streak;
}

async function storedStreak(db: CommandDb, ctx: CommandContext, type: string): Promise<StoredStreak> {
  const row = await db
    .selectFrom('user_streaks')
    .select(['id', 'current_streak', 'longest_streak', 'last_activity_date'])
    .where('user_id', '=', ctx.userId)
    .where('streak_type', '=', type)
    .executeTakeFirst();
  const streak = {
    current: row?.current_streak ?? 0,
    longest: row?.longest_streak ?? 0,
    lastDay: row?.last_activity_date ?? null,
  };
  return { id: row?.id ?? null, streak };
}

async function touchStreak(db: CommandDb, ctx: CommandContext, type: string, day: string): Promise<void> {
  const stored = await storedStreak(db, ctx, type);
  const extended = extendStreak(stored.streak, day);
  if (extended === stored.streak) return;
  if (extended) await storeStreak(db, ctx, type, stored.id, extended);
  else await recountStreak(db, ctx, type);
}

/** From the days of the ledger that still have a paid entry: a day that came late may join two runs. */
async function recountStreak(db: CommandDb, ctx: CommandContext, type: string): Promise<void> {
  const days = await db
    .selectFrom('points_ledger')
    .select('day')
    .where('user_id', '=', ctx.userId)
    .where('event_type', '=', type)
    .where('day', 'is not', null)
    .groupBy('day')
    .having(sql<boolean>`count(*) filter (where reverses_id is null) > count(*) filter (where reverses_id is not null)`)
    .orderBy('day')
    .execute();
  const { id } = await storedStreak(db, ctx, type);
  await storeStreak(db, ctx, type, id, streakFromDays(days.flatMap(({ day }) => day ?? [])));
}

async function storeStreak(db: CommandDb, ctx: CommandContext, type: string, id: string | null, streak: Streak): Promise<void> {
  const now = {
    current_streak: streak.current,
    longest_streak: streak.longest,
    last_activity_date: streak.lastDay,
    updated_at: ctx.now,
  };
  if (id !== null) await db.updateTable('user_streaks').set(now).where('id', '=', id).execute();
  else {
    const newRowId = ctx.derivedId('user_streaks', type);
    await db
      .insertInto('user_streaks')
      .values({ id: newRowId, user_id: ctx.userId, streak_type: type, ...now, created_at: ctx.now })
      .execute();
  }
}
