// The hash that identifies a repeated command: it covers name, version, arguments and the time of the action, not the time of
// sending.
import { createHash } from 'node:crypto';
import type { WireCommand } from '#schema/protocol/commands.ts';

/** SHA-256 over canonical JSON with sorted keys, so a client's order of keys does not matter. */
export function payloadHash({ name, version, args, at }: WireCommand): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical([name, version, args ?? null, at])))
    .digest('base64url');
}

/** Encodes objects as sorted lists of entries and arrays as tagged lists, so different values never have the same encoding. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(canonical)];
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['object', ...entries.map(([key, member]) => [key, canonical(member)])];
}
