// The commands of introductions and interests as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const onboardingWords = {
  'onboarding.start': 'Start an introduction',
  'onboarding.goTo': 'Go to a step of an introduction',
  'onboarding.finish': 'Finish an introduction',
  'onboarding.skip': 'Skip an introduction',
  'onboarding.answer': 'Answer a question of an introduction',
  'interest.choose': 'Choose an interest',
} satisfies Record<Extract<CommandName, `onboarding.${string}` | `interest.${string}`>, string>;
