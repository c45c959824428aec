import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DeckTrack, PlayerState } from './api.ts';
import { bindMediaSession, type SystemControls } from './media-session.ts';

const track = (title: string, artist: string | null = null): DeckTrack => ({
  trackId: title,
  title,
  artist,
  contentSha256: title,
  durationMs: 100_000,
  integratedLufs: null,
  beatsMs: [],
});

class TestControls implements SystemControls {
  metadata: unknown = null;
  playbackState: 'none' | 'paused' | 'playing' = 'none';
  positions: (MediaPositionState | undefined)[] = [];
  readonly handlers = new Map<MediaSessionAction, (details: MediaSessionActionDetails) => void>();
  constructor(private readonly unknownActions: readonly MediaSessionAction[] = []) {}
  setActionHandler(action: MediaSessionAction, handler: ((details: MediaSessionActionDetails) => void) | null): void {
    if (this.unknownActions.includes(action)) throw new TypeError(`no ${action} here`);
    if (handler) this.handlers.set(action, handler);
    else this.handlers.delete(action);
  }
  setPositionState(state?: MediaPositionState): void {
    this.positions.push(state);
  }
  press(action: MediaSessionAction, more: Partial<MediaSessionActionDetails> = {}): void {
    const handler = this.handlers.get(action);
    if (!handler) throw new Error(`nothing answers ${action}`);
    handler({ action, ...more });
  }
}

/** A player that only keeps what it was told. */
function testPlayer() {
  const state: PlayerState = {
    status: 'paused',
    error: null,
    a: track('Opening', 'The Fixtures'),
    b: null,
    active: 'a',
    durationMs: 100_000,
    speed: 1,
    loop: null,
    isLevelMatched: true,
    trimDb: { a: 0, b: 0 },
    alignment: { kind: 'time', offsetMs: 0 },
    volume: 1,
  };
  let positionMs = 0;
  const listeners = new Set<() => void>();
  const positionListeners = new Set<(positionMs: number) => void>();
  const become = (more: Partial<PlayerState>) => {
    Object.assign(state, more);
    listeners.forEach((listener) => listener());
  };
  const player = {
    state: () => state,
    positionMs: () => positionMs,
    subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    subscribePosition: (listener: (at: number) => void) => (
      positionListeners.add(listener),
      () => positionListeners.delete(listener)
    ),
    play: () => Promise.resolve(become({ status: 'playing' })),
    pause: () => become({ status: 'paused' }),
    seek: (to: number) => player.comeTo(to),
    switchTo: (active: 'a' | 'b') => become({ active }),
    comeTo(to: number) {
      positionMs = to;
      positionListeners.forEach((listener) => listener(to));
    },
    become,
    listenerCount: () => listeners.size + positionListeners.size,
  };
  return player;
}

const describeAs = (of: unknown) => of;
function bound(controls = new TestControls()) {
  const player = testPlayer();
  const leave = bindMediaSession(player, { controls, describe: describeAs }, 'Cadence');
  return { controls, player, leave };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('nothing is taken over before something plays', async () => {
  const { controls, player } = bound();
  player.become({ volume: 0.5 });
  expect([controls.metadata, controls.handlers.size, controls.positions]).toEqual([null, 0, []]);
  await player.play();
  expect(controls.metadata).toEqual({ title: 'Opening', artist: 'The Fixtures', album: 'Cadence' });
  expect(controls.playbackState).toBe('playing');
  expect(controls.positions).toEqual([{ duration: 100, position: 0, playbackRate: 1 }]);
});

it('the system’s buttons do what the page’s do, within the track', async () => {
  const { controls, player } = bound();
  await player.play();
  controls.press('pause');
  expect([player.state().status, controls.playbackState]).toEqual(['paused', 'paused']);
  controls.press('play');
  expect(player.state().status).toBe('playing');
  for (const [action, more, comesTo] of [
    ['seekto', { seekTime: 40 }, 40_000],
    ['seekforward', {}, 45_000],
    ['seekbackward', { seekOffset: 10 }, 35_000],
    ['seekbackward', { seekOffset: 1_000 }, 0],
    ['seekforward', { seekOffset: 1_000 }, 100_000],
  ] as const) {
    controls.press(action, more);
    expect(player.positionMs()).toBe(comesTo);
  }
});

it('previous and next change between A and B while two tracks are compared, and only then', async () => {
  const { controls, player } = bound();
  await player.play();
  expect(controls.handlers.has('nexttrack')).toBe(false);
  player.become({ b: track('Middle') });
  expect(controls.metadata).toMatchObject({ title: 'A: Opening' });
  controls.press('nexttrack');
  expect(controls.metadata).toMatchObject({ title: 'B: Middle', artist: '' });
  controls.press('previoustrack');
  expect(player.state().active).toBe('a');
  player.comeTo(20_000);
  controls.press('previoustrack');
  expect([player.state().active, player.positionMs()]).toEqual(['a', 0]);
  player.become({ b: null });
  expect([controls.handlers.has('nexttrack'), controls.handlers.has('previoustrack')]).toEqual([false, false]);
});

it('the position is told again after a jump or a change of speed, not at each frame', async () => {
  const { controls, player } = bound();
  await player.play();
  for (let frame = 1; frame <= 100; frame++) {
    vi.advanceTimersByTime(16);
    player.comeTo(frame * 16);
  }
  expect(controls.positions).toHaveLength(1);
  player.comeTo(50_000);
  player.become({ speed: 1.5 });
  expect(controls.positions.slice(1)).toEqual([
    { duration: 100, position: 50, playbackRate: 1 },
    { duration: 100, position: 50, playbackRate: 1.5 },
  ]);
});

it('leaving gives the controls back and stops listening', async () => {
  const { controls, player, leave } = bound();
  await player.play();
  leave();
  expect([controls.metadata, controls.playbackState, controls.handlers.size]).toEqual([null, 'none', 0]);
  expect([controls.positions.at(-1), player.listenerCount()]).toEqual([undefined, 0]);
});

it('a browser without the controls, or without some of them, only lacks those', async () => {
  const player = testPlayer();
  expect(() => bindMediaSession(player, { controls: undefined, describe: describeAs }, 'Cadence')()).not.toThrow();
  const { controls, player: another } = bound(new TestControls(['seekto', 'stop']));
  await another.play();
  controls.press('pause');
  expect(another.state().status).toBe('paused');
});
