// What other modules use of quests.
export { useQuests } from './use-quests.ts';
