// Dragging in a month: an event to another day, a new event over days.
import type { PointerEvent } from 'react';
import { daysBetween } from '#schema/day.ts';
import type { Entry } from '../../model.ts';
import { useHeldDrag } from './use-held-drag.ts';

export interface MonthDrag {
  /** Null while a new event is drawn. */
  entry: Entry | null;
  from: string;
  to: string;
}

interface MonthDragOptions {
  onMove(entry: Entry, days: number): void;
  /** From the first day to the last one. */
  onCreate(first: string, last: string): void;
}

/** The day whose cell is under the pointer. */
const dayAt = ({ clientX, clientY }: PointerEvent): string | undefined =>
  document
    .elementsFromPoint(clientX, clientY)
    .map((element) => (element instanceof HTMLElement ? element.dataset['day'] : undefined))
    .find((day) => day !== undefined);

export function useMonthDrag({ onMove, onCreate }: MonthDragOptions) {
  const held = useHeldDrag<MonthDrag>();

  const begin = (event: PointerEvent<HTMLElement>, entry: Entry | null, frame: HTMLElement | null): void => {
    const day = dayAt(event);
    if (day !== undefined) held.begin(event, { entry, from: day, to: day }, { target: frame });
  };

  const move = (event: PointerEvent<HTMLElement>): void => held.move(event, (drag) => ({ ...drag, to: dayAt(event) ?? drag.to }));

  const end = (): void => {
    const drag = held.end();
    if (!drag) return;
    const { entry, from, to } = drag;
    if (!entry) onCreate(from < to ? from : to, from < to ? to : from);
    else if (from !== to) onMove(entry, daysBetween(from, to));
  };

  return { ...held, begin, move, end };
}
