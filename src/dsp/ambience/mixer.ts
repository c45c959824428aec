// Mixes ambience in blocks: each sound with its own level, all of it under one fade. Invariant: no level jumps. A sound comes and goes
// within a quarter of a second, and the whole begins and ends on a curve without corners.
import { ambienceStream, type AmbienceSound, type Stream } from './sources.ts';

/** Of each sound, 0 … 1 as a factor of its amplitude; a sound that is not named is off. */
export type Levels = Readonly<Partial<Record<AmbienceSound, number>>>;

const LEVEL_SECONDS = 0.25;

interface Playing {
  left: Stream;
  right: Stream;
  level: number;
  target: number;
}

export class AmbienceMixer {
  readonly #sampleRateHz: number;
  readonly #step: number;
  readonly #playing = new Map<AmbienceSound, Playing>();
  #seed: number;
  /** Of the whole: where its fade began, where it leads, and how far it is. */
  #fade = { from: 0, to: 0, at: 0, length: 1 };

  constructor(sampleRateHz: number, seed: number) {
    this.#sampleRateHz = sampleRateHz;
    this.#step = 1 / (LEVEL_SECONDS * sampleRateHz);
    this.#seed = seed;
  }

  setLevels(levels: Levels): void {
    for (const [sound, playing] of this.#playing) playing.target = levels[sound] ?? 0;
    for (const [sound, level] of Object.entries(levels) as [AmbienceSound, number][]) {
      if (level <= 0 || this.#playing.has(sound)) continue;
      const [left, right] = [++this.#seed, ++this.#seed].map((seed) => ambienceStream(sound, seed, this.#sampleRateHz));
      this.#playing.set(sound, { left: left as Stream, right: right as Stream, level: 0, target: level });
    }
  }

  /** Moves the whole to `gain` (0 … 1) within `seconds`, from where it is. */
  fadeTo(gain: number, seconds: number): void {
    this.#fade = { from: this.#gain(), to: gain, at: 0, length: Math.max(1, Math.round(seconds * this.#sampleRateHz)) };
  }

  /** Nothing is heard, and nothing will be until a fade begins. */
  get isSilent(): boolean {
    return this.#fade.to === 0 && this.#fade.at >= this.#fade.length;
  }

  render(left: Float32Array, right: Float32Array): void {
    left.fill(0);
    right.fill(0);
    if (this.isSilent) return;
    for (const [sound, playing] of this.#playing) {
      this.#add(playing, left, right);
      if (playing.target === 0 && playing.level === 0) this.#playing.delete(sound);
    }
    for (let at = 0; at < left.length; at++) {
      const gain = this.#gain();
      this.#fade.at += 1;
      left[at] = (left[at] as number) * gain;
      right[at] = (right[at] as number) * gain;
    }
  }

  #add(playing: Playing, left: Float32Array, right: Float32Array): void {
    for (let at = 0; at < left.length; at++) {
      const { level, target } = playing;
      if (level !== target) {
        playing.level = level < target ? Math.min(target, level + this.#step) : Math.max(target, level - this.#step);
      }
      left[at] = (left[at] as number) + playing.left() * playing.level;
      right[at] = (right[at] as number) + playing.right() * playing.level;
    }
  }

  #gain(): number {
    const { from, to, at, length } = this.#fade;
    if (at >= length) return to;
    return from + (to - from) * (0.5 - 0.5 * Math.cos((Math.PI * at) / length));
  }
}
