import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeckTrack } from './api.ts';
import { TrackPlayer } from './track-player.ts';
import type { MediaElement, SoundOutput } from './voice.ts';

/** An audio element on the test's clock; a seek takes 20 ms. */
class TestElement {
  src = '';
  private rate = 1;
  preservesPitch = false;
  preload = '';
  readyState = 0;
  error = null;
  seeking = false;
  duration = 100;
  paused = true;
  private readonly handlers = new Map<string, () => void>();
  private baseS = 0;
  private sinceMs = 0;
  seeks = 0;

  addEventListener(name: string, handler: () => void): void {
    this.handlers.set(name, handler);
  }
  metadata(): void {
    this.readyState = 4;
    this.handlers.get('loadedmetadata')?.();
  }
  fail(): void {
    this.handlers.get('error')?.();
  }
  get playbackRate(): number {
    return this.rate;
  }
  set playbackRate(rate: number) {
    this.baseS = this.currentTime;
    this.sinceMs = Date.now();
    this.rate = rate;
  }
  get currentTime(): number {
    return Math.min(this.duration, this.baseS + (this.paused ? 0 : ((Date.now() - this.sinceMs) / 1000) * this.playbackRate));
  }
  set currentTime(seconds: number) {
    this.baseS = seconds;
    this.sinceMs = Date.now();
    this.seeks++;
    this.seeking = true;
    setTimeout(() => (this.seeking = false), 20);
  }
  play(): Promise<void> {
    if (this.paused) this.sinceMs = Date.now();
    this.paused = false;
    return Promise.resolve();
  }
  pause(): void {
    this.baseS = this.currentTime;
    this.paused = true;
  }
  finish(): void {
    this.baseS = this.duration;
    this.paused = true;
    this.handlers.get('ended')?.();
  }
  /** Loses some ms, as an element does whose data come late. */
  stumble(ms: number): void {
    this.baseS -= ms / 1000;
  }
  load(): void {}
  removeAttribute(): void {
    this.src = '';
  }
}

/** The gains as they end after a ramp, deck by deck. */
function testOutput() {
  const decks: number[] = [];
  const ramps: number[] = [];
  const delays: number[] = [];
  const output: SoundOutput = {
    resume: () => Promise.resolve(),
    master: { ramp: () => undefined },
    close: () => undefined,
    addDeck() {
      const at = decks.push(0) - 1;
      return {
        gain: {
          ramp(to, seconds) {
            decks[at] = to;
            ramps.push(seconds);
          },
        },
        delay(ms) {
          delays[at] = ms;
        },
        addVoice: () => ({ ramp: () => undefined }),
      };
    },
  };
  return { output, decks, ramps, delays };
}

const grid = (startMs: number, intervalMs: number) => Array.from({ length: 150 }, (_, i) => startMs + i * intervalMs);
const track = (id: string, more: Partial<DeckTrack> = {}): DeckTrack => ({
  trackId: id,
  title: id,
  artist: null,
  contentSha256: `sha-${id}`,
  durationMs: 100_000,
  integratedLufs: -14,
  beatsMs: grid(0, 500),
  ...more,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function studio() {
  const elements: TestElement[] = [];
  const { output, decks, ramps, delays } = testOutput();
  const player = new TrackPlayer(
    { get: () => Promise.resolve(undefined), url: (sha256) => `/v1/blobs/${sha256}` },
    {
      createElement() {
        const element = new TestElement();
        elements.push(element);
        return element as unknown as MediaElement;
      },
      openOutput: () => output,
      nextFrame: (callback) => void setTimeout(callback, 16),
    },
  );
  const arrive = async () => {
    await pass(0);
    for (const element of elements) if (element.src !== '' && element.readyState === 0) element.metadata();
    await pass(50);
  };
  return { player, elements, decks, ramps, delays, arrive };
}

async function comparing(b: Partial<DeckTrack>, alignment?: Parameters<TrackPlayer['compareWith']>[1]) {
  const all = studio();
  all.player.load(track('a', { integratedLufs: -9 }));
  all.player.compareWith(track('b', b), alignment);
  await all.arrive();
  await all.player.play();
  await pass(3000);
  return all;
}

describe('one track', () => {
  it('loads, plays, seeks and tells where it is', async () => {
    const { player, arrive, elements } = studio();
    player.load(track('a'));
    expect(player.state().status).toBe('loading');
    await arrive();
    expect(player.state()).toMatchObject({ status: 'paused', durationMs: 100_000 });
    expect(elements[0]).toMatchObject({ src: '/v1/blobs/sha-a', preservesPitch: true });
    const told: number[] = [];
    player.subscribePosition((positionMs) => told.push(positionMs));
    player.setSpeed(0.5);
    await player.play();
    await pass(2000);
    expect(player.positionMs()).toBeCloseTo(1000, -1);
    expect(told.length).toBeGreaterThan(100);
    player.seek(50_000);
    expect(player.positionMs()).toBeCloseTo(50_000, -1);
    player.pause();
    await pass(1000);
    expect(player.positionMs()).toBeCloseTo(50_000, -1);
  });

  it('a seek before the file is there is kept', async () => {
    const { player, arrive } = studio();
    player.load(track('a'));
    player.seek(12_000);
    expect(player.positionMs()).toBe(12_000);
    await arrive();
    expect(player.positionMs()).toBe(12_000);
  });

  it('a browser that does not begin to play is said so, and shown as paused', async () => {
    const { player, arrive, elements } = studio();
    player.load(track('a'));
    await arrive();
    // As Firefox without a sound device: the promise resolves and the position stays.
    vi.spyOn(elements[0]!, 'currentTime', 'get').mockReturnValue(0);
    await player.play();
    expect(player.state().status).toBe('playing');
    await pass(4_100);
    expect(player.state()).toMatchObject({ status: 'failed', error: { code: 'no_sound' } });
    vi.restoreAllMocks();
    await player.play();
    await pass(10_000);
    expect(player.state()).toMatchObject({ status: 'playing', error: null });
  });

  it('a track whose bytes are still on their way is no silent output', async () => {
    const { player, arrive, elements } = studio();
    player.load(track('a'));
    await arrive();
    elements[0]!.readyState = 2;
    vi.spyOn(elements[0]!, 'currentTime', 'get').mockReturnValue(0);
    await player.play();
    await pass(10_000);
    expect(player.state().status).toBe('playing');
    vi.restoreAllMocks();
  });

  it('a file that cannot be played is said so', async () => {
    const { player, elements } = studio();
    player.load(track('a'));
    await pass(0);
    elements[0]!.fail();
    expect(player.state()).toMatchObject({ status: 'failed', error: { code: 'bad_file' } });
    player.load(track('a'));
    expect(player.state()).toMatchObject({ status: 'loading', error: null });
  });

  it('goes round a loop on the beat without a seek that could be heard', async () => {
    const { player, arrive, elements } = studio();
    player.load(track('a'));
    await arrive();
    player.setLoop({ startMs: 1900, endMs: 4100 }, { snap: true });
    expect(player.state().loop).toEqual({ startMs: 2000, endMs: 4000 });
    elements[2]!.metadata();
    await pass(100);
    await player.play();
    for (let n = 0; n < 100; n++) {
      await pass(97);
      expect(player.positionMs()).toBeGreaterThanOrEqual(1999);
      expect(player.positionMs()).toBeLessThan(4005);
      const heard = elements.filter((element) => !element.paused);
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.some((element) => element.seeking)).toBe(false);
    }
    player.seek(50_000);
    expect(player.state().loop).toBeNull();
  });
});

describe('two tracks', () => {
  it('are as loud as the quieter one, and only one is heard', async () => {
    const { player, decks } = await comparing({ integratedLufs: -15 });
    expect(player.state().trimDb).toEqual({ a: -6, b: 0 });
    expect(decks).toEqual([expect.closeTo(0.501, 3), 0]);
    player.switchTo('b');
    expect(decks).toEqual([0, 1]);
    player.setLevelMatched(false);
    player.switchTo('a');
    expect(decks).toEqual([1, 0]);
  });

  it('change within 10 ms at the same time of the music, without a seek', async () => {
    const { player, elements, ramps, delays } = await comparing({}, { kind: 'time', offsetMs: 250 });
    const [a, b] = elements as [TestElement, TestElement];
    expect(b.currentTime * 1000 - delays[1]! - (a.currentTime * 1000 - delays[0]!)).toBeCloseTo(250, 6);
    const seeks = b.seeks;
    player.switchTo('b');
    expect(b.seeks).toBe(seeks);
    expect(Math.max(...ramps)).toBeLessThanOrEqual(0.01);
    expect(player.positionMs()).toBeCloseTo(a.currentTime * 1000 - delays[0]! + 250, 6);
    expect(player.state().active).toBe('b');
  });

  it('change at the same moment of the music even when one of them stumbled just before', async () => {
    const { player, elements, delays } = await comparing({});
    const [a, b] = elements as [TestElement, TestElement];
    b.stumble(15);
    const beforeMs = player.positionMs();
    player.switchTo('b');
    expect(Math.abs(player.positionMs() - beforeMs)).toBeLessThan(0.5);
    expect(Math.abs(b.currentTime * 1000 - delays[1]! - beforeMs)).toBeLessThan(0.5);
    await pass(5000);
    a.stumble(-20);
    const againMs = player.positionMs();
    player.switchTo('a');
    expect(Math.abs(a.currentTime * 1000 - delays[0]! - againMs)).toBeLessThan(0.5);
    player.pause();
    expect(delays[0]).toBe(0);
    expect(Math.abs(a.currentTime * 1000 - againMs)).toBeLessThan(0.5);
  });

  it('that ended begin again at their start', async () => {
    const { player, elements } = await comparing({});
    elements[0]!.finish();
    expect(player.state().status).toBe('paused');
    expect(player.positionMs()).toBe(100_000);
    await player.play();
    await pass(1000);
    expect(player.positionMs()).toBeGreaterThan(900);
    expect(player.positionMs()).toBeLessThan(1001);
  });

  it('of different tempi stay on the same beat: the silent one runs at the ratio', async () => {
    const { player, elements, delays } = await comparing({ beatsMs: grid(1000, 450) }, { kind: 'beats', offsetBeats: 0 });
    const [a, b] = elements as [TestElement, TestElement];
    expect(b.playbackRate).toBeCloseTo(0.9, 1);
    await pass(10_000);
    const beatOfA = (a.currentTime - delays[0]! / 1000) / 0.5;
    const heardOfB = b.currentTime - (delays[1]! / 1000) * b.playbackRate;
    expect((heardOfB - 1) / 0.45).toBeCloseTo(beatOfA, 2);
    player.switchTo('b');
    expect(b.playbackRate).toBe(1);
    await pass(500);
    expect(a.playbackRate).toBeCloseTo(1 / 0.9, 1);
  });

  it('a loop goes with the music to the other deck', async () => {
    const { player } = await comparing({}, { kind: 'time', offsetMs: -1000 });
    player.setLoop({ startMs: 2000, endMs: 4000 });
    player.switchTo('b');
    expect(player.state().loop).toEqual({ startMs: 1000, endMs: 3000 });
  });

  it('a silent track that has ended waits and comes back', async () => {
    const { player, elements } = await comparing({ durationMs: 100_000 }, { kind: 'time', offsetMs: -5000 });
    const b = elements[1]!;
    expect(b.paused).toBe(true);
    await pass(4000);
    expect(b.paused).toBe(false);
    player.switchTo('b');
    player.compareWith(null);
    expect(player.state()).toMatchObject({ active: 'a', b: null });
  });
});
