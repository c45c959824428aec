// The commands of the inbox as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const inboxWords = {
  'inbox.add': 'Capture something',
  'inbox.edit': 'Change an inbox item',
  'inbox.delete': 'Delete an inbox item',
  'capture.add': 'Capture something',
  'capture.edit': 'Change an inbox item',
  'capture.delete': 'Delete an inbox item',
} satisfies Record<Extract<CommandName, `inbox.${string}`>, string> & Record<string, string>;
