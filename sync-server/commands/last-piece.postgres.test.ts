// Many people buy the last pieces of a limited item at the same moment.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { push, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import type { PushResponse } from '#schema/protocol/commands.ts';

const BUYERS = 8;
const PIECES = 3;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ withContent: true });
});
afterAll(() => server.close());

test('each piece is sold once, and the others are told that it is sold out and keep their coins', async () => {
  const { pool } = server.database;
  const { rows } = await pool.query<{ id: string; cost_coins: number }>(
    'update market_items set total_stock = $1, remaining_stock = null where total_stock is not null returning id, cost_coins',
    [PIECES],
  );
  const [item] = rows;
  if (!item) throw new Error('no item is limited');
  const people: TestPerson[] = [];
  for (let buyer = 0; buyer < BUYERS; buyer += 1) people.push(await server.signIn());
  for (const { id } of people)
    await pool.query('insert into user_wallet (user_id, total_coins, earned_coins) values ($1, $2, $2)', [id, item.cost_coins]);

  const at = new Date().toISOString();
  const args = () => ({ id: newId(), itemId: item.id, day: at.slice(0, 10) });
  const answers = await Promise.all(
    people.map(async (person) => {
      const answer = await push(person, newId(), [{ id: 1, name: 'market.buy', version: 1, args: args(), at }]);
      return (await answer.json()) as PushResponse;
    }),
  );

  const statuses = answers.map(({ outcomes: [outcome] }) => outcome?.status);
  expect(statuses.filter((status) => status === 'applied')).toHaveLength(PIECES);
  expect(statuses.filter((status) => status === 'rejected')).toHaveLength(BUYERS - PIECES);
  const sold = await pool.query('select remaining_stock from market_items where id = $1', [item.id]);
  expect(sold.rows).toEqual([{ remaining_stock: 0 }]);
  const told = await pool.query('select distinct error_code, error_detail from replica.rejections');
  expect(told.rows).toEqual([{ error_code: 'not_for_sale', error_detail: 'It is sold out.' }]);
  const coins = await pool.query('select total_coins, count(*)::int as people from user_wallet group by 1 order by 1');
  expect(coins.rows).toEqual([
    { total_coins: 0, people: PIECES },
    { total_coins: item.cost_coins, people: BUYERS - PIECES },
  ]);
});
