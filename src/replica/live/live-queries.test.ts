import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { replicaDb } from '../query-builder.ts';
import { LiveQueries, type LiveSubscriber } from './live-queries.ts';
import { queryTables } from './query-tables.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Answers queries when the test says so, so that a test can act between question and answer. */
class Answers {
  readonly waiting: ((rows: unknown[]) => void)[] = [];
  readonly live = new LiveQueries(() => new Promise((resolve) => this.waiting.push(resolve)));
  readonly sent: unknown[][] = [];
  readonly subscriber: LiveSubscriber = { onRows: (rows) => this.sent.push(rows), onFailed: () => undefined };
  async answer(...rows: unknown[]): Promise<void> {
    this.waiting.shift()?.(rows);
    await turn();
  }
}
const query = { sql: '', parameters: [], tables: ['habits'] };

it('runs a query at once, and again only when one of its tables was written', async () => {
  const answers = new Answers();
  answers.live.subscribe('a', query, answers.subscriber);
  await answers.answer(1);
  answers.live.touch(['goals']);
  await turn();
  expect(answers.waiting).toHaveLength(0);
  answers.live.touch(['habits']);
  await turn();
  await answers.answer(2);
  expect(answers.sent).toEqual([[1], [2]]);
});

it('never overlaps its own runs: any number of writes during a run leads to one more run', async () => {
  const answers = new Answers();
  answers.live.subscribe('a', query, answers.subscriber);
  for (let i = 0; i < 3; i += 1) {
    answers.live.touch(['habits']);
    await turn();
  }
  expect(answers.waiting).toHaveLength(1);
  await answers.answer('old');
  expect(answers.waiting).toHaveLength(1);
  await answers.answer('new');
  expect(answers.waiting).toHaveLength(0);
  expect(answers.sent).toEqual([['old'], ['new']]);
});

it('sends nothing when the rows are unchanged, and nothing after unsubscribing', async () => {
  const answers = new Answers();
  answers.live.subscribe('a', query, answers.subscriber);
  await answers.answer({ at: new Date(0) });
  answers.live.touchAll();
  await answers.answer({ at: new Date(0) });
  answers.live.touchAll();
  answers.live.unsubscribe('a');
  await answers.answer({ at: new Date(1) });
  expect(answers.sent).toHaveLength(1);
});

it('sends the rows after a failure even when they are unchanged, so that the page stops showing the failure', async () => {
  const heard: string[] = [];
  let isBroken = false;
  const live = new LiveQueries(() => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve([1])));
  live.subscribe('a', query, { onRows: () => heard.push('rows'), onFailed: (message) => heard.push(message) });
  await turn();
  for (isBroken of [true, false]) {
    live.touchAll();
    await turn();
  }
  expect(heard).toEqual(['rows', 'broken', 'rows']);
});

it('finds every table that a query reads, in joins, subqueries, common table expressions and raw SQL', () => {
  const compiled = replicaDb
    .with('recent', (db) => db.selectFrom('focus_sessions').select('id'))
    .selectFrom('habits as h')
    .innerJoin('habit_completions as c', 'c.habit_id', 'h.id')
    .where('h.id', 'in', (eb) => eb.selectFrom('user_streaks').select('id'))
    .select(['h.id', sql<number>`(select count(*) from goals)`.as('goals')])
    .compile();
  expect(queryTables(compiled.query)).toEqual(
    expect.arrayContaining(['focus_sessions', 'habits', 'habit_completions', 'user_streaks', 'goals']),
  );
});

it('repeats its queries as often as it is asked to, and sends none of the rows', async () => {
  const ran: string[] = [];
  const sent: unknown[][] = [];
  const live = new LiveQueries(async (sql) => [ran.push(sql)]);
  const subscriber: LiveSubscriber = { onRows: (rows) => sent.push(rows), onFailed: () => undefined };
  live.subscribe('a', { ...query, sql: 'first' }, subscriber);
  live.subscribe('b', { ...query, sql: 'second' }, subscriber);
  await turn();
  let left = 3;
  await live.repeat(async () => (left -= 1) >= 0);
  expect(ran).toEqual(['first', 'second', 'first', 'second', 'first']);
  expect(sent).toEqual([[1], [2]]);
});
