import { expect, it } from 'vitest';
import { stateToStatus } from './status.ts';
import { initialState, transition } from './transition.ts';
import type { MachineEvent } from './types.ts';

it('says synced only when everything that came is in the rows', () => {
  const events: MachineEvent[] = [
    { kind: 'online' },
    { kind: 'opened', account: true, savedSeq: 0, passedSeq: 0 },
    { kind: 'up-to-date', scope: 'public', moved: false },
    { kind: 'page', scope: 'me', bytes: 3_000_000, feedSeq: 0 },
    { kind: 'up-to-date', scope: 'me', moved: true },
    // The first part of the page has been applied, and now the last one is.
    { kind: 'applied', passedSeq: 0, isWhole: false },
    { kind: 'applied', passedSeq: 0, isWhole: false },
  ];
  const words: string[] = [];
  let state = initialState;
  for (const event of events) {
    ({ state } = transition(state, event, { random: 0 }));
    words.push(stateToStatus(state, null).kind);
  }
  expect(words.slice(2)).toEqual(['syncing', 'syncing', 'syncing', 'syncing', 'synced']);
});
