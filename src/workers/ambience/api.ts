// What the page tells the processor.
import type { Levels } from '../../dsp/ambience/mixer.ts';

export const AMBIENCE_PROCESSOR = 'cadence-ambience';

export interface AmbienceMessage {
  levels?: Levels;
  fade?: { to: number; seconds: number };
}
