// Rewrites a local person's commands for the account that signs in: every id derived from the local user id is derived again
// from the account's and replaced in the arguments. Pure.
import { idFromParts } from '#schema/ids.ts';
import type { NewCommand } from '../outbox/records.ts';

export interface DerivedId {
  id: string;
  parts: (string | number)[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Maps old ids to new ones: the user id, and every id derived from it directly or through other derived ids. */
export function planIdChanges(localUserId: string, userId: string, derived: readonly DerivedId[]): Map<string, string> {
  const partsById = new Map(derived.map(({ id, parts }) => [id, parts]));
  const changes = new Map([[localUserId, userId]]);
  const changedId = (id: string): string => {
    const known = changes.get(id);
    const parts = partsById.get(id);
    if (known !== undefined || !parts) return known ?? id;
    // Set before recursing: hashing cannot produce a cycle, but damaged rows must not hang the sign-in.
    changes.set(id, id);
    const next = idFromParts(userId, ...parts.map((part) => (typeof part === 'string' ? part.replace(UUID, changedId) : part)));
    changes.set(id, next);
    return next;
  };
  for (const { id } of derived) changedId(id);
  return changes;
}

export function rewriteCommands(commands: readonly NewCommand[], changes: ReadonlyMap<string, string>): NewCommand[] {
  return commands.map(({ name, version, args, at, clock, callKey }) => {
    const text = JSON.stringify(args).replace(UUID, (id) => changes.get(id) ?? id);
    return { name, version, args: JSON.parse(text) as unknown, at, ...(clock && { clock }), callKey };
  });
}
