// Values of the model database. Stored form: numbers, booleans and text as they are; timestamptz as milliseconds; jsonb as
// JSON text with sorted keys; arrays as frozen arrays. What commands read and what goes into JSON is made from that.

export type Stored = string | number | boolean | null | readonly Stored[];
export type Row = Readonly<Record<string, Stored>>;

export interface Column {
  name: string;
  /** Postgres's name of the type: uuid, text, timestamptz, date, int4, int8, float8, bool, jsonb, _text … */
  type: string;
  default: Stored;
}

/** What a parameter, or a value in a row's JSON, is stored as in a column of this type. */
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

/** What a command reads, as `parseByOid` says. */
export function toRead(type: string, value: Stored): unknown {
  if (value === null) return null;
  if (type === 'timestamptz') return new Date(value as number);
  if (type === 'jsonb') return JSON.parse(value as string) as unknown;
  return value;
}

/** As `to_jsonb` writes it. */
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

/** jsonb keeps no order of keys and no spaces; neither does this. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => keyOrder(a, b));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

export const sameStored = (a: Stored, b: Stored): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));
