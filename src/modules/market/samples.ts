// What the screens ask of the market, for the bench.
import { chestsSince } from '#schema/market/rules/chests.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay }) => ({
  Market: {
    shelf: queries.shelf(),
    things: queries.things(),
    wishes: queries.wishes(),
    recommendations: queries.recommendations(),
    transactions: queries.transactions(20),
    balance: queries.balance(),
    level: queries.level(),
    openedChests: queries.openedChests(),
    activeDays: queries.activeDays(chestsSince(lastDay)),
  },
  'Every page': { worn: queries.worn(), heldFreezes: queries.heldFreezes() },
});
