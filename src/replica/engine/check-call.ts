// Turns a page's call into a command, or refuses it with a message for each invalid argument. Pure.
import type { z } from 'zod';
import { parseArgs } from '#schema/command/define.ts';
import { commandsByName } from '#schema/commands.ts';
import { issuesToText, upgradeCommand } from '#schema/command/read.ts';
import { MAX_COMMAND_BYTES } from '#schema/protocol/commands.ts';
import type { NewCommand } from '../outbox/records.ts';
import type { Answer, NewCall } from '../service.ts';

/**
 * The command as it will be sent: newest version, arguments after a JSON round trip, so that device and server run on the same
 * values. A call without a version has the newest one; a retried rejected command has the version it was made with.
 */
export function checkCall({ name, version, args, callKey }: NewCall, at: string): Answer<NewCommand> {
  const newest = commandsByName.get(name)?.version ?? 1;
  const upgraded = upgradeCommand(commandsByName, { name, version: version ?? newest, args });
  if (!upgraded.ok) return upgraded;
  const { definition } = upgraded;
  const text = JSON.stringify(upgraded.args ?? {});
  if (text.length > MAX_COMMAND_BYTES) return { ok: false, error: { code: 'too_large' } };
  const sent = JSON.parse(text) as unknown;
  const parsed = parseArgs(definition, sent);
  if (!parsed.success) return refused(parsed.error.issues);
  return { ok: true, value: { name: definition.name, version: definition.version, args: sent, at, callKey } };
}

function refused(issues: readonly z.core.$ZodIssue[]): Answer<never> {
  const faults = Object.fromEntries(issues.map((issue) => [String(issue.path[0] ?? ''), issueToText(issue)]));
  return { ok: false, error: { code: 'invalid_arguments', detail: issuesToText(issues) }, faults };
}

/**
 * Returns the form's message for an issue. An issue without one is a bug of the page, not of the person, and keeps zod's text.
 */
function issueToText(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return issue.message;
  const [limit, bound] = issue.code === 'too_big' ? [issue.maximum, 'At most'] : [issue.minimum, 'At least'];
  switch (issue.origin) {
    case 'string':
      return issue.code === 'too_small' && limit === 1 ? 'Required.' : `${bound} ${limit} characters.`;
    case 'array':
      return `${bound} ${limit} entries.`;
    case 'number':
    case 'int':
      return `${bound} ${limit}.`;
    default:
      return issue.message;
  }
}
