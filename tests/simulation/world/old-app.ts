// Commands that the old version of the app saved differently from the current one: an append under its former name with other
// arguments, and a command in a version that cannot be read any more. The outbox keeps them as they were saved, whichever
// version of the app sends them.
import type { NewCommand } from '#src/replica/outbox/records.ts';

export const FORMER_APPEND = 'sim.add';
export const LEGACY = 'sim.legacy';

/** The append of version 1: `list` was the register's name. */
export interface FormerAppend {
  list: number;
  token: string;
}

export function toOldApp(command: NewCommand): NewCommand {
  if (command.name === LEGACY) return { ...command, version: 1 };
  if (command.name !== 'sim.append') return command;
  const { register, token } = command.args as { register: number; token: string };
  return { ...command, name: FORMER_APPEND, version: 1, args: { list: register, token } satisfies FormerAppend };
}

export const isOfOldApp = ({ name, version }: { name: string; version: number }): boolean =>
  name === FORMER_APPEND || (name === LEGACY && version === 1);
