// Sounds as data: what lessons and drills let a person hear. src/modules/learn/sound renders them to samples, the same everywhere.
// Invariant: a description holds plain JSON, so that it travels in the rows of lessons.

export type Wave = 'sine' | 'triangle' | 'square' | 'saw' | 'pluck';

export interface Note {
  /** Frequency in Hz. */
  hz: number;
  /** Seconds after the beginning of the sound. */
  at: number;
  seconds: number;
  wave?: Wave;
  /** Peak level in dBFS; −12 when left out. */
  db?: number;
  /** −1 left to 1 right; 0 when left out. */
  pan?: number;
}

/** A peaking filter, as in the Audio EQ Cookbook (R. Bristow-Johnson). */
export interface Peak {
  hz: number;
  gainDb: number;
  q: number;
}

export type Sound =
  | { kind: 'notes'; notes: readonly Note[] }
  /** Noise at a level (RMS, dBFS), filtered when `peaks` says so. */
  | { kind: 'noise'; color: 'white' | 'pink'; seconds: number; db: number; peaks?: readonly Peak[] }
  /** Strokes on a grid of equal steps: `x` a stroke, `X` an accent, `.` a rest; one text for each voice. */
  | { kind: 'pattern'; stepsPerMinute: number; voices: readonly { drum: Drum; steps: string }[]; repeat?: number; swing?: number }
  /** Sounds at the same time. */
  | { kind: 'mix'; sounds: readonly Sound[] }
  /** Sounds one after the other, with a silence between them. */
  | { kind: 'series'; sounds: readonly Sound[]; gapSeconds: number };

export type Drum = 'kick' | 'snare' | 'hat' | 'click' | 'clap';

/** The frequency of a MIDI note number, in equal temperament with A4 = 440 Hz. */
export const midiToHz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** A frequency raised by cents. */
export const shiftedByCents = (hz: number, cents: number): number => hz * 2 ** (cents / 1200);
