import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MachineUnderTest } from './machine-under-test.ts';
import { BACKOFF_MAX_MS } from './plans.ts';
import { eventKinds, initialState, stateKinds, transition } from './transition.ts';
import type { Effect, EventKind, MachineEvent, PushFailure, TimerName } from './types.ts';

const sampleEvents: Record<EventKind, MachineEvent> = {
  opened: { kind: 'opened', account: true, savedSeq: 3, passedSeq: 1 },
  'replica-lost': { kind: 'replica-lost' },
  'gave-up': { kind: 'gave-up', error: { code: 'internal' } },
  'command-saved': { kind: 'command-saved', seq: 4 },
  page: { kind: 'page', scope: 'me', bytes: 100, feedSeq: 2 },
  'up-to-date': { kind: 'up-to-date', scope: 'me', moved: true },
  'must-refetch': { kind: 'must-refetch', scope: 'public' },
  applied: { kind: 'applied', passedSeq: 2, isWhole: false },
  'push-ok': { kind: 'push-ok', ackedSeq: 3 },
  'push-failed': { kind: 'push-failed', failure: { kind: 'network' } },
  rotated: { kind: 'rotated' },
  'stream-failed': { kind: 'stream-failed', scope: 'me', failure: { kind: 'network' } },
  online: { kind: 'online' },
  offline: { kind: 'offline' },
  'signed-in': { kind: 'signed-in', savedSeq: 3, passedSeq: 0 },
  left: { kind: 'left', savedSeq: 0, passedSeq: 0 },
  timer: { kind: 'timer', timer: 'stream' },
};

type Act = (world: MachineUnderTest) => void;
const pushFailures: PushFailure[] = [
  { kind: 'network' },
  { kind: 'busy', retryAfterMs: 900 },
  { kind: 'client-reused' },
  { kind: 'out-of-order', resend: true, afterSeq: 0 },
  { kind: 'out-of-order', resend: false, fromSeq: 1, clientId: 'c' },
  { kind: 'too-large' },
  { kind: 'signed-out' },
  { kind: 'refused', error: { code: 'bad_request' } },
];
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.integer({ min: 1, max: 120 }).map(
    (count): Act =>
      (world) =>
        world.save(count),
  ),
  fc.constant<Act>((world) => world.answerPush('ok')),
  fc.constant<Act>((world) => world.answerPush('lost')),
  fc.constantFrom(...pushFailures).map(
    (failure): Act =>
      (world) =>
        world.answerPush(failure),
  ),
  fc.integer({ min: 1, max: 300 }).map(
    (count): Act =>
      (world) =>
        world.loseEnd(count),
  ),
  fc.boolean().map(
    (complete): Act =>
      (world) =>
        world.feed(complete),
  ),
  fc.constant<Act>((world) => world.feed(true, 'public')),
  fc.constant<Act>((world) => world.finishApply()),
  fc.constant<Act>((world) => world.finishRotation()),
  fc.constantFrom<TimerName>('stream', 'push', 'hold').map(
    (timer): Act =>
      (world) =>
        world.fire(timer),
  ),
  fc
    .constantFrom<MachineEvent>(
      { kind: 'online' },
      { kind: 'offline' },
      { kind: 'stream-failed', scope: 'me', failure: { kind: 'network' } },
      { kind: 'stream-failed', scope: 'public', failure: { kind: 'signed-out' } },
      { kind: 'must-refetch', scope: 'me' },
    )
    .map(
      (event): Act =>
        (world) =>
          world.say(event),
    ),
);

describe('the sync machine', () => {
  it('handles every event in every state and ends in a known state', () => {
    for (const kind of stateKinds) {
      for (const event of eventKinds) {
        const { state } = transition({ ...initialState, kind }, sampleEvents[event], { random: 0.5 });
        expect(stateKinds, `${kind} × ${event}`).toContain(state.kind);
      }
    }
  });

  it('never has two pushes or two applies in flight, never forgets what the feed has not passed, and drains once faults stop', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 60 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (acts, random) => {
          const world = new MachineUnderTest(() => random.next().value as number, true);
          for (const step of acts) step(world);
          // After many requests without an answer, the first rounds carry 1, 2, 4 … commands.
          expect(world.heal()).toBeLessThanOrEqual(37);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a sign-in during a rotation pushes only after the rotation, or commands would be sent again under new names', () => {
    const events: MachineEvent[] = [
      { kind: 'online' },
      { kind: 'opened', account: true, savedSeq: 0, passedSeq: 0 },
      { kind: 'command-saved', seq: 1 },
      { kind: 'push-failed', failure: { kind: 'client-reused' } },
      { kind: 'push-failed', failure: { kind: 'client-reused' } },
      { kind: 'signed-in', savedSeq: 1, passedSeq: 0 },
      { kind: 'rotated' },
    ];
    let state = initialState;
    const kinds: string[] = [];
    for (const event of events) {
      const next = transition(state, event, { random: 0 });
      state = next.state;
      kinds.push(next.effects.map(({ kind }) => kind).join(' '));
    }
    expect(kinds.at(-2)?.split(' ')).not.toContain('push');
    expect(kinds.at(-1)?.split(' ')).toContain('push');
  });

  it('resends commands that were acknowledged but are not in rows read from the beginning, which may be of a restored backup (I8)', () => {
    const events: MachineEvent[] = [
      { kind: 'online' },
      { kind: 'opened', account: true, savedSeq: 1, passedSeq: 0 },
      { kind: 'must-refetch', scope: 'me' },
      { kind: 'push-ok', ackedSeq: 1 },
      { kind: 'page', scope: 'me', bytes: 100, feedSeq: 0 },
      { kind: 'up-to-date', scope: 'me', moved: true },
    ];
    const state = events.reduce((before, event) => transition(before, event, { random: 0 }).state, initialState);
    const kindsAfter = (isWhole: boolean): string[] =>
      transition(state, { kind: 'applied', passedSeq: 0, isWhole }, { random: 0 }).effects.map(({ kind }) => kind);
    expect(kindsAfter(true)).toContain('push');
    expect(kindsAfter(false)).not.toContain('push');
  });

  it('after a reconnect sends the last acknowledged command again whose rows have not arrived: the server may have been restored (I8)', () => {
    const pushesAfter = (passedSeq: number): Effect[] => {
      const events: MachineEvent[] = [
        { kind: 'online' },
        { kind: 'opened', account: true, savedSeq: 3, passedSeq: 0 },
        { kind: 'push-ok', ackedSeq: 3 },
        { kind: 'applied', passedSeq, isWhole: false },
        { kind: 'stream-failed', scope: 'me', failure: { kind: 'network' } },
      ];
      const state = events.reduce((before, event) => transition(before, event, { random: 0 }).state, initialState);
      const { effects } = transition(state, { kind: 'timer', timer: 'stream' }, { random: 0 });
      return effects.filter(({ kind }) => kind === 'push');
    };
    expect(pushesAfter(1)).toMatchObject([{ afterSeq: 2 }]);
    expect(pushesAfter(3)).toEqual([]);
  });

  it('sends the last acknowledged command again when the second boundary after it does not show it (I8)', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.feed(true);
    world.feed(true, 'public');
    world.finishApply();
    world.save(2);
    world.answerPush('ok');
    world.loseEnd(2);
    world.feed(true);
    world.finishApply();
    expect(world.pushInFlight, 'the stream may have asked before the acknowledgement').toBeNull();
    world.feed(true);
    expect(world.pushInFlight).toMatchObject({ afterSeq: 1 });
    expect(world.heal()).toBeLessThan(10);
  });

  it('sends everything again when the rows show a command, but not one before it, which the server has lost (I8)', () => {
    const events: MachineEvent[] = [
      { kind: 'online' },
      { kind: 'opened', account: true, savedSeq: 5, passedSeq: 0 },
      { kind: 'push-ok', ackedSeq: 5 },
      { kind: 'page', scope: 'me', bytes: 100, feedSeq: 5 },
      { kind: 'up-to-date', scope: 'me', moved: true },
    ];
    const state = events.reduce((before, event) => transition(before, event, { random: 0 }).state, initialState);
    const pushesAfter = (passedSeq: number): Effect[] =>
      transition(state, { kind: 'applied', passedSeq, isWhole: false }, { random: 0 }).effects.filter(
        ({ kind }) => kind === 'push',
      );
    expect(pushesAfter(2)).toMatchObject([{ afterSeq: 2 }]);
    expect(pushesAfter(5)).toEqual([]);
  });

  it('without an account it never pushes, and stays local whatever the network does', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const world = new MachineUnderTest(() => 0.5, false);
        for (const step of acts) {
          step(world);
          expect(world.state.kind).toBe('local');
          expect(world.pushInFlight).toBeNull();
        }
      }),
    );
  });

  it('signing in pushes the local person’s commands', () => {
    const world = new MachineUnderTest(() => 0.5, false);
    world.save(3);
    world.say({ kind: 'signed-in', savedSeq: 3, passedSeq: 0 });
    expect(world.pushInFlight).toEqual({ kind: 'push', afterSeq: 0, limit: 100 });
    expect(world.heal()).toBeLessThan(10);
  });

  it('holds applying during a long drain, and applies once the backlog is acknowledged', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.feed(true);
    world.feed(true, 'public');
    world.finishApply();
    world.save(300);
    world.answerPush('ok');
    world.feed(true);
    expect(world.state.kind).toBe('draining');
    expect(world.applyInFlight).toBeNull();
    world.answerPush('ok');
    world.answerPush('ok');
    world.feed(true);
    expect(world.applyInFlight).toMatchObject({ forget: true, shows: 300 });
    world.finishApply();
    expect(world.state.facts.passedSeq).toBe(300);
  });

  it('ends a hold when acknowledgements stop, so that rows of other devices are shown', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.feed(true, 'public');
    world.save(300);
    world.answerPush('ok');
    world.feed(true);
    world.fire('hold');
    expect(world.applyInFlight).toMatchObject({ forget: true, shows: 100 });
  });

  it('finds the command with a reused client id by sending one at a time, then rotates from that command', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.save(5);
    world.answerPush('ok');
    world.save(2);
    world.answerPush({ kind: 'client-reused' });
    expect(world.pushInFlight).toMatchObject({ limit: 1 });
    world.answerPush({ kind: 'client-reused' });
    expect(world.rotating).toBe(true);
    expect(world.state.facts.push).toEqual({ kind: 'rotating' });
  });

  it('asks again instead of rotating while rows are being applied, because those rows may pass commands of the rotation', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.save(1);
    world.answerPush('ok');
    world.feed(true, 'public');
    world.finishApply();
    world.feed(true);
    expect(world.applyInFlight).not.toBeNull();
    world.save(1);
    world.pushInFlight = null;
    world.say({ kind: 'push-failed', failure: { kind: 'out-of-order', resend: false, fromSeq: 1, clientId: 'c' } });
    expect(world.rotating).toBe(false);
    world.finishApply();
    world.fire('push');
    world.pushInFlight = null;
    world.say({ kind: 'push-failed', failure: { kind: 'out-of-order', resend: false, fromSeq: 1, clientId: 'c' } });
    expect(world.rotating).toBe(true);
    expect(world.state.facts.ackedSeq).toBe(1);
  });

  it('halves the batch after a request without an answer, down to one command, and doubles it after each acknowledgement', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.save(1_000);
    const limits: number[] = [];
    const sendAnswered = (how: 'ok' | PushFailure): void => {
      limits.push(world.pushInFlight?.limit ?? 0);
      world.answerPush(how);
      world.fire('push');
    };
    for (let failure = 0; failure < 8; failure += 1) sendAnswered({ kind: 'network' });
    expect(limits.splice(0)).toEqual([100, 50, 25, 12, 6, 3, 1, 1]);
    for (let acknowledged = 0; acknowledged < 9; acknowledged += 1) sendAnswered('ok');
    expect(limits.splice(0)).toEqual([1, 2, 4, 8, 16, 32, 64, 100, 100]);
  });

  it('halves the batch also when the request without an answer ended after the streams had failed', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.save(1_000);
    world.say({ kind: 'stream-failed', scope: 'me', failure: { kind: 'network' } });
    world.answerPush({ kind: 'network' });
    world.fire('stream');
    expect(world.pushInFlight).toMatchObject({ limit: 50 });
  });

  it('a refusal other than a timeout does not make requests smaller', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.save(1_000);
    world.answerPush({ kind: 'busy', retryAfterMs: 900 });
    world.fire('push');
    expect(world.pushInFlight).toMatchObject({ limit: 100 });
  });

  it('backs off longer with each failure, up to the bound', () => {
    const world = new MachineUnderTest(() => 0.999, true);
    const waits: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      world.say({ kind: 'stream-failed', scope: 'me', failure: { kind: 'network' } });
      waits.push(world.timers.get('stream') ?? 0);
      world.fire('stream');
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeLessThanOrEqual(BACKOFF_MAX_MS);
  });

  it('with an expired session it keeps saving and waits for a sign-in', () => {
    const world = new MachineUnderTest(() => 0.5, true);
    world.save(1);
    world.answerPush({ kind: 'signed-out' });
    world.save(1);
    expect(world.state.kind).toBe('signed-out');
    expect(world.pushInFlight).toBeNull();
  });
});
