// What the screens ask of the flags, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async () => ({ Today: { flagRows: queries.flagRows() } });
