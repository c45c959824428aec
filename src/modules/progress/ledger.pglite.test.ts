import { afterAll, beforeAll, expect, it } from 'vitest';
import { sessionKysely } from '#schema/session.ts';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { SCENARIO_START, scenarioId, scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { ledger } from './queries.ts';

let database: CommandDatabase;
beforeAll(async () => {
  database = await openPgliteDatabase();
  const db = sessionKysely(database.run);
  const at = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
  await db
    .insertInto('user_progress')
    .values({ id: scenarioId('progress'), user_id: scenarioUser, ...at })
    .execute();
  const reasons = ['Focus: Report (draft)', 'Focus: report', 'Focus: 100 %', 'Bought: Tea', 'A star'];
  await db
    .insertInto('points_ledger')
    .values(
      reasons.map((reason, place) => ({
        id: scenarioId(reason),
        user_id: scenarioUser,
        event_type: reason.startsWith('Focus') ? 'focus' : 'purchase',
        event_id: scenarioId(reason),
        xp: reason === 'A star' ? 0 : 5,
        coins: 0,
        skill_stars: 0,
        reason,
        idempotency_key: reason,
        created_at: new Date(SCENARIO_START.getTime() + place * 60_000),
      })),
    )
    .execute();
});
afterAll(() => database?.close());

const found = async (...args: Parameters<typeof ledger>) => {
  const { rows } = await sessionKysely(database.run).executeQuery(ledger(...args).compile());
  return rows.map(({ reason }) => reason);
};

it('the ledger has the newest entry first and leaves out entries without pay', async () => {
  expect(await found(2)).toEqual(['Bought: Tea', 'Focus: 100 %']);
});

it('a search ignores the case of letters and takes every other sign as it is written', async () => {
  expect(await found(9, 'REPORT')).toEqual(['Focus: report', 'Focus: Report (draft)']);
  expect(await found(9, '(draft)')).toEqual(['Focus: Report (draft)']);
  expect(await found(9, 'rep.rt')).toEqual([]);
  expect(await found(9, '%')).toEqual(['Focus: 100 %']);
  expect(await found(9, '', 'purchase')).toEqual(['Bought: Tea']);
});
