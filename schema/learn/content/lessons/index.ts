// Every lesson, in the order in which its topic shows it.
import type { Lesson } from '../lesson.ts';
import { frequencyRegions } from './hearing/frequency-regions.ts';
import { listeningLevels } from './hearing/listening-levels.ts';
import { eqByEar } from './hearing/eq-by-ear.ts';
import { masking } from './hearing/masking.ts';
import { stereoImage } from './hearing/stereo-image.ts';
import { depth } from './hearing/depth.ts';
import { decibels } from './loudness/decibels.ts';
import { meters } from './loudness/meters.ts';
import { dynamicRange } from './loudness/dynamic-range.ts';
import { compression } from './loudness/compression.ts';
import { limiting } from './loudness/limiting.ts';
import { normalisation } from './loudness/normalisation.ts';
import { pitchAndCents } from './pitch/pitch-and-cents.ts';
import { intervals } from './pitch/intervals.ts';
import { scalesAndKeys } from './pitch/scales-and-keys.ts';
import { chords } from './pitch/chords.ts';
import { cadences } from './pitch/cadences.ts';
import { tuning } from './pitch/tuning.ts';
import { pulseAndMetre } from './rhythm/pulse-and-metre.ts';
import { tempoAndTime } from './rhythm/tempo-and-time.ts';
import { subdivision } from './rhythm/subdivision.ts';
import { syncopation } from './rhythm/syncopation.ts';
import { swing } from './rhythm/swing.ts';
import { polyrhythm } from './rhythm/polyrhythm.ts';
import { progressiveOverload } from './training/progressive-overload.ts';
import { volumeAndIntensity } from './training/volume-and-intensity.ts';
import { effort } from './training/effort.ts';
import { rest } from './training/rest.ts';
import { strengthEstimates } from './training/strength-estimates.ts';
import { deload } from './training/deload.ts';
import { howHabitsForm } from './habits/how-habits-form.ts';
import { spacedPractice } from './habits/spaced-practice.ts';
import { ifThenPlans } from './habits/if-then-plans.ts';
import { switching } from './habits/switching.ts';
import { deliberatePractice } from './habits/deliberate-practice.ts';
import { breaksAndSleep } from './habits/breaks-and-sleep.ts';

export const lessons: readonly Lesson[] = [
  frequencyRegions,
  listeningLevels,
  eqByEar,
  masking,
  stereoImage,
  depth,
  decibels,
  meters,
  dynamicRange,
  compression,
  limiting,
  normalisation,
  pitchAndCents,
  intervals,
  scalesAndKeys,
  chords,
  cadences,
  tuning,
  pulseAndMetre,
  tempoAndTime,
  subdivision,
  syncopation,
  swing,
  polyrhythm,
  progressiveOverload,
  volumeAndIntensity,
  effort,
  rest,
  strengthEstimates,
  deload,
  howHabitsForm,
  spacedPractice,
  ifThenPlans,
  switching,
  deliberatePractice,
  breaksAndSleep,
];
