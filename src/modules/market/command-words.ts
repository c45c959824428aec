// The commands of the market as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const marketWords = {
  'market.buy': 'Buy in the market',
  'market.refund': 'Give a purchase back',
  'market.use': 'Use something from your inventory',
  'market.unuse': 'Take back the use of a treat',
  'market.wear': 'Change what you wear',
  'market.addReward': 'Add a reward of your own',
  'market.editReward': 'Change a reward of your own',
  'market.deleteReward': 'Delete a reward of your own',
  'market.wish': 'Change your wishlist',
  'market.openChest': 'Open a chest',
  'market.closeDay': 'Use streak freezes for a missed day',
  'market.recommend': 'Update the market’s recommendations',
} satisfies Record<Extract<CommandName, `market.${string}`>, string>;
