// Every command there is, by name. A module adds its file's list here and nowhere else.
import type { z } from 'zod';
import type { CommandDefinition } from './define.ts';
import { focusCommands } from './focus.ts';
import { fitnessCommands } from './fitness.ts';
import { captureCommands } from './capture.ts';
import { settingsCommands } from './settings.ts';
import { trackCommands } from './tracks.ts';

const definitions = [...focusCommands, ...fitnessCommands, ...captureCommands, ...settingsCommands, ...trackCommands] as const;

type Definitions = (typeof definitions)[number];
export type CommandName = Definitions['name'];
/** What a caller passes: the input side of the command's zod schema. */
export type CommandArgs<Name extends CommandName> = z.input<Extract<Definitions, { name: Name }>['args']>;

export const commandsByName: ReadonlyMap<string, CommandDefinition> = new Map(
  definitions.map((definition) => [definition.name, definition as unknown as CommandDefinition]),
);
