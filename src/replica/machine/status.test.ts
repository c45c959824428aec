import { expect, it } from 'vitest';
import { stateToStatus } from './status.ts';
import { initialState, transition } from './transition.ts';
import type { MachineEvent, TimerName } from './types.ts';

/** The machine with the status it shows and the delay before its next attempt. */
function device() {
  let state = initialState;
  const words: string[] = [];
  const timers = new Map<TimerName, number>();
  const say = (...events: MachineEvent[]): void => {
    for (const event of events) {
      const step = transition(state, event, { random: 0.999 });
      state = step.state;
      for (const effect of step.effects) {
        if (effect.kind === 'set-timer') timers.set(effect.timer, effect.ms);
        if (effect.kind === 'clear-timer') timers.delete(effect.timer);
      }
      const { kind } = stateToStatus(state, null);
      if (words.at(-1) !== kind) words.push(kind);
    }
  };
  say({ kind: 'online' }, { kind: 'opened', account: true, savedSeq: 0, passedSeq: 0 }, ...current);
  return { say, words, timers };
}

const current: MachineEvent[] = [
  { kind: 'up-to-date', scope: 'public', moved: false },
  { kind: 'up-to-date', scope: 'me', moved: false },
];
const failed = (scope: 'me' | 'public'): MachineEvent => ({ kind: 'stream-failed', scope, failure: { kind: 'network' } });
const again: MachineEvent = { kind: 'timer', timer: 'stream' };

it('shows synced only when every received row is applied', () => {
  const events: MachineEvent[] = [
    { kind: 'online' },
    { kind: 'opened', account: true, savedSeq: 0, passedSeq: 0 },
    { kind: 'up-to-date', scope: 'public', moved: false },
    { kind: 'page', scope: 'me', bytes: 3_000_000, feedSeq: 0 },
    { kind: 'up-to-date', scope: 'me', moved: true },
    // The first part of the page has been applied; the last part is being applied.
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

it('shows offline once during repeated failures, and synced once when it is connected again', () => {
  const { say, words } = device();
  words.length = 0;
  for (let attempt = 0; attempt < 8; attempt += 1) say(failed('me'), again);
  expect(words).toEqual(['offline']);
  // The status also waits for the second scope.
  say(...current);
  expect(words).toEqual(['offline', 'synced']);
});

it('when one scope is answered and the other never is, the status stays and the attempts become rarer', () => {
  const { say, words, timers } = device();
  words.length = 0;
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    say(failed('public'));
    waits.push(timers.get('stream') ?? 0);
    say(again, { kind: 'up-to-date', scope: 'me', moved: false });
  }
  expect(words).toEqual(['offline']);
  expect(waits.at(-1)).toBeGreaterThan(20_000);
});

it('when reads are answered and live requests are refused, the attempts become rarer', () => {
  const { say, timers } = device();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    say(failed('me'));
    waits.push(timers.get('stream') ?? 0);
    say(again, ...current);
  }
  expect(waits.at(-1)).toBeGreaterThan(20_000);
});

it('after streams have run well for a while, the count of failures starts again', () => {
  const { say, timers } = device();
  for (let attempt = 0; attempt < 8; attempt += 1) say(failed('me'), again);
  say(...current, again, failed('me'));
  expect(timers.get('stream')).toBeLessThanOrEqual(500);
});
