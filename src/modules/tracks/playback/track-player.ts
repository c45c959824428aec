// Plays one track, or two of which one is silent and follows, so that changing between them is a matter of gains.
// Invariant: the silent deck would be heard where the heard one is in the music, or it is paused outside its track;
// positions are always those of the heard deck.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { BlobStore } from '#src/blobs/public.ts';
import { Subscribers } from '#src/subscribers.ts';
import type { TimeRange } from '#src/workers/frames/api.ts';
import { clampLoop, followRate, levelTrim, mapPosition, slopeAt, snapToBeats } from './alignment.ts';
import type { Alignment, Deck, DeckTrack, PlayerState, TrackPlayerApi } from './api.ts';
import { PlayingDeck } from './playing-deck.ts';
import { openSoundOutput, type MediaElement, type SoundOutput } from './voice.ts';

/** From one track to the other. */
const SWITCH_S = 0.008;
const VOLUME_S = 0.02;
const WATCH_MS = 100;
/** A timer that is told to wait less comes no sooner. */
const SHORTEST_WATCH_MS = 4;
/** The silent deck runs this far ahead of where it is needed, and its delay makes up for it to the sample. */
const LEAD_MS = 30;
/** A voice needs about this long from `play` to sound. */
const LOOP_LEAD_MS = 12;
/** A ready track whose position stands still for so long after `play` is not being played: Firefox without a sound device. */
const STARTS_WITHIN_MS = 4_000;
const SLOWEST = 0.25;
const FASTEST = 4;
const SAME_TIME: Alignment = { kind: 'time', offsetMs: 0 };
const NO_SOUND: CadenceError = { code: 'no_sound' };
const other = (deck: Deck): Deck => (deck === 'a' ? 'b' : 'a');

export interface PlayerPorts {
  createElement(): MediaElement;
  openOutput(): SoundOutput;
  /** Animation frames, or a timer's turns in tests. */
  nextFrame(callback: () => void): void;
}

const browserPorts: PlayerPorts = {
  createElement: () => new Audio(),
  openOutput: openSoundOutput,
  nextFrame: (callback) => void requestAnimationFrame(callback),
};

export class TrackPlayer implements TrackPlayerApi {
  private readonly decks: Record<Deck, PlayingDeck>;
  private readonly subscribers = new Subscribers();
  private readonly positionSubscribers = new Subscribers<[positionMs: number]>();
  private output: SoundOutput | null = null;
  private active: Deck = 'a';
  private isPlaying = false;
  private speed = 1;
  private volume = 1;
  private loop: TimeRange | null = null;
  private isLevelMatched = true;
  private alignment = SAME_TIME;
  private watchTimer: ReturnType<typeof setTimeout> | undefined;
  private startTimer: ReturnType<typeof setTimeout> | undefined;
  private hasNoSound = false;
  private isTicking = false;
  private shown: PlayerState;

  constructor(
    blobs: Pick<BlobStore, 'get' | 'url'>,
    private readonly ports: PlayerPorts = browserPorts,
  ) {
    const makeDeck = (deck: Deck) =>
      new PlayingDeck({
        createElement: ports.createElement,
        openUrl: (sha256) => openUrl(blobs, sha256),
        onChange: () => this.changed(),
        onEnded: () => this.ended(deck),
      });
    this.decks = { a: makeDeck('a'), b: makeDeck('b') };
    this.shown = this.readState();
  }

  private get heard(): PlayingDeck {
    return this.decks[this.active];
  }
  /** The deck that follows, when there is something on it. */
  private get silent(): PlayingDeck | null {
    const deck = this.decks[other(this.active)];
    return deck.track ? deck : null;
  }

  load(track: DeckTrack): void {
    if (track.contentSha256 !== this.decks.a.track?.contentSha256) {
      this.pause();
      this.loop = null;
      this.active = 'a';
    }
    this.decks.a.load(track);
    this.setGains();
    this.align();
    this.changed();
  }

  compareWith(track: DeckTrack | null, alignment: Alignment = SAME_TIME): void {
    if (!track && this.active === 'b') this.switchTo('a');
    this.decks.b.load(track);
    this.alignment = alignment;
    this.setGains();
    this.align();
    if (this.isPlaying) void this.silent?.play();
    this.changed();
  }

  setAlignment(alignment: Alignment): void {
    this.alignment = alignment;
    this.align();
    this.changed();
  }

  async play(): Promise<void> {
    if (!this.heard.track || this.isPlaying) return;
    if (!this.output) {
      this.output = this.ports.openOutput();
      this.output.master.ramp(this.volume, 0);
    }
    this.decks.a.connect(this.output);
    this.decks.b.connect(this.output);
    this.setGains(0);
    this.isPlaying = true;
    if (this.heard.positionMs >= this.heard.durationMs - 1 && this.heard.status === 'ready') this.heard.seek(0);
    this.leadBoth();
    this.hasNoSound = false;
    this.watchStart();
    this.changed();
    await this.output.resume();
    if (!this.isPlaying) return;
    await Promise.all([this.heard.play(), this.silent?.play()]);
    this.watch();
    this.tick();
  }

  pause(): void {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    clearTimeout(this.watchTimer);
    clearTimeout(this.startTimer);
    this.decks.a.pause();
    this.decks.b.pause();
    this.align();
    this.changed();
    this.tellPosition();
  }

  toggle(): void {
    if (this.isPlaying) this.pause();
    else void this.play();
  }

  seek(positionMs: number): void {
    // Outside the loop means out of the loop: the person asked for that place.
    if (this.loop && (positionMs < this.loop.startMs || positionMs >= this.loop.endMs)) this.loop = null;
    this.heard.seek(positionMs);
    this.leadBoth();
    this.watch();
    this.changed();
    this.tellPosition();
  }

  switchTo(deck: Deck): void {
    if (deck === this.active || !this.decks[deck].track) return;
    // Paused or far off (a jump a moment ago), the silent deck is put where it belongs; else it is there.
    this.follow();
    const loop = this.loop && this.mapRange(this.loop);
    this.active = deck;
    this.loop = loop && clampLoop(loop, this.heard.durationMs);
    if (this.loop) this.heard.prepareLoop(this.loop);
    const { positionMs } = this.heard;
    this.heard.setRate(this.speed);
    // The delay counts in time, the lead in music: with another rate it is another delay. Its gain is still at zero.
    if (!this.heard.isSeeking) this.heard.leadTo(positionMs);
    this.setGains(SWITCH_S);
    if (this.isPlaying) void this.heard.play();
    this.watch();
    this.changed();
    this.tellPosition();
  }

  setSpeed(speed: number): void {
    this.speed = Math.max(SLOWEST, Math.min(FASTEST, speed));
    this.heard.setRate(this.speed);
    this.follow();
    this.watch();
    this.changed();
  }

  setVolume(volume: number): void {
    this.volume = Math.max(0, Math.min(1, volume));
    this.output?.master.ramp(this.volume, VOLUME_S);
    this.changed();
  }

  setLevelMatched(isMatched: boolean): void {
    this.isLevelMatched = isMatched;
    this.setGains(SWITCH_S);
    this.changed();
  }

  setLoop(range: TimeRange | null, { snap = false } = {}): void {
    const wanted = range && snap ? snapToBeats(range, this.heard.track?.beatsMs ?? []) : range;
    this.loop = wanted && clampLoop(wanted, this.heard.durationMs);
    if (this.loop) {
      this.heard.prepareLoop(this.loop);
      const { positionMs } = this.heard;
      if (positionMs < this.loop.startMs || positionMs >= this.loop.endMs) {
        this.heard.seek(this.loop.startMs);
        this.align();
        this.tellPosition();
      }
    }
    this.watch();
    this.changed();
  }

  positionMs(): number {
    return Math.max(0, this.heard.positionMs);
  }
  state(): PlayerState {
    return this.shown;
  }
  subscribe(onChange: () => void): () => void {
    return this.subscribers.subscribe(onChange);
  }
  subscribePosition(onPosition: (positionMs: number) => void): () => void {
    return this.positionSubscribers.subscribe(onPosition);
  }

  dispose(): void {
    this.pause();
    this.decks.a.dispose();
    this.decks.b.dispose();
    this.output?.close();
    this.output = null;
    this.subscribers.clear();
    this.positionSubscribers.clear();
  }

  private readState(): PlayerState {
    const { heard, decks, isPlaying, isLevelMatched } = this;
    const failed = heard.status === 'failed' || this.hasNoSound;
    const idle = heard.status === 'ready' || heard.status === 'loading' ? (isPlaying ? 'playing' : 'paused') : 'empty';
    return {
      status: failed ? 'failed' : heard.status === 'loading' ? 'loading' : idle,
      error: this.hasNoSound ? NO_SOUND : heard.error,
      a: decks.a.track,
      b: decks.b.track,
      active: this.active,
      durationMs: heard.durationMs,
      speed: this.speed,
      loop: this.loop,
      isLevelMatched,
      trimDb: this.trim(),
      alignment: this.alignment,
      volume: this.volume,
    };
  }

  private changed(): void {
    this.shown = this.readState();
    this.subscribers.tell();
  }

  private trim(): { a: number; b: number } {
    const { a, b } = this.decks;
    return this.isLevelMatched ? levelTrim(a.track?.integratedLufs, b.track?.integratedLufs) : { a: 0, b: 0 };
  }

  private setGains(seconds = SWITCH_S): void {
    const trim = this.trim();
    for (const deck of ['a', 'b'] as const) {
      this.decks[deck].gain?.ramp(deck === this.active ? 10 ** (trim[deck] / 20) : 0, seconds);
    }
  }

  private mapped(positionMs: number): number | null {
    const { a, b } = this.decks;
    return a.track && b.track ? mapPosition(positionMs, this.active, a.track, b.track, this.alignment) : null;
  }

  private mapRange({ startMs, endMs }: TimeRange): TimeRange | null {
    const [start, end] = [this.mapped(startMs), this.mapped(endMs)];
    return start === null || end === null ? null : { startMs: start, endMs: end };
  }

  /** Puts the silent deck where it belongs, by a jump. */
  private align(): void {
    const target = this.mapped(this.heard.positionMs);
    if (target !== null) this.silent?.seek(target, this.isPlaying ? LEAD_MS : 0);
  }

  /** Where both decks jump anyway, both get a lead: then neither has to hurry after a change. It sounds later by as much. */
  private leadBoth(): void {
    if (this.isPlaying && this.silent) this.heard.leadTo(this.heard.voiceMs - LEAD_MS * this.speed);
    this.align();
  }

  /**
   * Keeps the silent deck where it belongs: to the sample by its delay, and near its lead by its rate, so that the delay
   * has room both ways. A jump only where that is not enough.
   */
  private follow(): void {
    const { heard, silent } = this;
    const { a, b } = this.decks;
    const target = this.mapped(heard.positionMs);
    if (!silent || target === null || !a.track || !b.track) return;
    if (!this.isPlaying) {
      silent.seek(target);
      return;
    }
    const rate = this.speed * slopeAt(heard.positionMs, this.active, a.track, b.track, this.alignment);
    const voiceTarget = target + LEAD_MS * rate;
    if (voiceTarget < 0 || target >= silent.durationMs) {
      silent.pause();
      if (!silent.isSeeking && Math.abs(silent.positionMs - Math.max(0, Math.min(silent.durationMs, target))) > 50)
        silent.seek(target);
      return;
    }
    void silent.play();
    if (silent.isSeeking || heard.isSeeking) return;
    const plan = followRate(silent.voiceMs - voiceTarget, rate);
    if (plan.kind === 'run') {
      silent.setRate(plan.rate);
      silent.leadTo(target);
    } else silent.seek(target, LEAD_MS);
  }

  /** Looks after loop and silent deck; comes again in time for the end of the loop, also while the page is hidden. */
  private watch(): void {
    clearTimeout(this.watchTimer);
    if (!this.isPlaying) return;
    const { loop, heard } = this;
    let restMs = Number.POSITIVE_INFINITY;
    if (loop) {
      restMs = (loop.endMs - heard.voiceMs) / this.speed - LOOP_LEAD_MS;
      if (restMs <= 0) {
        heard.goRound(loop);
        this.align();
        restMs = (loop.endMs - loop.startMs) / this.speed - LOOP_LEAD_MS;
      }
    }
    this.follow();
    this.watchTimer = setTimeout(() => this.watch(), Math.max(SHORTEST_WATCH_MS, Math.min(WATCH_MS, restMs)));
  }

  /** Pauses and says so when the music does not begin. A track that still waits for its bytes is looked at again. */
  private watchStart(): void {
    const { heard } = this;
    const from = heard.voiceMs;
    clearTimeout(this.startTimer);
    this.startTimer = setTimeout(() => {
      if (!this.isPlaying || (heard === this.heard && heard.voiceMs !== from)) return;
      if (heard !== this.heard || !heard.isSupplied) return this.watchStart();
      this.pause();
      this.hasNoSound = true;
      this.changed();
    }, STARTS_WITHIN_MS);
  }

  private tick(): void {
    if (this.isTicking) return;
    this.isTicking = true;
    const turn = () => {
      this.isTicking = this.isPlaying;
      if (!this.isPlaying) return;
      this.tellPosition();
      this.ports.nextFrame(turn);
    };
    this.ports.nextFrame(turn);
  }

  private tellPosition(): void {
    const positionMs = this.positionMs();
    this.positionSubscribers.tell(positionMs);
  }

  private ended(deck: Deck): void {
    if (deck !== this.active) return;
    if (this.loop) {
      this.heard.goRound(this.loop);
      void this.heard.play();
      return;
    }
    // What was still in its delay is let go: the deck is at its end, where playing again begins at the start.
    this.heard.seek(this.heard.durationMs);
    this.pause();
  }
}

/** The file kept on this device, else the server's by Range. */
async function openUrl(blobs: Pick<BlobStore, 'get' | 'url'>, sha256: string): Promise<{ url: string; release(): void }> {
  const kept = await blobs.get(sha256);
  if (!kept) return { url: blobs.url(sha256), release: () => undefined };
  const url = URL.createObjectURL(kept);
  return { url, release: () => URL.revokeObjectURL(url) };
}
