// Budgets of one person: rows, which the triggers of migration 0034 count, and time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { capture, pushed, push, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { pruneTombstones } from '../feed/prune.ts';

const ROW_QUOTA = 60;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { rowQuota: ROW_QUOTA } });
});
afterAll(() => server?.close());

async function countedRows({ id }: TestPerson): Promise<{ kept: number; counted: number }> {
  const { rows } = await server.database.pool.query<{ kept: number; counted: number }>(
    `select (select row_count from ops.feed_row_counts where scope = $1) as kept,
            (select count(*) from replica.feed where scope = $1) as counted`,
    [`user:${id}`],
  );
  return rows[0]!;
}

describe('rows of one person', () => {
  test('the stored count equals the number of rows in the feed after changes, deletions and pruning', async () => {
    const person = await server.signIn();
    const clientId = newId();
    const [first, second] = [capture(1, 'a'), capture(2, 'b')];
    await pushed(person, clientId, [first, second, capture(3, 'c')]);
    const afterCaptures = await countedRows(person);
    expect(afterCaptures.kept).toBe(afterCaptures.counted);
    expect(afterCaptures.kept).toBeGreaterThanOrEqual(3);

    const { pool } = server.database;
    await pool.query(`update inbox_items set title = 'changed' where user_id = $1`, [person.id]);
    await pool.query('delete from inbox_items where user_id = $1', [person.id]);
    expect(await countedRows(person)).toEqual(afterCaptures);

    await pruneTombstones(pool, { days: 0 });
    const afterPruning = await countedRows(person);
    expect(afterPruning.kept).toBe(afterPruning.counted);
    expect(afterPruning.kept).toBe(afterCaptures.kept - 3);
  });

  test('beyond the budget a command that adds rows is refused with a message; one that adds none is applied, and other people are unaffected', async () => {
    const person = await server.signIn();
    const clientId = newId();
    let id = 0;
    let refusal: unknown = null;
    const captured: string[] = [];
    while (refusal === null && id < ROW_QUOTA * 2) {
      const sent = capture(++id, `capture ${id}`);
      const { outcomes } = await pushed(person, clientId, [sent]);
      if (outcomes[0]?.status === 'rejected') refusal = outcomes[0].error;
      else captured.push((sent.args as { id: string }).id);
    }
    expect(refusal).toEqual({ code: 'account_full', detail: 'The limit is 60 entries.' });
    expect(captured.length).toBeLessThanOrEqual(ROW_QUOTA);
    const { rows } = await server.database.pool.query('select from inbox_items where user_id = $1', [person.id]);
    expect(rows).toHaveLength(captured.length);

    const removal = { ...capture(++id), name: 'inbox.delete', args: { id: captured[0] } };
    expect((await pushed(person, clientId, [removal])).outcomes).toEqual([{ id, status: 'applied' }]);
    expect((await pushed(await server.signIn(), newId(), [capture(1)])).outcomes[0]?.status).toBe('applied');
  });

  test('far beyond the budget all commands stay on the device, because rejections are rows too', async () => {
    const person = await server.signIn();
    const clientId = newId();
    let id = 0;
    let answer: Response;
    do answer = await push(person, clientId, [capture(++id)]);
    while (answer.ok && id < ROW_QUOTA * 2);
    expect(answer.status).toBe(507);
    expect(await answer.json()).toMatchObject({ error: { code: 'account_full' } });
    expect((await countedRows(person)).kept).toBeLessThanOrEqual(ROW_QUOTA * 1.1 + 1);
  });
});

describe('time of one request', () => {
  let slow: TestServer;
  beforeAll(async () => {
    // With a budget of 0 ms each request takes exactly one command, the minimum.
    slow = await startTestServer({ requestMs: 0 });
  });
  afterAll(() => slow?.close());

  test('a request that runs out of time answers the commands that it took, and the device continues after them', async () => {
    const person = await slow.signIn();
    const clientId = newId();
    const commands = [capture(1, 'a'), capture(2, 'b')];
    expect(await pushed(person, clientId, commands)).toEqual({ lastCommandId: 1, outcomes: [{ id: 1, status: 'applied' }] });
    expect(await pushed(person, clientId, commands.slice(1))).toEqual({
      lastCommandId: 2,
      outcomes: [{ id: 2, status: 'applied' }],
    });
  });
});
