// Removes the characters that our databases cannot store: NUL and unpaired surrogates. They are removed instead of refused,
// because people paste them unknowingly.

const UNSTORABLE = /[\0\p{Surrogate}]/gu;

export const storableText = (text: string): string => text.replace(UNSTORABLE, (found) => (found === '\0' ? '' : '\ufffd'));

/** Applies that to every text within a JSON value. Returns the same value when nothing was removed, because it may be large. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const cleaned = value.map(storable);
    return cleaned.some((inner, at) => inner !== value[at]) ? cleaned : value;
  }
  const entries = Object.entries(value);
  const cleaned = entries.map(([key, inner]) => [storableText(key), storable(inner)] as const);
  const isSame = cleaned.every(([key, inner], at) => key === entries[at]?.[0] && inner === entries[at][1]);
  return isSame ? value : Object.fromEntries(cleaned);
}
