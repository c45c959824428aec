// Values of the model database. Stored form: numbers, booleans and text unchanged; timestamptz as milliseconds; jsonb as JSON
// text with sorted keys; arrays as frozen arrays. The values for commands and for JSON are derived from it.

export type Stored = string | number | boolean | null | readonly Stored[];
export type Row = Readonly<Record<string, Stored>>;

export interface Column {
  name: string;
  /** The type name in Postgres: uuid, text, timestamptz, date, int4, int8, float8, bool, jsonb, _text … */
  type: string;
  default: Stored;
}

/** The stored form of a parameter, or of a value in a row's JSON, for a column of this type. */
export function toStored(type: string, value: unknown): Stored {
  if (value === null || value === undefined) return null;
  if (type === 'timestamptz') return value instanceof Date ? value.getTime() : timeOf(value);
  if (type === 'jsonb') return canonicalJson(typeof value === 'string' ? (JSON.parse(value) as unknown) : value);
  if (Array.isArray(value)) return Object.freeze(value.map((member) => toStored(type.slice(1), member)));
  if (type.startsWith('int') || type.startsWith('float')) return Number(value);
  if (type === 'bool' && typeof value === 'string') return value === 'true' || value === 't';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  throw new Error(`a ${typeof value} cannot be stored as ${type}`);
}

const timeOf = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)));

/** The value that a command reads, like `parseByOid`. */
export function toRead(type: string, value: Stored): unknown {
  if (value === null) return null;
  if (type === 'timestamptz') return new Date(value as number);
  if (type === 'jsonb') return JSON.parse(value as string) as unknown;
  return value;
}

/** The value as `to_jsonb` writes it. */
export function toJson(type: string, value: Stored): unknown {
  if (value === null) return null;
  if (type === 'timestamptz') return instantText(value as number);
  return toRead(type, value);
}

function instantText(ms: number): string {
  const text = new Date(ms).toISOString();
  const fraction = text.slice(20, 23).replace(/0+$/, '');
  return `${text.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}+00:00`;
}

const keyOrder = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

/** Like jsonb, this does not keep the order of keys or spaces. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => keyOrder(a, b));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

export const sameStored = (a: Stored, b: Stored): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));

/** jsonb's `@>` on two stored values: every member of `part` is contained in `whole`, recursively. */
export const jsonbContains = (whole: Stored, part: Stored): boolean =>
  contains(JSON.parse(whole as string) as unknown, JSON.parse(part as string) as unknown);

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((one) => whole.some((other) => contains(other, one)));
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  const members = whole as Record<string, unknown>;
  return Object.entries(part).every(([key, value]) => Object.hasOwn(members, key) && contains(members[key], value));
}
