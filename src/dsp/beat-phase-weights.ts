// The weights that tell a grid on the beat from one halfway between the beats, fitted to songs with known beats
// (docs/decisions/0070-tempo-and-onsets.md). Invariant: columns are in the order of phaseFeatures; the constant favours the grid
// that was tracked.
import type { NetworkWeights } from './network.ts';

export const BEAT_PHASE_WEIGHTS: NetworkWeights = {
  direct: [
    -0.386, -0.56, -0.307, 0.169, 0.247, 1.19, 0.553, 0.0654, 0.702, 0.921, 0.381, 0.502, -0.0602, 0.0655, 0.231, -0.325, -0.212,
    -0.0393, -0.296, -0.529, 0.374, 0.651, 1.13, 1.94, -0.078, 0.93, 1.61, 0.334, 0.4, 1.01,
  ],
  hidden: [],
  offsets: [],
  outputs: [],
  constant: 0.746,
};
