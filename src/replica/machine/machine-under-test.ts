// The sync machine with a model of driver, server and network, for tests that inject faults.
import { expect } from 'vitest';
import { BACKOFF_MAX_MS, HALTED_RETRY_MS } from './plans.ts';
import { initialState, transition } from './transition.ts';
import type { Effect, MachineEvent, MachineState, PushFailure, TimerName } from './types.ts';

export class MachineUnderTest {
  state: MachineState = initialState;
  saved = 0;
  serverTook = 0;
  feedShows = 0;
  bufferShows = 0;
  passed = 0;
  pushInFlight: { afterSeq: number; limit: number } | null = null;
  streaming = false;
  applyInFlight: { forget: boolean; shows: number } | null = null;
  rotating = false;
  timers = new Map<TimerName, number>();
  refusedStreak = 0;

  constructor(
    readonly random: () => number,
    account: boolean,
  ) {
    this.say({ kind: 'online' });
    this.say({ kind: 'opened', account, savedSeq: 0, passedSeq: 0 });
  }

  say(event: MachineEvent): void {
    const { state, effects } = transition(this.state, event, { random: this.random() });
    this.state = state;
    for (const effect of effects) this.perform(effect);
    expect(state.facts.passedSeq).toBeLessThanOrEqual(this.serverTook);
  }

  perform(effect: Effect): void {
    switch (effect.kind) {
      case 'push':
        expect(this.pushInFlight, 'two pushes in flight').toBeNull();
        expect(effect.afterSeq).toBeLessThan(this.saved);
        this.pushInFlight = effect;
        return;
      case 'abandon-push':
        this.pushInFlight = null;
        return;
      case 'apply':
        expect(this.applyInFlight, 'two applies in flight').toBeNull();
        expect(this.rotating, 'an apply during a rotation').toBe(false);
        this.applyInFlight = { forget: effect.forget, shows: this.bufferShows };
        return;
      case 'rotate':
        expect(this.applyInFlight, 'a rotation during an apply').toBeNull();
        this.rotating = true;
        return;
      case 'start-streams':
        this.streaming = true;
        this.bufferShows = this.passed;
        return;
      case 'stop-streams':
        this.streaming = false;
        return;
      case 'set-timer':
        expect(effect.ms).toBeLessThanOrEqual(Math.max(BACKOFF_MAX_MS, HALTED_RETRY_MS));
        expect(effect.ms).toBeGreaterThan(0);
        this.timers.set(effect.timer, effect.ms);
        return;
      case 'clear-timer':
        this.timers.delete(effect.timer);
        return;
    }
  }

  save(count: number): void {
    for (let i = 0; i < count; i += 1) this.say({ kind: 'command-saved', seq: (this.saved += 1) });
  }

  answerPush(how: 'ok' | 'lost' | PushFailure): void {
    const push = this.pushInFlight;
    if (!push) return;
    this.pushInFlight = null;
    if (how !== 'lost' && push.afterSeq > this.serverTook) {
      return this.say({ kind: 'push-failed', failure: { kind: 'out-of-order', resend: true, afterSeq: this.serverTook } });
    }
    if (how === 'ok' || how === 'lost') {
      this.serverTook = Math.max(this.serverTook, Math.min(this.saved, push.afterSeq + push.limit));
      this.say(
        how === 'ok' ? { kind: 'push-ok', ackedSeq: this.serverTook } : { kind: 'push-failed', failure: { kind: 'network' } },
      );
    } else {
      this.say({ kind: 'push-failed', failure: how });
    }
  }

  /** The server loses its last commands. Without those that the feed has shown: a loss of them is answered with a 409. */
  loseEnd(count: number): void {
    this.serverTook = Math.max(this.feedShows, this.passed, this.serverTook - count);
  }

  feed(isComplete: boolean, scope: 'me' | 'public' = 'me'): void {
    if (!this.streaming) return;
    if (scope === 'me' && this.state.facts.account) {
      this.feedShows = this.serverTook;
      this.bufferShows = this.feedShows;
      this.say({ kind: 'page', scope, bytes: 1_000_000, feedSeq: this.bufferShows });
      if (isComplete && this.streaming) this.say({ kind: 'up-to-date', scope, moved: true });
    } else if (scope === 'public') {
      this.say({ kind: 'up-to-date', scope, moved: false });
    }
  }

  finishApply(): void {
    const apply = this.applyInFlight;
    if (!apply) return;
    this.applyInFlight = null;
    if (apply.forget) this.passed = Math.max(this.passed, apply.shows);
    this.say({ kind: 'applied', passedSeq: this.passed, isWhole: false });
  }

  finishRotation(): void {
    if (!this.rotating) return;
    this.rotating = false;
    this.say({ kind: 'rotated' });
  }

  fire(timer: TimerName): void {
    if (this.timers.delete(timer)) this.say({ kind: 'timer', timer });
  }

  /** Stops all faults. Returns the number of rounds until nothing waits. */
  heal(): number {
    if (!this.state.facts.online) this.say({ kind: 'online' });
    if (this.state.kind === 'signed-out') this.say({ kind: 'signed-in', savedSeq: this.saved, passedSeq: this.passed });
    for (let round = 1; round <= 60; round += 1) {
      for (const timer of [...this.timers.keys()]) this.fire(timer);
      this.finishRotation();
      this.answerPush('ok');
      this.feed(true);
      this.feed(true, 'public');
      this.finishApply();
      if (this.state.kind === 'live' && this.state.facts.passedSeq === this.saved && !this.pushInFlight) return round;
    }
    return Number.POSITIVE_INFINITY;
  }
}
