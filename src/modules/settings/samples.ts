// What the screens ask of settings, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async () => ({
  Today: {
    changedSettings: queries.changedSettings(),
  },
});
