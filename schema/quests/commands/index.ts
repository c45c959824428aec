// Quests: the shipped ones that a person accepts and claims, and a person's own. The rules are in schema/quests/rules/.
import { ownQuestCommands } from './own.ts';
import { shippedQuestCommands } from './shipped.ts';

export const questsCommands = [...shippedQuestCommands, ...ownQuestCommands] as const;
