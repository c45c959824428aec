// What the screens ask of accounts, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async () => ({ Account: { passkeys: queries.passkeys(), ownSessions: queries.ownSessions() } });
