// Every drill by its kind.
import type { DrillKind } from '#schema/learn/rules/drills.ts';
import {
  askCompression,
  askDelayTime,
  askDistortion,
  askEqBoost,
  askEqCut,
  askEqMatch,
  askLevelDifference,
  askReverbTime,
  askStereoPlace,
  askStereoWidth,
} from './mix-drills.ts';
import {
  askCadence,
  askChord,
  askHarmonicInterval,
  askMelodicInterval,
  askPitchDifference,
  askPitchMatch,
  askScale,
} from './pitch-drills.ts';
import type { AskDrill } from './question.ts';
import { askRhythmTap, askTempoDifference, askTempoGuess, askTiming } from './rhythm-drills.ts';

const asks: Readonly<Record<DrillKind, AskDrill>> = {
  'interval-melodic': askMelodicInterval,
  'interval-harmonic': askHarmonicInterval,
  chord: askChord,
  scale: askScale,
  cadence: askCadence,
  'pitch-difference': askPitchDifference,
  'pitch-match': askPitchMatch,
  'tempo-guess': askTempoGuess,
  'tempo-difference': askTempoDifference,
  'rhythm-tap': askRhythmTap,
  timing: askTiming,
  'eq-boost': askEqBoost,
  'eq-cut': askEqCut,
  'eq-match': askEqMatch,
  'stereo-place': askStereoPlace,
  'stereo-width': askStereoWidth,
  'delay-time': askDelayTime,
  'reverb-time': askReverbTime,
  'level-difference': askLevelDifference,
  compression: askCompression,
  distortion: askDistortion,
};

/** Null for a kind that a newer version of the app ships. */
export const askOf = (kind: string): AskDrill | null => asks[kind as DrillKind] ?? null;
