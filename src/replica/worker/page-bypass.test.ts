import { expect, it } from 'vitest';
import type { Message } from '@electric-sql/client';
import { PageBypass, type FeedValue } from './page-bypass.ts';

type Change = Extract<Message<FeedValue>, { key: string }>;
const change = (pk: string, deleted = 'false') => ({
  ...{ key: pk, value: { tbl: 'habits', pk, row: '{"n":9007199254740993}', deleted }, headers: { operation: 'insert' } },
});
const upToDate = { headers: { control: 'up-to-date', global_last_seen_lsn: '7' } };
const json = { 'content-type': 'application/json; charset=utf-8', 'electric-offset': '6_1' };

it('takes the rows out of a page, keeps control messages and headers, and returns the rows in order', async () => {
  const bypass = new PageBypass();
  const page = new Response(JSON.stringify([change('a'), change('b', 'true'), upToDate]), { headers: json });
  const answer = bypass.takeRows(page);
  expect(answer.headers.get('electric-offset')).toBe('6_1');
  const [standIn, control] = (await answer.json()) as [Change, unknown];
  expect(control).toEqual(upToDate);
  expect(bypass.rowsOf(standIn)).toEqual([
    { tbl: 'habits', pk: 'a', row: '{"n":9007199254740993}' },
    { tbl: 'habits', pk: 'b', row: null },
  ]);
});

it('passes errors and event streams through unchanged', async () => {
  const bypass = new PageBypass();
  for (const answer of [
    new Response('[]', { status: 409, headers: json }),
    new Response('', { headers: { 'content-type': 'text/event-stream' } }),
  ]) {
    expect(bypass.takeRows(answer)).toBe(answer);
  }
});

it('reads a row of an event stream like a row of a page', () => {
  expect(new PageBypass().rowsOf(change('a', 't') as Change)).toEqual([{ tbl: 'habits', pk: 'a', row: null }]);
});

it('passes the headers on before the body has arrived, because they tell where the next page begins', async () => {
  let send: ((text: string) => void) | undefined;
  const body = new ReadableStream({
    start: (controller) => {
      send = (text) => {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      };
    },
  });
  const answer = new PageBypass().takeRows(new Response(body, { headers: json }));
  expect(answer.headers.get('electric-offset')).toBe('6_1');
  send?.(JSON.stringify([upToDate]));
  expect(await answer.json()).toEqual([upToDate]);
});
