// The exercises of a session in the order of training, as workout_sessions.layout keeps them. Sets name their entry, so the
// same exercise may stand twice. Every change here is total: devices that disagree about the layout still end with one.
// zod/mini: Today reads layouts, and the whole of zod is a tenth of the page's budget.
import * as z from 'zod/mini';

const layoutEntry = z.object({
  id: z.string(),
  exerciseId: z.string(),
  note: z._default(z.nullable(z.string()), null),
  /** Entries that follow each other and carry the same letter are done in turn. */
  superset: z._default(z.nullable(z.string()), null),
  /** Its own rest after a set; null for the person's usual one. */
  restSeconds: z._default(z.nullable(z.number()), null),
  /** The planned exercise that it follows, with the sets as they were planned when it started. */
  planId: z._default(z.nullable(z.string()), null),
  plan: z._default(z.array(z.unknown()), []),
});
export type LayoutEntry = z.infer<typeof layoutEntry>;

/** An exercise that no plan laid out. */
export const unplannedEntry = (id: string, exerciseId: string): LayoutEntry => ({
  id,
  exerciseId,
  note: null,
  superset: null,
  restSeconds: null,
  planId: null,
  plan: [],
});

/** What the column holds; nothing that is not an entry. */
export const readLayout = (value: unknown): LayoutEntry[] =>
  Array.isArray(value) ? value.flatMap((entry) => layoutEntry.safeParse(entry).data ?? []) : [];

/** Appends, or inserts at a place; an entry that is there already stays as it is. */
export function withEntry(layout: readonly LayoutEntry[], entry: LayoutEntry, at?: number): LayoutEntry[] {
  if (layout.some(({ id }) => id === entry.id)) return [...layout];
  return layout.toSpliced(at ?? layout.length, 0, entry);
}

export const withoutEntry = (layout: readonly LayoutEntry[], id: string): LayoutEntry[] =>
  layout.filter((entry) => entry.id !== id);

export const withEntryChanged = (
  layout: readonly LayoutEntry[],
  id: string,
  change: Partial<Omit<LayoutEntry, 'id'>>,
): LayoutEntry[] => layout.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));

/** In the order of `ids`; entries another device added meanwhile keep their order behind them. */
export function inOrder(layout: readonly LayoutEntry[], ids: readonly string[]): LayoutEntry[] {
  const place = new Map(ids.map((id, at) => [id, at]));
  return layout.toSorted((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length));
}
