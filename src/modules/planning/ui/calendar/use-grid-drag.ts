// Dragging in the hours: a new event over free hours, an event to another time or day, its end. A mouse drags at once, a finger after a
// short rest, so that the hours still scroll under it.
import { useRef, useState, type PointerEvent } from 'react';
import type { Placed } from '../../model.ts';

export const STEP_MINUTES = 15;
export const LONG_PRESS_MS = 350;
/** A finger that moves further before the rest is scrolling. */
export const SLACK_PX = 8;
const DAY_MINUTES = 24 * 60;

export interface Drag {
  kind: 'create' | 'move' | 'resize';
  placed: Placed | null;
  /** The column of the view, from 0. */
  day: number;
  from: number;
  to: number;
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
  const [drag, setDrag] = useState<Drag | null>(null);
  const live = useRef<{
    drag: Drag;
    grabbed: number;
    isActive: boolean;
    x: number;
    y: number;
    timer?: ReturnType<typeof setTimeout>;
  } | null>(null);
  /** A drag ends with a click on what was dragged, which opens nothing. */
  const wasDragged = useRef(false);

  const pointAt = (event: PointerEvent, column: HTMLElement): { day: number; minute: number } => {
    const box = column.getBoundingClientRect();
    const at = Number(column.dataset['day'] ?? 0) + Math.floor((event.clientX - box.left) / box.width);
    return { day: clamp(at, 0, days - 1), minute: clamp(((event.clientY - box.top) / box.height) * DAY_MINUTES, 0, DAY_MINUTES) };
  };

  const begin = (event: PointerEvent<HTMLElement>, kind: Drag['kind'], placed: Placed | null, column: HTMLElement): void => {
    if (event.button !== 0 || live.current) return;
    wasDragged.current = false;
    const { day, minute } = pointAt(event, column);
    const slot = Math.floor(minute / 30) * 30;
    const drag = placed
      ? { kind, placed, day, from: placed.from, to: placed.to }
      : { kind, placed, day, from: slot, to: slot + 60 };
    const state = { drag, grabbed: minute, isActive: false, x: event.clientX, y: event.clientY };
    live.current = state;
    const target = event.currentTarget;
    const { pointerId } = event;
    const activate = (): void => {
      if (live.current !== state) return;
      state.isActive = true;
      target.setPointerCapture(pointerId);
      setDrag(state.drag);
    };
    if (event.pointerType === 'mouse') return;
    if (kind === 'resize') activate();
    else live.current.timer = setTimeout(activate, LONG_PRESS_MS);
  };

  const move = (event: PointerEvent<HTMLElement>, column: HTMLElement): void => {
    const state = live.current;
    if (!state) return;
    const distance = Math.hypot(event.clientX - state.x, event.clientY - state.y);
    if (!state.isActive) {
      if (distance < SLACK_PX) return;
      if (event.pointerType !== 'mouse') return cancel();
      state.isActive = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const { day, minute } = pointAt(event, column);
    state.drag = dragged(state.drag, state.grabbed, day, minute);
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
    const { kind, placed, day, from, to } = state.drag;
    if (kind === 'create') onCreate(day, from, to);
    else if (placed && kind === 'move') onMove(placed, day, from);
    else if (placed && to !== placed.to) onResize(placed, to);
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

function dragged(drag: Drag, grabbed: number, day: number, minute: number): Drag {
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
