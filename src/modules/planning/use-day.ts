// The plan of one day with its events and its free hours.
import { useMemo } from 'react';
import { readItems, freeSpans, isOpen, minutesOf, type PlanItem, type Span } from '#schema/planning/rules/day-plan.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { placesOn, type Entry } from './model.ts';
import { planOn, type PlanRow } from './queries.ts';
import { useEntries } from './use-events.ts';

/** The hours of a day that can be planned. */
export const HOURS: Span = { from: 8 * 60, to: 22 * 60 };

export interface DayPlan {
  row: PlanRow | null;
  items: readonly PlanItem[];
  entries: readonly Entry[];
  /** What the events take. */
  taken: readonly Span[];
  free: readonly Span[];
  /** Minutes of open items without a time more than the day has free; 0 or less fits. */
  tooMuch: number;
}

export const DEFAULT_MINUTES = 30;

export function useDayPlan(day: string) {
  const plan = useRows(planOn(day));
  const { read: events, entries } = useEntries(day, day);
  const row = rowsIfReady(plan)?.[0] ?? null;
  const view = useMemo((): DayPlan => {
    const items = readItems(row?.items);
    const taken = placesOn(entries, day).map(({ from, to }) => ({ from, to }));
    const boxed = items.flatMap(({ at, minutes }) => (at === null ? [] : [{ from: at, to: at + (minutes ?? DEFAULT_MINUTES) }]));
    const free = freeSpans(HOURS, [...taken, ...boxed]);
    const open = items.filter((item) => isOpen(item) && item.at === null);
    const needed = open.reduce((sum, { minutes }) => sum + (minutes ?? DEFAULT_MINUTES), 0);
    return { row, items, entries, taken, free, tooMuch: needed - minutesOf(free) };
  }, [row, entries, day]);
  const read = plan.kind === 'ready' ? events : plan;
  return { read, view };
}
