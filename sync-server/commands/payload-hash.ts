// What makes two sendings of a command the same: name, version, arguments and the time of the action, not the time of sending.
import { createHash } from 'node:crypto';
import type { WireCommand } from '#schema/protocol/commands.ts';

/** SHA-256 over canonical JSON (object keys sorted), so that no client's order of keys matters. */
export function payloadHash({ name, version, args, at }: WireCommand): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical([name, version, args ?? null, at])))
    .digest('base64url');
}

/** Objects become sorted lists of entries, arrays a tagged list, so that no two values look alike. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(canonical)];
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['object', ...entries.map(([key, member]) => [key, canonical(member)])];
}
