// The analysis of this person's tracks on this device, as the rest of the Studio sees it. `AnalysisRunner`
// (analysis-runner.ts) implements it.
import type { CadenceError } from '#schema/protocol/errors.ts';

/** What this device does about a track's analysis; the rows say the rest. */
export type TrackAnalysisState =
  | { kind: 'idle' }
  /** `ahead` tracks come before it. */
  | { kind: 'waiting'; ahead: number }
  /** `part` is 0 … 1. */
  | { kind: 'running'; part: number }
  /** Cancelled on this device: `analyze` starts it again. */
  | { kind: 'cancelled' }
  /** Stopped for all tracks until there is room; the track itself has not failed. */
  | { kind: 'blocked'; error: CadenceError };

export interface AnalysisRunnerApi {
  /** Follows the tracks and analyses what needs it, one at a time, in one tab at a time. Returns the way to stop. */
  start(): () => void;
  state(trackId: string): TrackAnalysisState;
  /** Asks again for a track that failed or was cancelled, and puts it first. */
  analyze(trackId: string): void;
  cancel(trackId: string): void;
  subscribe(onChange: () => void): () => void;
}
