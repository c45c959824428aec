// @vitest-environment happy-dom
import { act, useEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReplicaQuery, SyncStatus } from './api.ts';
import { ReplicaClient } from './client.ts';
import type { LiveQuery } from './live/live-queries.ts';
import type { LiveRow, LiveRows } from './live/live-read.ts';
import { ReplicaProvider, useRow, useRows } from './react.tsx';
import type { ReplicaCalls } from './calls.ts';

interface Row {
  id: string;
}

const setsOf = (workout: string): ReplicaQuery<Row> => ({
  compile: () => ({ sql: 'select id from exercise_sets where session_id = $1', parameters: [workout], query: undefined }),
  execute: () => Promise.reject(new Error('only its type is used')),
});

const subscribe = vi.fn((_id: string, _query: LiveQuery) => Promise.resolve());
let client: ReplicaClient;
let root: Root;
/** What each render showed, with its workout. */
let seen: [string, LiveRows<Row> | LiveRow<Row>][];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  subscribe.mockClear();
  client = new ReplicaClient({ subscribe, unsubscribe: () => Promise.resolve() } as Partial<ReplicaCalls> as ReplicaCalls);
  root = createRoot(document.createElement('div'));
  seen = [];
});

afterEach(() => act(() => root.unmount()));

const workoutAsked = (id: string): unknown =>
  subscribe.mock.calls.find(([subscribedId]) => subscribedId === id)?.[1].parameters[0];

/** Answers the newest subscription for the workout. */
async function answer(workout: string, ...ids: string[]): Promise<void> {
  const id =
    subscribe.mock.calls
      .map(([subscribedId]) => subscribedId)
      .findLast((subscribedId) => workoutAsked(subscribedId) === workout) ?? '';
  await act(async () => client.receive({ kind: 'rows', id, rows: ids.map((row) => ({ id: row })) }));
}

async function fail(workout: string, message: string): Promise<void> {
  const id =
    subscribe.mock.calls
      .map(([subscribedId]) => subscribedId)
      .findLast((subscribedId) => workoutAsked(subscribedId) === workout) ?? '';
  await act(async () => client.receive({ kind: 'live-failed', id, message }));
}

function Sets({ workout, keepWithin }: { workout: string; keepWithin?: string }) {
  const state = useRows(setsOf(workout), keepWithin === undefined ? {} : { keepWithin });
  useEffect(() => void seen.push([workout, state]));
  return null;
}

function OneSet({ workout, mayArrive = false }: { workout: string; mayArrive?: boolean }) {
  const state = useRow(setsOf(workout), { mayArrive });
  useEffect(() => void seen.push([workout, state]));
  return null;
}

const show = (...children: React.ReactNode[]) =>
  act(async () => root.render(<ReplicaProvider replica={client}>{children}</ReplicaProvider>));

const status = (next: SyncStatus) => act(async () => client.receive({ kind: 'status', status: next }));

/** The last state, without `retry`. */
const shown = () => {
  const state = seen.at(-1)?.[1];
  return state?.kind === 'failed' ? { kind: 'failed', message: state.message } : state;
};

describe('useRows', () => {
  it('is loading as soon as the query changes, and never shows the rows of another workout', async () => {
    await show(<Sets key="sets" workout="monday" />);
    await answer('monday', 'monday-1');
    expect(shown()).toEqual({ kind: 'ready', rows: [{ id: 'monday-1' }] });
    await show(<Sets key="sets" workout="friday" />);
    expect(shown()).toEqual({ kind: 'loading' });
    await answer('friday', 'friday-1');
    await show(<Sets key="sets" workout="monday" />);
    await answer('monday', 'monday-1');
    const foreign = seen.filter(
      ([workout, state]) => state.kind === 'ready' && 'rows' in state && state.rows.some(({ id }) => !id.startsWith(workout)),
    );
    expect(foreign).toEqual([]);
    expect(seen.map(([, { kind }]) => kind)).toEqual(['loading', 'ready', 'loading', 'ready', 'loading', 'ready']);
  });

  it('keeps rows while the query changes within one subject, and drops them when the subject changes', async () => {
    await show(<Sets key="sets" workout="first ten" keepWithin="ada" />);
    await answer('first ten', 'a');
    await show(<Sets key="sets" workout="first twenty" keepWithin="ada" />);
    expect(shown()).toEqual({ kind: 'ready', rows: [{ id: 'a' }] });
    await answer('first twenty', 'a', 'b');
    expect(shown()).toEqual({ kind: 'ready', rows: [{ id: 'a' }, { id: 'b' }] });
    await show(<Sets key="sets" workout="of bob" keepWithin="bob" />);
    expect(shown()).toEqual({ kind: 'loading' });
  });

  it('reports a failure with its message, and retry runs the query again for every subscriber', async () => {
    await show(<Sets key="one" workout="monday" />, <Sets key="two" workout="monday" />);
    expect(subscribe).toHaveBeenCalledTimes(1);
    await fail('monday', 'no such table');
    expect(seen.slice(-2).map(([, { kind }]) => kind)).toEqual(['failed', 'failed']);
    const failed = seen.at(-1)?.[1];
    await act(async () => failed?.kind === 'failed' && failed.retry());
    expect(shown()).toEqual({ kind: 'loading' });
    expect(subscribe.mock.calls.map(([id]) => id)).toEqual(['1', '1']);
    await answer('monday', 'monday-1');
    expect(seen.slice(-2).map(([, { kind }]) => kind)).toEqual(['ready', 'ready']);
  });

  it('subscribes to a query once however often it renders', async () => {
    for (let i = 0; i < 5; i += 1) await show(<Sets key="sets" workout="monday" />);
    expect(subscribe).toHaveBeenCalledTimes(1);
  });
});

describe('useRow', () => {
  it('is missing only after the replica has answered', async () => {
    await show(<OneSet key="set" workout="monday" />);
    expect(shown()).toEqual({ kind: 'loading' });
    await answer('monday');
    expect(shown()).toEqual({ kind: 'missing' });
    await answer('monday', 'monday-1');
    expect(shown()).toEqual({ kind: 'ready', row: { id: 'monday-1' } });
  });

  it('is loading while the sync in progress may still deliver a row that an address names', async () => {
    await show(<OneSet key="set" workout="monday" mayArrive />);
    await status({ kind: 'syncing', waiting: 0, progress: null });
    await answer('monday');
    expect(shown()).toEqual({ kind: 'loading' });
    await status({ kind: 'offline', waiting: 0 });
    expect(shown()).toEqual({ kind: 'missing' });
  });
});
