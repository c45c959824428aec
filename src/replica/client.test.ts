import { describe, expect, it, vi } from 'vitest';
import type { ReplicaQuery } from './api.ts';
import { ReplicaClient } from './client.ts';
import type { LiveQuery } from './live/live-queries.ts';
import type { ReplicaCalls } from './calls.ts';

interface Row {
  id: string;
}

function clientWithCalls() {
  const subscribe = vi.fn((_id: string, _query: LiveQuery) => Promise.resolve());
  const unsubscribe = vi.fn((_id: string) => Promise.resolve());
  const client = new ReplicaClient({ subscribe, unsubscribe } as Partial<ReplicaCalls> as ReplicaCalls);
  return { client, subscribe, unsubscribe };
}

const query = (title: string): ReplicaQuery<Row> => ({
  compile: () => ({ sql: 'select id from ideas where title = $1', parameters: [title], query: undefined }),
  execute: () => Promise.reject(new Error('only its type is used')),
});

function listener() {
  const heard: (Row[] | string)[] = [];
  return { heard, onRows: (rows: Row[]) => void heard.push(rows), onError: (error: Error) => void heard.push(error.message) };
}

describe('a command that the rows refuse', () => {
  const error = { code: 'not_found' } as const;
  const save = vi.fn<ReplicaCalls['save']>(() => Promise.resolve({ ok: true, value: [{ refused: error }] }));
  const dismissRejected = vi.fn((_id: string) => Promise.resolve());
  const client = new ReplicaClient({ save, dismissRejected } as Partial<ReplicaCalls> as ReplicaCalls);

  it('has a receipt with its refusal', async () => {
    const { applied } = await client.dispatch('inbox.edit', {});
    expect(await applied).toEqual({ kind: 'rejected', error });
  });

  it('stays among the refused ones when it was tried again', async () => {
    const rejected = { id: 'c:1', name: 'inbox.edit', version: 1, args: {}, error, at: new Date(0) };
    client.receive({ kind: 'rejected', rejected: [rejected] });
    const { applied } = await client.retryRejected('c:1');
    expect(await applied).toEqual({ kind: 'rejected', error });
    expect(dismissRejected).not.toHaveBeenCalled();
  });
});

describe('a live query with several subscribers on the page', () => {
  it('is subscribed to once; every subscriber gets every answer, and a late one gets the latest answer', async () => {
    const { client, subscribe } = clientWithCalls();
    const [first, second, late, other] = [listener(), listener(), listener(), listener()];
    client.subscribeRows(query('a'), first.onRows, first.onError);
    client.subscribeRows(query('a'), second.onRows, second.onError);
    client.subscribeRows(query('b'), other.onRows, other.onError);
    expect(subscribe.mock.calls.map(([id]) => id)).toEqual(['1', '2']);

    client.receive({ kind: 'rows', id: '1', rows: [{ id: 'x' }] });
    client.subscribeRows(query('a'), late.onRows, late.onError);
    await Promise.resolve();
    expect([first.heard, second.heard, late.heard, other.heard]).toEqual([[[{ id: 'x' }]], [[{ id: 'x' }]], [[{ id: 'x' }]], []]);
    expect(subscribe).toHaveBeenCalledTimes(2);
  });

  it('is unsubscribed with its last subscriber, and subscribed to again after that', () => {
    const { client, subscribe, unsubscribe } = clientWithCalls();
    const [first, second] = [listener(), listener()];
    const stops = [first, second].map(({ onRows, onError }) => client.subscribeRows(query('a'), onRows, onError));
    stops[0]?.();
    client.receive({ kind: 'rows', id: '1', rows: [] });
    expect([first.heard, second.heard]).toEqual([[], [[]]]);
    expect(unsubscribe).not.toHaveBeenCalled();
    stops[1]?.();
    stops[1]?.();
    expect(unsubscribe.mock.calls).toEqual([['1']]);
    client.subscribeRows(query('a'), first.onRows, first.onError);
    expect(subscribe.mock.calls.map(([id]) => id)).toEqual(['1', '2']);
  });

  it('reports a failure to every subscriber, and to those who subscribe before the next answer', async () => {
    const { client } = clientWithCalls();
    const [first, late] = [listener(), listener()];
    client.subscribeRows(query('a'), first.onRows, first.onError);
    client.receive({ kind: 'live-failed', id: '1', message: 'no such table' });
    client.subscribeRows(query('a'), late.onRows, late.onError);
    await Promise.resolve();
    expect([first.heard, late.heard]).toEqual([['no such table'], ['no such table']]);
  });
});
