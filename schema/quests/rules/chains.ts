// Quests in a chain: a quest can be accepted once the one before it was claimed.

/** The kind under which ids of shipped quests are made (`contentId`). */
export const QUEST_CONTENT = 'universal_quest';

/** The key of the quest that comes before; null when there is none. */
export function readAfter(config: unknown): string | null {
  const after = typeof config === 'object' && config !== null && 'after' in config ? config.after : null;
  return typeof after === 'string' ? after : null;
}
