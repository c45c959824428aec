// The scales of a track's lanes, shared by the worker that draws them and the page that labels them: shares are 0 at the foot of a
// lane and 1 at its top.
import { HIGHEST_HZ, LOWEST_HZ } from '../bands.ts';

export interface LaneScale {
  least: number;
  most: number;
  /** Values with a line. */
  grid: readonly number[];
}

export const LOUDNESS_SCALE: LaneScale = { least: -60, most: 0, grid: [-50, -40, -30, -20, -10] };
/** Of width (0 to 1) and correlation (−1 to 1) alike. */
export const STEREO_SCALE: LaneScale = { least: -1, most: 1, grid: [-0.5, 0, 0.5] };

/** Full scale lies this far from the middle of a waveform's lane, as a share of half its height. */
export const WAVEFORM_REACH = 0.94;

export const shareOn = ({ least, most }: LaneScale, value: number): number =>
  (Math.max(least, Math.min(most, value)) - least) / (most - least);

/** Where a frequency lies in a spectrogram, whose bands are equally high. */
export const shareOfHz = (hz: number): number => Math.log(hz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ);
export const hzAtShare = (share: number): number => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** share;

/** What the colours of a spectrogram stand for, in dB. */
export interface LevelRange {
  lowestDb: number;
  highestDb: number;
}

const RANGE_DB = 66;
const STEP_DB = 6;

/** From a round level above the loudest band of the track down to what is shown as silence. */
export function levelRange(loudestDb: number): LevelRange {
  const highestDb = Math.min(0, Math.ceil(loudestDb / STEP_DB) * STEP_DB) || 0;
  return { lowestDb: highestDb - RANGE_DB, highestDb };
}
