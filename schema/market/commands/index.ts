// Every command of the market. The rules are in schema/market/rules/.
import { buyingCommands } from './buying.ts';
import { chestCommands } from './chests.ts';
import { closingCommands } from './closing.ts';
import { ownRewardCommands } from './own-rewards.ts';
import { usingCommands } from './using.ts';
import { wishCommands } from './wishes.ts';

export const marketCommands = [
  ...buyingCommands,
  ...usingCommands,
  ...ownRewardCommands,
  ...wishCommands,
  ...chestCommands,
  ...closingCommands,
] as const;
