// I3 and I4 for focus: whatever two devices do to three sessions, in any order of arrival and with any clocks, at most one
// session is open, each is paid once, no minute is paid twice, and the ledger equals the balances.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPgliteDatabase } from './pglite-database.ts';
import { runScenario, scenarioId, step, type CommandDatabase, type Step, type TableRows } from './scenario.ts';

let pglite: CommandDatabase;
beforeAll(async () => {
  pglite = await openPgliteDatabase();
});
afterAll(() => pglite?.close());

const day = '2026-03-02';
const ids = ['one', 'two', 'three'].map((name) => scenarioId(`order ${name}`));

const anyStep: fc.Arbitrary<Step> = fc
  .record({
    id: fc.constantFrom(...ids),
    minute: fc.double({ min: 0, max: 90, noNaN: true }),
    device: fc.constantFrom('phone', 'desktop'),
    verb: fc.constantFrom('start', 'start', 'complete', 'complete', 'pause', 'resume', 'extend', 'abandon', 'expire', 'delete'),
    durationSeconds: fc.option(fc.integer({ min: 60, max: 2_400 })),
  })
  .map(({ id, minute, device, verb, durationSeconds }) => {
    const more = { device } as const;
    if (verb === 'start') {
      const mode = durationSeconds === null ? 'stopwatch' : 'countdown';
      return step(minute, 'focus.start', { id, mode, durationSeconds, day }, more);
    }
    if (verb === 'complete') return step(minute, 'focus.complete', { id, day }, more);
    if (verb === 'extend') return step(minute, 'focus.extend', { id, seconds: 300 }, more);
    // A session left alone ends by time, long after the other actions.
    return step(verb === 'expire' ? minute + 2_000 : minute, `focus.${verb}`, { id }, more);
  });

const numbers = (rows: TableRows, table: string, column: string): number[] =>
  (rows[table] ?? []).map((row) => Number(row[column] ?? 0));
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

it('actions of two devices in any order never open two sessions, pay twice or make balances differ from the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { rows, before, undone } = await runScenario(pglite, { title: 'any order', steps });
      const open = (rows['focus_sessions'] ?? []).filter(({ status }) => status === 'running' || status === 'paused');
      expect(open.length).toBeLessThanOrEqual(1);

      const ledger = rows['points_ledger'] ?? [];
      expect(new Set(ledger.map((row) => row['idempotency_key'])).size).toBe(ledger.length);
      expect(sum(numbers(rows, 'user_wallet', 'total_coins'))).toBe(sum(numbers(rows, 'points_ledger', 'coins')));
      expect(sum(numbers(rows, 'user_progress', 'total_xp'))).toBe(sum(numbers(rows, 'points_ledger', 'xp')));
      expect(sum(numbers(rows, 'focus_sessions', 'xp_awarded'))).toBe(sum(numbers(rows, 'points_ledger', 'xp')));

      // The upper limit: 90 minutes, at most 40 of a session reached later, and a bonus of a fifth.
      expect(sum(numbers(rows, 'points_ledger', 'xp'))).toBeLessThanOrEqual(1.2 * (90 + 40 + 14 * 5));
      for (const row of rows['focus_sessions'] ?? []) expect(Number(row['paused_ms'])).toBeGreaterThanOrEqual(0);
      expect(undone).toEqual(before);
    }),
    { numRuns: 25 },
  );
}, 180_000);
