// The commands of listening as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const listeningWords = {
  'listening.begin': 'Begin a listening session',
  'listening.answer': 'Answer a prompt',
  'listening.finish': 'Finish a listening session',
  'listening.remove': 'Remove a listening session',
  'listening.savePrompt': 'Save a prompt',
  'listening.savePreset': 'Save a preset',
  'listening.showPrompt': 'Put a prompt away or back',
  'listening.showPreset': 'Put a preset away or back',
} satisfies Record<Extract<CommandName, `listening.${string}`>, string>;
