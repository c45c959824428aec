// How loud the voices are. Pure, so that a test measures the sum. Invariant: no gain is above 1, so nothing clips that did not before.

/** Quiet enough that nearly every recording is turned down to it and none must be turned up. */
export const TARGET_LUFS = -20;
/** Taken for what was not analysed: about what streams are made to. */
const UNKNOWN_LUFS = -16;
export const CROSSFADE_SECONDS = 6;
/** A short track is not all fade. */
const MOST_OF_A_TRACK = 0.25;
/** The sleep timer ends in a fade of this length. */
export const SLEEP_FADE_SECONDS = 60;

/** The gain that plays a track at the target; tracks that are quieter stay as they are. */
export const loudnessGain = (integratedLufs: number | null): number =>
  Math.min(1, 10 ** ((TARGET_LUFS - (integratedLufs ?? UNKNOWN_LUFS)) / 20));

/** Of a track with this length; 0 for a stream without one. */
export const crossfadeSeconds = (durationSeconds: number): number =>
  Number.isFinite(durationSeconds) ? Math.min(CROSSFADE_SECONDS, durationSeconds * MOST_OF_A_TRACK) : 0;

/**
 * Gains of the track that ends and of the one that begins. Their squares add up to 1: two recordings are not alike, so their powers
 * add, and the loudness stays.
 */
export function crossfadeGains(progress: number): { out: number; in: number } {
  const angle = (Math.min(1, Math.max(0, progress)) * Math.PI) / 2;
  return { out: Math.cos(angle), in: Math.sin(angle) };
}

/** The gain of the sleep timer's end: 1 until the last minute, then evenly down in dB to −60, then 0. */
export function sleepGain(secondsLeft: number): number {
  if (secondsLeft <= 0) return 0;
  return secondsLeft >= SLEEP_FADE_SECONDS ? 1 : 10 ** ((-60 * (1 - secondsLeft / SLEEP_FADE_SECONDS)) / 20);
}

/** Of a slider, as for the sounds: in the middle it is heard as half. */
export const volumeGain = (percent: number): number => (percent / 100) ** 2;
