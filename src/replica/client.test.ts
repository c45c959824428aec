import { describe, expect, it, vi } from 'vitest';
import type { ReplicaQuery } from './api.ts';
import { ReplicaClient } from './client.ts';
import type { LiveQuery } from './live/live-queries.ts';
import type { ReplicaCalls } from './service.ts';

interface Row {
  id: string;
}

function clientWithCalls() {
  const watch = vi.fn((_id: string, _query: LiveQuery) => Promise.resolve());
  const unwatch = vi.fn((_id: string) => Promise.resolve());
  const client = new ReplicaClient({ watch, unwatch } as Partial<ReplicaCalls> as ReplicaCalls);
  return { client, watch, unwatch };
}

const query = (title: string): ReplicaQuery<Row> => ({
  compile: () => ({ sql: 'select id from ideas where title = $1', parameters: [title], query: undefined }),
  execute: () => Promise.reject(new Error('only its type is used')),
});

function listener() {
  const heard: (Row[] | string)[] = [];
  return { heard, onRows: (rows: Row[]) => void heard.push(rows), onError: (error: Error) => void heard.push(error.message) };
}

describe('a live query that several parts of the page ask', () => {
  it('is watched once, each of them hears every answer, and who comes later hears the last one', async () => {
    const { client, watch } = clientWithCalls();
    const [first, second, late, other] = [listener(), listener(), listener(), listener()];
    client.live(query('a'), first.onRows, first.onError);
    client.live(query('a'), second.onRows, second.onError);
    client.live(query('b'), other.onRows, other.onError);
    expect(watch.mock.calls.map(([id]) => id)).toEqual(['1', '2']);

    client.receive({ kind: 'rows', id: '1', rows: [{ id: 'x' }] });
    client.live(query('a'), late.onRows, late.onError);
    await Promise.resolve();
    expect([first.heard, second.heard, late.heard, other.heard]).toEqual([[[{ id: 'x' }]], [[{ id: 'x' }]], [[{ id: 'x' }]], []]);
    expect(watch).toHaveBeenCalledTimes(2);
  });

  it('is given up with the last of them, and asked anew after that', () => {
    const { client, watch, unwatch } = clientWithCalls();
    const [first, second] = [listener(), listener()];
    const stops = [first, second].map(({ onRows, onError }) => client.live(query('a'), onRows, onError));
    stops[0]?.();
    client.receive({ kind: 'rows', id: '1', rows: [] });
    expect([first.heard, second.heard]).toEqual([[], [[]]]);
    expect(unwatch).not.toHaveBeenCalled();
    stops[1]?.();
    stops[1]?.();
    expect(unwatch.mock.calls).toEqual([['1']]);
    client.live(query('a'), first.onRows, first.onError);
    expect(watch.mock.calls.map(([id]) => id)).toEqual(['1', '2']);
  });

  it('tells a failure to each of them and to who comes before the next answer', async () => {
    const { client } = clientWithCalls();
    const [first, late] = [listener(), listener()];
    client.live(query('a'), first.onRows, first.onError);
    client.receive({ kind: 'live-failed', id: '1', message: 'no such table' });
    client.live(query('a'), late.onRows, late.onError);
    await Promise.resolve();
    expect([first.heard, late.heard]).toEqual([['no such table'], ['no such table']]);
  });
});
