// What both databases can keep of a text: neither NUL nor halves of surrogate pairs. A person pastes them without knowing, so they
// are taken out rather than refused.

const UNSTORABLE = /[\0\p{Surrogate}]/gu;

export const storableText = (text: string): string => text.replace(UNSTORABLE, (found) => (found === '\0' ? '' : '\ufffd'));

/** The same for every text within a JSON value; the value itself where there is nothing to take out, for it may be large. */
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
