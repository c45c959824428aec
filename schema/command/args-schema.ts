// The JSON schema of a command's arguments, in the form stored in the lists of shipped commands (shipped.json).
import { z } from 'zod';
import type { CommandDefinition } from './define.ts';

/** JSON schemas by command name, then by version. */
export type ShippedCommands = Record<string, Record<string, unknown>>;

/** The schema of a caller's arguments. Refinements have no JSON schema, but changing one needs a new version too. */
export const argsSchema = ({ args }: Pick<CommandDefinition, 'args'>): unknown =>
  JSON.parse(JSON.stringify(z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' })));
