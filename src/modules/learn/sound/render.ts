// Renders a described sound to samples. Pure and seeded: the same description gives the same samples in a page and in a test.
// Invariant: every sound begins and ends at silence, and every note fades in and out, so that nothing clicks.
import type { Note, Sound } from '#schema/learn/rules/sounds.ts';
import { addDrum, DRUM_SECONDS } from './drums.ts';
import { renderNoise } from './noise.ts';

export interface Rendered {
  left: Float32Array;
  right: Float32Array;
}

const ATTACK_SECONDS = 0.008;
const RELEASE_SECONDS = 0.03;
const DEFAULT_DB = -12;
/** Partials of a plucked string: level falls as 1/n, and the upper ones die away sooner. */
const PLUCK_PARTIALS = 10;
const PLUCK_DECAY_SECONDS = 1.4;
const MOST_PARTIALS = 40;
/** The highest partial, as a share of the sample rate: what lies above would fold back. */
const HIGHEST_SHARE = 0.45;

export const dbToGain = (db: number): number => 10 ** (db / 20);

export function secondsOf(sound: Sound): number {
  switch (sound.kind) {
    case 'notes':
      return Math.max(0, ...sound.notes.map(({ at, seconds }) => at + seconds));
    case 'noise':
      return sound.seconds;
    case 'pattern': {
      const steps = Math.max(0, ...sound.voices.map((voice) => voice.steps.length)) * (sound.repeat ?? 1);
      return (steps * 60) / sound.stepsPerMinute + DRUM_SECONDS;
    }
    case 'mix':
      return Math.max(0, ...sound.sounds.map(secondsOf));
    case 'series':
      return sound.sounds.reduce((sum, one) => sum + secondsOf(one), 0) + sound.gapSeconds * Math.max(0, sound.sounds.length - 1);
  }
}

export function renderSound(sound: Sound, sampleRateHz: number): Rendered {
  const length = Math.ceil(secondsOf(sound) * sampleRateHz) + 1;
  const out = { left: new Float32Array(length), right: new Float32Array(length) };
  addSound(out, sound, 0, sampleRateHz);
  return out;
}

function addSound(out: Rendered, sound: Sound, atSeconds: number, sampleRateHz: number): void {
  switch (sound.kind) {
    case 'notes':
      for (const note of sound.notes) addNote(out, note, atSeconds, sampleRateHz);
      return;
    case 'noise':
      addMono(out, renderNoise(sound, sampleRateHz), Math.round(atSeconds * sampleRateHz));
      return;
    case 'pattern':
      addPattern(out, sound, atSeconds, sampleRateHz);
      return;
    case 'mix':
      for (const one of sound.sounds) addSound(out, one, atSeconds, sampleRateHz);
      return;
    case 'series': {
      let at = atSeconds;
      for (const one of sound.sounds) {
        addSound(out, one, at, sampleRateHz);
        at += secondsOf(one) + sound.gapSeconds;
      }
    }
  }
}

function addMono({ left, right }: Rendered, samples: Float32Array, from: number): void {
  const length = Math.min(samples.length, left.length - from);
  for (let i = 0; i < length; i++) {
    (left[from + i] as number) += samples[i] as number;
    (right[from + i] as number) += samples[i] as number;
  }
}

function addNote({ left, right }: Rendered, note: Note, atSeconds: number, sampleRateHz: number): void {
  const from = Math.round((atSeconds + note.at) * sampleRateHz);
  const length = Math.min(Math.round(note.seconds * sampleRateHz), left.length - from);
  const samples = new Float32Array(Math.max(0, length));
  for (const partial of partialsOf(note, sampleRateHz)) addPartial(samples, partial, sampleRateHz);
  const gain = dbToGain(note.db ?? DEFAULT_DB);
  // Equal power: at 0 both sides have −3 dB of a side alone, raised so that a note in the middle has its level on both.
  const angle = ((note.pan ?? 0) + 1) * (Math.PI / 4);
  const sides = [Math.SQRT2 * Math.cos(angle), Math.SQRT2 * Math.sin(angle)].map((side) => side * gain);
  for (let i = 0; i < samples.length; i++) {
    const value = (samples[i] as number) * edges(i, samples.length, sampleRateHz);
    (left[from + i] as number) += value * (sides[0] as number);
    (right[from + i] as number) += value * (sides[1] as number);
  }
}

/** A raised cosine at both ends. */
function edges(i: number, length: number, sampleRateHz: number): number {
  const rise = Math.min(1, i / (ATTACK_SECONDS * sampleRateHz));
  const fall = Math.min(1, (length - 1 - i) / (RELEASE_SECONDS * sampleRateHz));
  return (0.5 - 0.5 * Math.cos(Math.PI * rise)) * (0.5 - 0.5 * Math.cos(Math.PI * fall));
}

interface Partial {
  hz: number;
  gain: number;
  /** Seconds to fall to 1/e; null for a steady one. */
  decaySeconds: number | null;
}

function partialsOf({ hz, wave = 'sine' }: Note, sampleRateHz: number): Partial[] {
  if (wave === 'sine') return [{ hz, gain: 1, decaySeconds: null }];
  const most = wave === 'pluck' ? PLUCK_PARTIALS : MOST_PARTIALS;
  const count = Math.min(most, Math.floor((HIGHEST_SHARE * sampleRateHz) / hz));
  const harmonics = Array.from({ length: Math.max(1, count) }, (_, index) => index + 1);
  const partials = harmonics.map((n) => ({ hz: hz * n, gain: gainOf(wave, n), decaySeconds: decayOf(wave, n) }));
  // The level of a note is its RMS times √2, whatever its wave: then waves of one level sound about alike.
  const power = Math.hypot(...partials.map(({ gain }) => gain));
  return partials.map((partial) => ({ ...partial, gain: partial.gain / power }));
}

function gainOf(wave: NonNullable<Note['wave']>, n: number): number {
  if (wave === 'saw' || wave === 'pluck') return 1 / n;
  if (n % 2 === 0) return 0;
  if (wave === 'square') return 1 / n;
  return (n % 4 === 1 ? 1 : -1) / (n * n);
}

const decayOf = (wave: Note['wave'], n: number): number | null => (wave === 'pluck' ? PLUCK_DECAY_SECONDS / Math.sqrt(n) : null);

/** A turning pointer: one multiplication a sample instead of a sine. */
function addPartial(samples: Float32Array, { hz, gain, decaySeconds }: Partial, sampleRateHz: number): void {
  if (gain === 0) return;
  const step = (2 * Math.PI * hz) / sampleRateHz;
  const shrink = decaySeconds === null ? 1 : Math.exp(-1 / (decaySeconds * sampleRateHz));
  const [cos, sin] = [Math.cos(step) * shrink, Math.sin(step) * shrink];
  let [x, y] = [gain, 0];
  for (let i = 0; i < samples.length; i++) {
    (samples[i] as number) += y;
    [x, y] = [x * cos - y * sin, x * sin + y * cos];
  }
}

function addPattern(
  out: Rendered,
  { stepsPerMinute, voices, repeat = 1, swing = 0 }: Extract<Sound, { kind: 'pattern' }>,
  atSeconds: number,
  sampleRateHz: number,
): void {
  const stepSeconds = 60 / stepsPerMinute;
  for (const { drum, steps } of voices) {
    for (let index = 0; index < steps.length * repeat; index++) {
      const mark = steps[index % steps.length];
      if (mark !== 'x' && mark !== 'X') continue;
      // Swing delays every second step, by a share of a step.
      const at = atSeconds + (index + (index % 2 === 1 ? swing : 0)) * stepSeconds;
      addMono(out, strokeOf(drum, mark === 'X', sampleRateHz), Math.round(at * sampleRateHz));
    }
  }
}

const strokeOf = (drum: Parameters<typeof addDrum>[1], isAccent: boolean, sampleRateHz: number): Float32Array => {
  const samples = new Float32Array(Math.ceil(DRUM_SECONDS * sampleRateHz));
  addDrum(samples, drum, isAccent ? 1 : 0.6, sampleRateHz);
  return samples;
};
