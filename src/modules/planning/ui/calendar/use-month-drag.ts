// Dragging in a month: an event to another day, a new event over days. A mouse drags at once, a finger after a short rest, so that the page
// still scrolls under it.
import { useRef, useState, type PointerEvent } from 'react';
import { daysBetween } from '#schema/day.ts';
import type { Entry } from '../../model.ts';
import { LONG_PRESS_MS, SLACK_PX } from './use-grid-drag.ts';

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
  const [drag, setDrag] = useState<MonthDrag | null>(null);
  const live = useRef<{ drag: MonthDrag; isActive: boolean; x: number; y: number; timer?: ReturnType<typeof setTimeout> } | null>(
    null,
  );
  const wasDragged = useRef(false);

  const begin = (event: PointerEvent<HTMLElement>, entry: Entry | null, frame: HTMLElement | null): void => {
    const day = dayAt(event);
    if (event.button !== 0 || live.current || day === undefined) return;
    wasDragged.current = false;
    const state = { drag: { entry, from: day, to: day }, isActive: false, x: event.clientX, y: event.clientY };
    live.current = state;
    if (event.pointerType === 'mouse') return;
    const { pointerId } = event;
    live.current.timer = setTimeout(() => {
      if (live.current !== state) return;
      state.isActive = true;
      frame?.setPointerCapture(pointerId);
      setDrag(state.drag);
    }, LONG_PRESS_MS);
  };

  const move = (event: PointerEvent<HTMLElement>): void => {
    const state = live.current;
    if (!state) return;
    if (!state.isActive) {
      if (Math.hypot(event.clientX - state.x, event.clientY - state.y) < SLACK_PX) return;
      if (event.pointerType !== 'mouse') return cancel();
      state.isActive = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    state.drag = { ...state.drag, to: dayAt(event) ?? state.drag.to };
    setDrag(state.drag);
  };

  const end = (): void => {
    const state = live.current;
    cancel();
    if (!state?.isActive) return;
    wasDragged.current = true;
    // The click comes before: what is opened by keyboard later is none.
    setTimeout(() => {
      wasDragged.current = false;
    });
    const { entry, from, to } = state.drag;
    if (!entry) onCreate(from < to ? from : to, from < to ? to : from);
    else if (from !== to) onMove(entry, daysBetween(from, to));
  };

  const cancel = (): void => {
    clearTimeout(live.current?.timer);
    live.current = null;
    setDrag(null);
  };

  return {
    drag,
    begin,
    move,
    end,
    cancel,
    isActive: () => live.current?.isActive === true,
    takeDragged: () => wasDragged.current && !(wasDragged.current = false),
  };
}
