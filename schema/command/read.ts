// Reads a command from any version of the app: finds its definition, upgrades its arguments to the newest version, validates
// them. Server and replica both use this function, so they refuse the same commands. Invariant: malformed arguments never make
// it throw.
import type { CadenceError } from '../protocol/errors.ts';
import { storableText } from '../storable.ts';
import { parseArgs, type CommandDefinition, type OlderArgs } from './define.ts';

export interface SentCommand {
  name: string;
  version: number;
  args: unknown;
}

export type ReadCommand = { ok: true; definition: CommandDefinition; args: unknown } | { ok: false; error: CadenceError };

export type CommandRegistry = ReadonlyMap<string, CommandDefinition>;

/** Commands by name, former names included. Throws when two commands have the same name. */
export function registerCommands(definitions: readonly CommandDefinition[]): CommandRegistry {
  const registry = new Map<string, CommandDefinition>();
  for (const definition of definitions) {
    for (const name of [definition.name, ...definition.formerNames]) {
      if (registry.has(name)) throw new Error(`two commands are named ${name}`);
      registry.set(name, definition);
    }
  }
  return registry;
}

export function readCommand(registry: CommandRegistry, sent: SentCommand): ReadCommand {
  const upgraded = upgradeCommand(registry, sent);
  if (!upgraded.ok) return upgraded;
  const { definition } = upgraded;
  const parsed = parseArgs(definition, upgraded.args);
  if (parsed.success) return { ok: true, definition, args: parsed.data };
  return { ok: false, error: { code: 'invalid_arguments', detail: issuesToText(parsed.error.issues) } };
}

/** The arguments at the newest version, not validated: the form in which a command is sent again. */
export function upgradeCommand(registry: CommandRegistry, { name, version, args }: SentCommand): ReadCommand {
  const definition = registry.get(name);
  if (!definition || version > definition.version) {
    return { ok: false, error: { code: 'unknown_command', detail: storableText(name) } };
  }
  let upgraded = args;
  for (let from = version; from < definition.version; from += 1) {
    const step = definition.upgrade[from];
    if (!step) return { ok: false, error: { code: 'unsupported_version', detail: name } };
    if (!isObject(upgraded)) return { ok: false, error: { code: 'invalid_arguments', detail: name } };
    try {
      upgraded = step(upgraded);
    } catch {
      // The step failed on arguments that were invalid in its version.
      return { ok: false, error: { code: 'invalid_arguments', detail: name } };
    }
  }
  return { ok: true, definition, args: upgraded };
}

const isObject = (value: unknown): value is OlderArgs => typeof value === 'object' && value !== null && !Array.isArray(value);

export const issuesToText = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): string =>
  issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
