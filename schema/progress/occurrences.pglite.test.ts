import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { SCENARIO_START, scenarioId, scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { addDays } from '../day.ts';
import type { ClientId } from '../ids.ts';
import { sessionKysely } from '../session.ts';
import { commandContext, type CommandContext, type CommandDb } from '../command/define.ts';
import { amended, occurred, takenBack, type Occurrence } from './occurrences.ts';
import { countTotals, recountTotals } from './recount.ts';

let database: CommandDatabase;
beforeAll(async () => {
  database = await openPgliteDatabase();
}, 240_000);
afterAll(() => database?.close());

const contextOf = (device: string, now = SCENARIO_START): CommandContext =>
  commandContext({ userId: scenarioUser, clientId: scenarioId(device) as ClientId, commandId: 1, now, decidedAt: now });
const ctx = contextOf('phone');
const DAY = '2026-03-02';
const claimed: Occurrence = {
  kind: 'quest',
  id: 'tea',
  day: DAY,
  at: SCENARIO_START,
  amounts: { promised_xp: 10, promised_coins: 4 },
  reason: 'Tea',
};
const undone = { kind: 'quest', id: 'tea', reason: 'Tea undone' } as const;

async function inTransaction(work: (db: CommandDb) => Promise<void>): Promise<void> {
  const db = sessionKysely(database.run);
  await database.run('BEGIN', []);
  try {
    await db
      .insertInto('users')
      .values({ id: scenarioUser, email: 'person@example.org', created_at: SCENARIO_START, updated_at: SCENARIO_START })
      .execute();
    await work(db);
  } finally {
    await database.run('ROLLBACK', []);
  }
}

const ledger = (db: CommandDb) =>
  db.selectFrom('points_ledger').select(['coins', 'xp', 'idempotency_key']).orderBy('idempotency_key').execute();
const wallet = (db: CommandDb) => db.selectFrom('user_wallet').select(['total_coins', 'earned_coins']).executeTakeFirst();
const streak = (db: CommandDb) =>
  db.selectFrom('user_streaks').select(['current_streak', 'last_activity_date']).executeTakeFirst();

/** The totals that are not zero, by `kind measure day`. */
async function totals(db: CommandDb): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('occurrence_totals')
    .select(['kind', 'measure', 'day', 'amount'])
    .where('amount', '<>', 0)
    .orderBy('id')
    .execute();
  return Object.fromEntries(rows.map(({ kind, measure, day, amount }) => [`${kind} ${measure} ${day}`, amount]));
}

async function addSkill(db: CommandDb, key: string): Promise<void> {
  await db
    .insertInto('skill_definitions')
    .values({ id: scenarioId(key), key, name: key, stars_per_level: 3, created_at: SCENARIO_START })
    .execute();
}

describe('an occurrence', () => {
  it('done on two devices is one event, is paid once and counts once', () =>
    inTransaction(async (db) => {
      expect(await occurred(db, ctx, claimed)).toEqual({ xp: 10, coins: 4 });
      expect(await occurred(db, contextOf('desktop'), claimed)).toEqual({ xp: 0, coins: 0 });
      expect(await ledger(db)).toEqual([{ coins: 4, xp: 10, idempotency_key: `${scenarioUser}:quest:tea:claimed` }]);
      expect(await wallet(db)).toEqual({ total_coins: 4, earned_coins: 4 });
      expect(await totals(db)).toEqual({
        [`quest times ${DAY}`]: 1,
        [`quest promised_xp ${DAY}`]: 10,
        [`quest promised_coins ${DAY}`]: 4,
        [`quest xp ${DAY}`]: 10,
        [`quest coins ${DAY}`]: 4,
      });
    }));

  it('taken back leaves both entries, no balance and no totals; done again, it is paid once more', () =>
    inTransaction(async (db) => {
      await occurred(db, ctx, claimed);
      await takenBack(db, ctx, undone);
      await takenBack(db, contextOf('desktop'), undone);
      expect((await ledger(db)).map(({ coins }) => coins)).toEqual([4, -4]);
      expect(await wallet(db)).toEqual({ total_coins: 0, earned_coins: 0 });
      expect(await streak(db)).toEqual({ current_streak: 0, last_activity_date: null });
      expect(await totals(db)).toEqual({});
      await occurred(db, ctx, claimed);
      await occurred(db, contextOf('desktop'), claimed);
      expect(await ledger(db)).toHaveLength(3);
      expect(await wallet(db)).toEqual({ total_coins: 4, earned_coins: 4 });
      expect(await streak(db)).toEqual({ current_streak: 1, last_activity_date: DAY });
      await takenBack(db, ctx, undone);
      expect(await wallet(db)).toEqual({ total_coins: 0, earned_coins: 0 });
    }));

  it('taken back after its coins were spent takes at most the wallet’s balance', () =>
    inTransaction(async (db) => {
      await occurred(db, ctx, claimed);
      await db.updateTable('user_wallet').set({ total_coins: 1, spent_coins: 3 }).execute();
      await takenBack(db, ctx, undone);
      expect((await ledger(db)).map(({ coins }) => coins)).toEqual([4, -1]);
      expect(await wallet(db)).toEqual({ total_coins: 0, earned_coins: 3 });
    }));

  it('of a kind without rates is counted and pays nothing', () =>
    inTransaction(async (db) => {
      expect(await occurred(db, ctx, { ...claimed, kind: 'capture', amounts: {} })).toEqual({ xp: 0, coins: 0 });
      expect(await ledger(db)).toEqual([]);
      expect(await totals(db)).toEqual({ [`capture times ${DAY}`]: 1 });
    }));

  it('below the minimum of its kind is not recorded', () =>
    inTransaction(async (db) => {
      await occurred(db, ctx, {
        ...claimed,
        kind: 'focus',
        span: { from: SCENARIO_START, to: SCENARIO_START },
        amounts: { ms: 90_000 },
      });
      expect(await totals(db)).toEqual({});
    }));

  it('gives stars to existing skills, takes them back, and ignores an unknown skill', () =>
    inTransaction(async (db) => {
      for (const key of ['hearing', 'rhythm']) await addSkill(db, key);
      const skills = [
        { key: 'hearing', stars: 7 },
        { key: 'unheard of', stars: 7 },
        { key: 'rhythm', stars: 2 },
      ];
      const standing = () =>
        db.selectFrom('user_skills').select(['skill_key', 'current_stars', 'current_level']).orderBy('skill_key').execute();
      await occurred(db, ctx, { ...claimed, skills });
      expect(await standing()).toEqual([
        { skill_key: 'hearing', current_stars: 7, current_level: 2 },
        { skill_key: 'rhythm', current_stars: 2, current_level: 0 },
      ]);
      const stars = await db.selectFrom('points_ledger').select(['skill_key', 'skill_stars']).orderBy('skill_key').execute();
      expect(stars).toEqual([
        { skill_key: 'hearing', skill_stars: 7 },
        { skill_key: 'rhythm', skill_stars: 2 },
      ]);
      await takenBack(db, ctx, undone);
      expect((await standing()).map(({ current_stars }) => current_stars)).toEqual([0, 0]);
      const progress = await db.selectFrom('user_progress').select(['total_xp', 'total_skill_stars']).executeTakeFirst();
      expect(progress).toEqual({ total_xp: 0, total_skill_stars: 0 });
    }));

  it('amended moves its totals to another day and keeps its pay where it was paid', () =>
    inTransaction(async (db) => {
      await occurred(db, ctx, claimed);
      const nextDay = addDays(DAY, 1);
      await amended(db, ctx, { kind: 'quest', id: 'tea', day: nextDay, at: SCENARIO_START, amounts: { promised_xp: 12 } });
      expect(await totals(db)).toEqual({
        [`quest times ${nextDay}`]: 1,
        [`quest promised_xp ${nextDay}`]: 12,
        [`quest xp ${DAY}`]: 10,
        [`quest coins ${DAY}`]: 4,
      });
      await takenBack(db, ctx, undone);
      expect(await totals(db)).toEqual({});
    }));
});

describe('the totals', () => {
  const action = fc.record({
    verb: fc.constantFrom('do', 'do', 'do', 'undo', 'amend'),
    kind: fc.constantFrom('focus', 'workout', 'quest', 'capture'),
    id: fc.constantFrom('a', 'b', 'c'),
    dayOffset: fc.integer({ min: -70, max: 0 }).map((offset) => Math.trunc(offset / 10)),
    minutes: fc.integer({ min: 0, max: 90 }),
    amount: fc.integer({ min: 0, max: 120 }),
  } as const);

  it(
    'equal a recount after any occurrences and reversals',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 14 }), (actions) =>
          inTransaction(async (db) => {
            for (const { verb, kind, id, dayOffset, minutes, amount } of actions) {
              const from = new Date(SCENARIO_START.getTime() + dayOffset * 86_400_000);
              const span = { from, to: new Date(from.getTime() + minutes * 60_000) };
              const amounts = {
                focus: { ms: minutes * 60_000, planned_ms: amount % 2 === 0 ? minutes * 60_000 : 0 },
                workout: { ms: minutes * 60_000, working_sets: amount, volume_g: amount * 1_234 },
                quest: { promised_xp: amount, promised_coins: amount },
                capture: {},
              }[kind];
              const facts = { kind, id, day: addDays(DAY, dayOffset), at: span.to, span, amounts };
              if (verb === 'do') await occurred(db, ctx, { ...facts, reason: 'Done' });
              else if (verb === 'undo') await takenBack(db, ctx, { kind, id, reason: 'Undone' });
              else await amended(db, ctx, facts);
            }
            const kept = await totals(db);
            const counted = [...(await countTotals(db, scenarioUser)).values()];
            expect(
              Object.fromEntries(counted.map(({ kind, measure, day, amount }) => [`${kind} ${measure} ${day}`, amount])),
            ).toEqual(kept);
            await recountTotals(db, scenarioUser);
            expect(await totals(db)).toEqual(kept);
            const entries = await ledger(db);
            const sum = entries.reduce((coins, entry) => coins + entry.coins, 0);
            expect((await wallet(db))?.total_coins ?? 0).toBe(sum);
          }),
        ),
        { numRuns: 40 },
      ),
    300_000,
  );
});
