// The key, from the pitch accumulated over a track: first its tuning, then 12 pitch classes against the profiles of the 24 keys
// (Albrecht and Shanahan, The Use of Large Corpora to Train a New Type of Key-Finding Algorithm, 2013). Invariant: confidence
// decreases as the second-best key approaches the best.
import { FINE_STEPS } from './long-spectrum.ts';

const NAMES = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
const MAJOR = [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081];
const MINOR = [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052];
/** Pitch classes that must be heard, each at this share of the strongest: one tone or two have no key. */
const LEAST_CLASSES = 3;
const HEARD_SHARE = 0.1;
/** How clearly the pitches must lie on the steps of one tuning. Drums alone reach 0.05; only distorted guitars under drums less. */
const LEAST_CLARITY = 0.05;
/** The difference in correlation that gives full confidence. */
const FULL_CONFIDENCE_DIFFERENCE = 0.25;

interface KeyCandidate {
  key: string;
  strength: number;
}

export interface KeyEstimate extends KeyCandidate {
  confidence: number;
  alternatives: KeyCandidate[];
  /** The track's tuning relative to A = 440 Hz, in cents, −50 … 50. */
  tuningCents: number;
}

/**
 * The step within a semitone that contains most pitch; averaged as angles, because +50 and −50 cents are the same. `clarity` is
 * 1 when all pitch is at one step and 0 when it is spread evenly, as that of noise.
 */
function tuningOf(finePitch: Float64Array): { tuningCents: number; clarity: number } {
  let [x, y, total] = [0, 0, 0];
  finePitch.forEach((strength, i) => {
    const angle = (2 * Math.PI * ((i % FINE_STEPS) + 0.5)) / FINE_STEPS;
    x += strength * Math.cos(angle);
    y += strength * Math.sin(angle);
    total += strength;
  });
  return { tuningCents: (100 * Math.atan2(y, x)) / (2 * Math.PI), clarity: total > 0 ? Math.hypot(x, y) / total : 0 };
}

/** Pitch classes around the semitones of the track's tuning, minus the noise floor. */
function pitchClasses(finePitch: Float64Array, tuningCents: number): number[] {
  const shift = Math.round((tuningCents / 100) * FINE_STEPS);
  const classes = Array.from({ length: 12 }, (_, pitch) => {
    let sum = 0;
    for (let step = -FINE_STEPS / 2; step < FINE_STEPS / 2; step++) {
      const at = (pitch * FINE_STEPS + step + shift + 12 * FINE_STEPS) % (12 * FINE_STEPS);
      // Pitch halfway between two semitones does not count as a note.
      sum += (finePitch[at] as number) * (1 - Math.abs(step + 0.5) / (FINE_STEPS / 2));
    }
    return sum;
  });
  const least = Math.min(...classes);
  return classes.map((value) => value - least);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, v) => sum + v, 0) / a.length;
  const meanB = b.reduce((sum, v) => sum + v, 0) / b.length;
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, (b[i] as number) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** Null when nothing has pitch (noise, drums), or no key fits better than another. */
export function estimateKey(finePitch: Float64Array): KeyEstimate | null {
  const { tuningCents, clarity } = tuningOf(finePitch);
  if (clarity < LEAST_CLARITY) return null;
  const classes = pitchClasses(finePitch, tuningCents);
  const strongest = Math.max(...classes);
  if (strongest <= 0 || classes.filter((value) => value > HEARD_SHARE * strongest).length < LEAST_CLASSES) return null;
  const ranked = NAMES.flatMap((name, tonic) => {
    const turned = classes.map((_, i) => classes[(tonic + i) % 12] as number);
    return [
      { key: `${name} major`, strength: correlation(turned, MAJOR) },
      { key: `${name} minor`, strength: correlation(turned, MINOR) },
    ];
  }).sort((a, b) => b.strength - a.strength);
  const [best, second] = ranked as [KeyCandidate, KeyCandidate];
  const confidence =
    Math.max(0, Math.min(1, (best.strength - second.strength) / FULL_CONFIDENCE_DIFFERENCE)) * Math.max(0, best.strength);
  // Two keys that fit alike are no answer: a reader would see “0 % sure”.
  if (Math.round(confidence * 100) === 0) return null;
  return { ...best, confidence, alternatives: ranked.slice(1, 4), tuningCents };
}
