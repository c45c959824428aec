import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { SCENARIO_START, scenarioId, scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import type { ClientId } from '../ids.ts';
import { sessionKysely } from '../session.ts';
import { award, reverseAward, type Award } from './award.ts';
import { commandContext, type CommandDb } from './define.ts';

let database: CommandDatabase;
beforeAll(async () => {
  database = await openPgliteDatabase();
});
afterAll(() => database?.close());

const ctx = commandContext({
  userId: scenarioUser,
  clientId: scenarioId('phone') as ClientId,
  commandId: 1,
  now: SCENARIO_START,
});
const tick: Award = {
  source: 'habit',
  occurrence: 'tea:2026-03-02',
  rule: 'tick',
  xp: 10,
  coins: 4,
  reason: 'Tea',
  day: '2026-03-02',
};

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

describe('an award', () => {
  it('pays a cause once, and its key says who, what and why', () =>
    inTransaction(async (db) => {
      await award(db, ctx, tick);
      await award(db, ctx, tick);
      expect(await ledger(db)).toEqual([{ coins: 4, xp: 10, idempotency_key: `${scenarioUser}:habit:tea:2026-03-02:tick` }]);
      expect(await wallet(db)).toEqual({ total_coins: 4, earned_coins: 4 });
    }));

  it('taken back leaves both entries and no balance, and can be earned again', () =>
    inTransaction(async (db) => {
      const undo = { ...tick, reason: 'Tea undone' };
      await award(db, ctx, tick);
      await reverseAward(db, ctx, undo);
      await reverseAward(db, ctx, undo);
      expect((await ledger(db)).map(({ coins }) => coins)).toEqual([4, -4]);
      expect(await wallet(db)).toEqual({ total_coins: 0, earned_coins: 0 });
      expect(await streak(db)).toEqual({ current_streak: 0, last_activity_date: null });
      await award(db, ctx, tick);
      await award(db, ctx, tick);
      expect(await ledger(db)).toHaveLength(3);
      expect(await wallet(db)).toEqual({ total_coins: 4, earned_coins: 4 });
      expect(await streak(db)).toEqual({ current_streak: 1, last_activity_date: '2026-03-02' });
    }));

  it('taken back after its coins were spent takes what the wallet holds, never more', () =>
    inTransaction(async (db) => {
      await award(db, ctx, tick);
      await db.updateTable('user_wallet').set({ total_coins: 1, spent_coins: 3 }).execute();
      await reverseAward(db, ctx, { ...tick, reason: 'Tea undone' });
      expect((await ledger(db)).map(({ coins }) => coins)).toEqual([4, -1]);
      expect(await wallet(db)).toEqual({ total_coins: 0, earned_coins: 3 });
    }));

  it('gives stars to a skill that exists and ignores one that does not', () =>
    inTransaction(async (db) => {
      await db
        .insertInto('skill_definitions')
        .values({
          id: scenarioId('listening'),
          key: 'listening',
          name: 'Listening',
          stars_per_level: 3,
          created_at: SCENARIO_START,
        })
        .execute();
      await award(db, ctx, { ...tick, skill: { key: 'listening', stars: 7 } });
      await award(db, ctx, { ...tick, occurrence: 'other', skill: { key: 'unheard of', stars: 7 } });
      const skills = await db.selectFrom('user_skills').select(['skill_key', 'current_stars', 'current_level']).execute();
      expect(skills).toEqual([{ skill_key: 'listening', current_stars: 7, current_level: 2 }]);
      const progress = await db.selectFrom('user_progress').select(['total_xp', 'total_skill_stars']).executeTakeFirst();
      expect(progress).toEqual({ total_xp: 20, total_skill_stars: 7 });
    }));
});
