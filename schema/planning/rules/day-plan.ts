// The plan of a day: its items in order, the free hours between events, and what is carried over.
export const ITEM_KINDS = ['line', 'event', 'habit', 'workout', 'quest', 'inbox', 'goal', 'book', 'lesson', 'focus'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export interface PlanItem {
  id: string;
  title: string;
  kind: ItemKind;
  /** The record that the item was pulled from. */
  ref: string | null;
  minutes: number | null;
  /** When it is planned, in minutes of the day; null for any time. */
  at: number | null;
  isDone: boolean;
  /** The day from which it was carried over. */
  from: string | null;
  /** The day to which it was carried. */
  to: string | null;
}

const isItem = (value: unknown): value is PlanItem =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as PlanItem).id === 'string' &&
  typeof (value as PlanItem).title === 'string';

/** What the row has. */
export const readItems = (value: unknown): PlanItem[] =>
  Array.isArray(value)
    ? value.filter(isItem).map((one) => ({
        id: one.id,
        title: one.title,
        kind: ITEM_KINDS.includes(one.kind) ? one.kind : 'line',
        ref: one.ref ?? null,
        minutes: one.minutes ?? null,
        at: one.at ?? null,
        isDone: one.isDone === true,
        from: one.from ?? null,
        to: one.to ?? null,
      }))
    : [];

/** The items in the order given; those not named keep their order behind. */
export function ordered<Item extends { id: string }>(items: readonly Item[], ids: readonly string[]): Item[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const named = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
  const isNamed = new Set(named.map(({ id }) => id));
  return [...named, ...items.filter(({ id }) => !isNamed.has(id))];
}

export const isOpen = ({ isDone, to }: PlanItem): boolean => !isDone && to === null;

export interface Span {
  /** Minutes of the day. */
  from: number;
  to: number;
}

/** What is left of the hours when these are taken, in order. */
export function freeSpans(hours: Span, taken: readonly Span[]): Span[] {
  const free: Span[] = [];
  let from = hours.from;
  for (const one of [...taken].toSorted((a, b) => a.from - b.from)) {
    if (one.from > from) free.push({ from, to: Math.min(one.from, hours.to) });
    from = Math.max(from, one.to);
    if (from >= hours.to) break;
  }
  if (from < hours.to) free.push({ from, to: hours.to });
  return free.filter(({ from: start, to }) => to > start);
}

export const minutesOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** A place for each open item without a time, in the first free hours that hold it whole; null where none does. */
export function boxed(
  items: readonly PlanItem[],
  hours: Span,
  taken: readonly Span[],
  defaultMinutes = 30,
): Map<string, number | null> {
  const all = [
    ...taken,
    ...items.flatMap(({ at, minutes }) => (at === null ? [] : [{ from: at, to: at + (minutes ?? defaultMinutes) }])),
  ];
  const places = new Map<string, number | null>();
  for (const item of items) {
    if (!isOpen(item) || item.at !== null) continue;
    const length = item.minutes ?? defaultMinutes;
    const free = freeSpans(hours, all).find(({ from, to }) => to - from >= length);
    places.set(item.id, free?.from ?? null);
    if (free) all.push({ from: free.from, to: free.from + length });
  }
  return places;
}

export interface TemplateItem {
  title: string;
  kind: ItemKind;
  minutes: number | null;
  at: number | null;
  /** Of a week, 0 for its first day. */
  day: number;
  /** An event of the calendar, and not a line of the plan. */
  isEvent: boolean;
}

export const readTemplate = (value: unknown): TemplateItem[] =>
  Array.isArray(value)
    ? value
        .filter((one): one is TemplateItem => typeof (one as TemplateItem | null)?.title === 'string')
        .map((one) => ({
          title: one.title,
          kind: ITEM_KINDS.includes(one.kind) ? one.kind : 'line',
          minutes: one.minutes ?? null,
          at: one.at ?? null,
          day: one.day ?? 0,
          isEvent: one.isEvent === true,
        }))
    : [];
