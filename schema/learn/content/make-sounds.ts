// Sounds as lessons describe them: chords, melodies and steady tones.
import { midiToHz, type Sound, type Wave } from '../rules/sounds.ts';

/** Notes that sound together. */
export const chord = (midis: readonly number[], seconds = 2, wave: Wave = 'pluck', db = -16): Sound => ({
  kind: 'notes',
  notes: midis.map((midi) => ({ hz: round(midiToHz(midi)), at: 0, seconds, wave, db })),
});

/** Notes one after the other. */
export const melody = (midis: readonly number[], each = 0.5, wave: Wave = 'pluck', db = -12): Sound => ({
  kind: 'notes',
  notes: midis.map((midi, index) => ({
    hz: round(midiToHz(midi)),
    at: round(index * each),
    seconds: round(each * 1.1),
    wave,
    db,
  })),
});

/** Steady tones that sound together. */
export const tones = (hzs: readonly number[], seconds = 1.5, wave: Wave = 'sine', db = -15): Sound => ({
  kind: 'notes',
  notes: hzs.map((hz) => ({ hz, at: 0, seconds, wave, db })),
});

const round = (value: number): number => Math.round(value * 1000) / 1000;
