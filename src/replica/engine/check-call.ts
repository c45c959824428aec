// What a page asks to save, made into a command or refused in words. Pure.
import { parseArgs } from '#schema/commands/define.ts';
import { commandsByName } from '#schema/commands/index.ts';
import { MAX_COMMAND_BYTES } from '#schema/protocol/commands.ts';
import type { NewCommand } from '../outbox/outbox.ts';
import type { Answer, NewCall } from '../service.ts';

/** The command as it will be sent: arguments as JSON gives them back, so that both sides run the same. */
export function checkCall({ name, args, callKey }: NewCall, at: string): Answer<NewCommand> {
  const definition = commandsByName.get(name);
  if (!definition) return { ok: false, error: { code: 'unknown_command', detail: name } };
  const text = JSON.stringify(args ?? {});
  if (text.length > MAX_COMMAND_BYTES) return { ok: false, error: { code: 'too_large' } };
  const sent = JSON.parse(text) as unknown;
  const parsed = parseArgs(definition, sent);
  if (!parsed.success) return { ok: false, error: { code: 'invalid_arguments', detail: issuesToText(parsed.error.issues) } };
  return { ok: true, value: { name, version: definition.version, args: sent, at, callKey } };
}

const issuesToText = (issues: readonly { path: PropertyKey[]; message: string }[]): string =>
  issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
