// All content that the app ships. The server installs it at start, and the replica's base contains it.
import type { Kysely } from 'kysely';
import { installSet, type AnyContentSet } from './content-set.ts';
import type { Database } from './database.ts';
import { exerciseContent } from './fitness/content/exercises.ts';
import { programContent } from './fitness/content/program-content.ts';
import { flagContent } from './flags/content.ts';
import { presetContent, promptContent } from './listening/content/content.ts';
import { drillContent, lessonContent, topicContent } from './learn/content/content.ts';
import { planTemplateContent } from './planning/content/templates.ts';
import { marketContent } from './market/content/items.ts';
import { onboardingFlowContent, onboardingStepContent } from './onboarding/content.ts';
import { achievementContent } from './progress/content/achievements.ts';
import { skillContent } from './progress/content/skills.ts';
import { questContent } from './quests/content/quests.ts';

/** A domain adds its sets here and nowhere else. */
export const contentSets: readonly AnyContentSet[] = [
  exerciseContent,
  topicContent,
  lessonContent,
  questContent,
  marketContent,
  skillContent,
  achievementContent,
  programContent,
  drillContent,
  promptContent,
  presetContent,
  planTemplateContent,
  flagContent,
  onboardingFlowContent,
  onboardingStepContent,
];

/** Installs all sets one after the other, in the given session. */
export async function installContent(db: Kysely<Database>): Promise<void> {
  for (const set of contentSets) await installSet(db, set);
}
