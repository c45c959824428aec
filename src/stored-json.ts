// Checks of the JSON that this app stored on this device and reads before the first paint. Not zod: even zod/mini would be a
// twentieth of the page's budget, for four small records. Invariant: a value that fails its check reads as null, never half.

/** Returns the value as `T`, or undefined when the stored value has another form. */
export type Check<T> = (value: unknown) => T | undefined;

type Checked<Of> = Of extends Check<infer T> ? T : never;

export const text: Check<string> = (value) => (typeof value === 'string' ? value : undefined);

export const flag: Check<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

export const finite: Check<number> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

export const percent: Check<number> = (value) => {
  const read = finite(value);
  return read !== undefined && read >= 0 && read <= 100 ? read : undefined;
};

/** Of an ISO timestamp. */
export const instant: Check<Date> = (value) => {
  const read = new Date(text(value) ?? Number.NaN);
  return Number.isNaN(read.getTime()) ? undefined : read;
};

export const oneOf =
  <const Choice extends string>(choices: readonly Choice[]): Check<Choice> =>
  (value) =>
    choices.find((choice) => choice === value);

export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value) =>
    value === null ? null : check(value);

/** Fields without a check are left out. */
export const record =
  <Fields extends Readonly<Record<string, Check<unknown>>>>(
    fields: Fields,
  ): Check<{ [Name in keyof Fields]: Checked<Fields[Name]> }> =>
  (value) => {
    if (!isObject(value)) return undefined;
    const read = Object.entries(fields).map(([name, check]) => [name, check(value[name])] as const);
    if (read.some(([, field]) => field === undefined)) return undefined;
    return Object.fromEntries(read) as { [Name in keyof Fields]: Checked<Fields[Name]> };
  };

/** An object whose keys are some of `keys`; undefined when one is another. */
export const someOf =
  <const Key extends string, T>(keys: readonly Key[], check: Check<T>): Check<Partial<Record<Key, T>>> =>
  (value) => {
    if (!isObject(value)) return undefined;
    const isKnown = Object.entries(value).every(([key, item]) => keys.includes(key as Key) && check(item) !== undefined);
    return isKnown ? (value as Partial<Record<Key, T>>) : undefined;
  };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is stored under `key`; null when nothing is, the storage cannot be read, or its content has another form. */
export function readStored<T>(key: string, check: Check<T>, storage?: Pick<Storage, 'getItem'>): T | null {
  try {
    return check(JSON.parse((storage ?? localStorage).getItem(key) ?? 'null')) ?? null;
  } catch {
    return null;
  }
}
