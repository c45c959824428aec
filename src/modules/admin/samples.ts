// What the screens ask of the administration, for the bench.
import { newId } from '#schema/ids.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay }) => ({
  Flags: { adminFlags: queries.adminFlags(), roleNames: queries.roleNames() },
  Account: { held: queries.held(newId(), `${lastDay}T12:00:00.000Z`) },
});
