// The commands of the settings as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const settingsWords = {
  'settings.set': 'Change a setting',
} satisfies Record<Extract<CommandName, `settings.${string}`>, string>;
