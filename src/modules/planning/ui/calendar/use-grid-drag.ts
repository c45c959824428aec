// Dragging in the hours: a new event over free hours, an event to another time or day, its end.
import type { PointerEvent } from 'react';
import type { Placed } from '../../model.ts';
import { useHeldDrag } from './use-held-drag.ts';

export const STEP_MINUTES = 15;
const DAY_MINUTES = 24 * 60;

export interface Drag {
  kind: 'create' | 'move' | 'resize';
  placed: Placed | null;
  /** The column of the view, from 0. */
  day: number;
  from: number;
  to: number;
  /** The minute of the day where the pointer came down. */
  grabbed: number;
}

interface GridDragOptions {
  /** Of the hours, without the column of their names. */
  days: number;
  onCreate(day: number, from: number, to: number): void;
  onMove(placed: Placed, day: number, from: number): void;
  onResize(placed: Placed, to: number): void;
}

const snap = (minute: number): number => Math.round(minute / STEP_MINUTES) * STEP_MINUTES;
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

export function useGridDrag({ days, onCreate, onMove, onResize }: GridDragOptions) {
  const held = useHeldDrag<Drag>();

  const pointAt = (event: PointerEvent, column: HTMLElement): { day: number; minute: number } => {
    const box = column.getBoundingClientRect();
    const at = Number(column.dataset['day'] ?? 0) + Math.floor((event.clientX - box.left) / box.width);
    return { day: clamp(at, 0, days - 1), minute: clamp(((event.clientY - box.top) / box.height) * DAY_MINUTES, 0, DAY_MINUTES) };
  };

  const begin = (event: PointerEvent<HTMLElement>, kind: Drag['kind'], placed: Placed | null, column: HTMLElement): void => {
    const { day, minute } = pointAt(event, column);
    const slot = Math.floor(minute / 30) * 30;
    const span = placed ? { from: placed.from, to: placed.to } : { from: slot, to: slot + 60 };
    const first = { kind, placed, day, grabbed: minute, ...span };
    held.begin(event, first, { target: event.currentTarget, isAtOnce: kind === 'resize' });
  };

  const move = (event: PointerEvent<HTMLElement>, column: HTMLElement): void =>
    held.move(event, (drag) => {
      const { day, minute } = pointAt(event, column);
      return dragged(drag, day, minute);
    });

  const end = (): void => {
    const drag = held.end();
    if (!drag) return;
    const { kind, placed, day, from, to } = drag;
    if (kind === 'create') onCreate(day, from, to);
    else if (placed && kind === 'move') onMove(placed, day, from);
    else if (placed && to !== placed.to) onResize(placed, to);
  };

  return { ...held, begin, move, end };
}

function dragged(drag: Drag, day: number, minute: number): Drag {
  const { grabbed } = drag;
  if (drag.kind === 'resize') return { ...drag, to: clamp(snap(minute), drag.from + STEP_MINUTES, DAY_MINUTES) };
  if (drag.kind === 'create') {
    const [from, to] = [Math.min(grabbed, minute), Math.max(grabbed, minute)];
    return {
      ...drag,
      from: Math.floor(from / STEP_MINUTES) * STEP_MINUTES,
      to: Math.max(snap(to), Math.floor(from / STEP_MINUTES) * STEP_MINUTES + STEP_MINUTES),
    };
  }
  const length = drag.to - drag.from;
  const from = clamp(snap((drag.placed?.from ?? 0) + minute - grabbed), 0, DAY_MINUTES - STEP_MINUTES);
  return { ...drag, day, from, to: from + length };
}
