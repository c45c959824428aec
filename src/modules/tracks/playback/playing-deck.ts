// One deck: a track, the voice that plays it, and while a loop is on a second voice that waits at the loop's start, so that
// going round is a short cross-fade and not a seek. The voice may run ahead and be heard later by as much (`leadMs`): elements
// start when they can, to some milliseconds, but a delay is exact to the sample. Invariant: at most one voice is on its way
// to being heard; the delay of a deck that is heard changes only when it jumps.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { TimeRange } from '#src/workers/frames/api.ts';
import type { DeckTrack } from './api.ts';
import { MOST_LEAD_MS, type DeckNode, type GainControl, type MediaElement, type SoundOutput, type Voice } from './voice.ts';

/** From one voice to the other at the end of a loop. */
const LOOP_FADE_S = 0.008;
const HAVE_METADATA = 1;
const HAVE_FUTURE_DATA = 3;

export interface DeckPorts {
  createElement(): MediaElement;
  /** A URL the elements can play, and what to call when it is not needed any more. */
  openUrl(sha256: string): Promise<{ url: string; release(): void }>;
  onChange(): void;
  onEnded(): void;
}

const errorOf = ({ error }: MediaElement): CadenceError =>
  // 2: MEDIA_ERR_NETWORK
  error?.code === 2
    ? { code: 'unavailable' }
    : { code: 'bad_file', detail: "This browser can't play it, or its file is neither here nor within reach." };

export class PlayingDeck {
  track: DeckTrack | null = null;
  status: 'empty' | 'loading' | 'ready' | 'failed' = 'empty';
  error: CadenceError | null = null;
  private readonly voices: [Voice, Voice | null];
  private current: 0 | 1 = 0;
  private source: { url: string; release(): void } | null = null;
  private pendingMs: number | null = null;
  private isPlaying = false;
  private rate = 1;
  private node: DeckNode | null = null;
  private leadMs = 0;

  constructor(private readonly ports: DeckPorts) {
    this.voices = [this.makeVoice(), null];
  }

  private makeVoice(): Voice {
    const element = this.ports.createElement();
    element.preload = 'auto';
    element.preservesPitch = true;
    const voice: Voice = { element, gain: this.node?.addVoice(element) ?? null };
    element.addEventListener('loadedmetadata', () => this.metadataCame(voice));
    element.addEventListener('error', () => this.failed(voice));
    element.addEventListener('ended', () => {
      if (voice === this.voice) this.ports.onEnded();
    });
    return voice;
  }

  private get voice(): Voice {
    return this.voices[this.current] as Voice;
  }

  load(track: DeckTrack | null): void {
    // What failed is tried again: the network may be back.
    if (track?.contentSha256 === this.track?.contentSha256 && this.status !== 'failed') {
      this.track = track;
      return;
    }
    this.unload();
    this.track = track;
    this.status = track ? 'loading' : 'empty';
    if (!track) return;
    this.ports.openUrl(track.contentSha256).then(
      (source) => {
        if (this.track?.contentSha256 !== track.contentSha256) {
          source.release();
          return;
        }
        this.source = source;
        for (const voice of this.voices) if (voice) voice.element.src = source.url;
      },
      () => this.become('failed', { code: 'storage_unavailable' }),
    );
  }

  private unload(): void {
    for (const voice of this.voices) {
      if (!voice) continue;
      voice.element.pause();
      voice.element.removeAttribute('src');
      voice.element.load();
    }
    this.source?.release();
    this.source = null;
    [this.isPlaying, this.pendingMs, this.error] = [false, 0, null];
    this.setLead(0);
  }

  private metadataCame(voice: Voice): void {
    if (voice !== this.voice || !this.track) return;
    if (this.pendingMs !== null) voice.element.currentTime = this.pendingMs / 1000;
    this.pendingMs = null;
    this.become('ready', null);
    if (this.isPlaying) void this.play();
  }

  private failed(voice: Voice): void {
    // Taking the source away is told as an error too.
    if (voice !== this.voice || !this.track || !this.source) return;
    this.become('failed', errorOf(voice.element));
  }

  private become(status: PlayingDeck['status'], error: CadenceError | null): void {
    this.status = status;
    this.error = error;
    this.ports.onChange();
  }

  /** Connects the voices to the loudspeaker. */
  connect(output: SoundOutput): void {
    if (this.node) return;
    this.node = output.addDeck();
    for (const voice of this.voices) if (voice) voice.gain = this.node.addVoice(voice.element);
    this.voice.gain?.ramp(1, 0);
    this.node.delay(this.leadMs);
  }

  get gain(): GainControl | null {
    return this.node?.gain ?? null;
  }

  /** What of the track is heard now, in ms. */
  get positionMs(): number {
    return this.voiceMs - this.leadMs * this.rate;
  }

  /** Where the voice is, in ms: ahead of what is heard by the lead. */
  get voiceMs(): number {
    return this.pendingMs ?? this.voice.element.currentTime * 1000;
  }

  /** What the browser says of the length, once it knows. */
  get durationMs(): number {
    const { duration } = this.voice.element;
    return Number.isFinite(duration) && duration > 0 ? duration * 1000 : (this.track?.durationMs ?? 0);
  }

  /** Whether it has the bytes to go on: then standing still is not for want of them. */
  get isSupplied(): boolean {
    return this.status === 'ready' && !this.isSeeking && this.voice.element.readyState >= HAVE_FUTURE_DATA;
  }

  get isSeeking(): boolean {
    return this.pendingMs !== null || this.voice.element.seeking;
  }

  /** Goes to a place; with a lead, the voice goes that much further. */
  seek(positionMs: number, leadMs = 0): void {
    this.setLead(leadMs);
    const clamped = Math.max(0, Math.min(this.durationMs, positionMs + leadMs * this.rate));
    if (this.voice.element.readyState < HAVE_METADATA) this.pendingMs = clamped;
    else this.voice.element.currentTime = clamped / 1000;
  }

  /** Of a deck that nobody hears: what it would be heard at becomes `positionMs`, as far as its lead allows. */
  leadTo(positionMs: number): void {
    this.setLead((this.voiceMs - positionMs) / this.rate);
  }

  private setLead(ms: number): void {
    this.leadMs = Math.max(0, Math.min(MOST_LEAD_MS, ms));
    this.node?.delay(this.leadMs);
  }

  setRate(rate: number): void {
    if (Math.abs(rate - this.rate) < 1e-4) return;
    this.rate = rate;
    for (const voice of this.voices) if (voice) voice.element.playbackRate = rate;
  }

  /** Resolves when it plays, or when it cannot: then the error says why. */
  async play(): Promise<void> {
    this.isPlaying = true;
    if (this.status !== 'ready' || !this.voice.element.paused) return;
    this.voice.element.playbackRate = this.rate;
    try {
      await this.voice.element.play();
    } catch (cause) {
      // A pause or another file in between is no failure.
      if (cause instanceof Error && cause.name === 'AbortError') return;
      this.become('failed', errorOf(this.voice.element));
    }
  }

  pause(): void {
    this.isPlaying = false;
    const { positionMs } = this;
    for (const voice of this.voices) voice?.element.pause();
    // What was in the delay is played again when it goes on.
    if (this.leadMs > 0) this.seek(positionMs);
  }

  /** Puts the second voice at the start of a loop, ready to go. */
  prepareLoop({ startMs }: TimeRange): void {
    if (!this.source) return;
    const voice = this.spareVoice(this.source.url);
    if (Math.abs(voice.element.currentTime * 1000 - startMs) > 1) voice.element.currentTime = startMs / 1000;
  }

  private spareVoice(url: string): Voice {
    const spare = this.current === 0 ? this.voices[1] : this.voices[0];
    if (spare) return spare;
    const made = this.makeVoice();
    made.element.src = url;
    made.element.playbackRate = this.rate;
    this.voices[1] = made;
    return made;
  }

  /** Goes on at the start of the loop. Where the second voice is not ready, by a seek. */
  goRound(loop: TimeRange): void {
    const before = this.voice;
    const next = this.current === 0 ? this.voices[1] : this.voices[0];
    if (
      !next ||
      next.element.seeking ||
      next.element.readyState < 2 ||
      Math.abs(next.element.currentTime * 1000 - loop.startMs) > 5
    ) {
      this.seek(loop.startMs);
      this.prepareLoop(loop);
      return;
    }
    this.current = this.current === 0 ? 1 : 0;
    next.element.playbackRate = this.rate;
    next.gain?.ramp(1, LOOP_FADE_S);
    before.gain?.ramp(0, LOOP_FADE_S);
    void next.element.play().catch(() => this.become('failed', errorOf(next.element)));
    // Its fade must have ended before it is moved.
    setTimeout(() => {
      if (this.voice === before) return;
      before.element.pause();
      before.element.currentTime = loop.startMs / 1000;
    }, LOOP_FADE_S * 3000);
  }

  dispose(): void {
    this.track = null;
    this.unload();
  }
}
