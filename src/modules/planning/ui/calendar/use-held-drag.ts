// What dragging in the hours and in a month share: a mouse drags at once, a finger after a short rest, so that the page still scrolls
// under it.
import { useRef, useState, type PointerEvent } from 'react';

const LONG_PRESS_MS = 350;
/** A finger that moves further before the rest is scrolling. */
const SLACK_PX = 8;

interface Held<Drag> {
  drag: Drag;
  isActive: boolean;
  x: number;
  y: number;
  timer?: ReturnType<typeof setTimeout>;
}

interface BeginOptions {
  /** What gets the pointer's events from then on. */
  target: Element | null;
  /** A finger need not rest. */
  isAtOnce?: boolean;
}

export function useHeldDrag<Drag>() {
  const [drag, setDrag] = useState<Drag | null>(null);
  const live = useRef<Held<Drag> | null>(null);
  /** A drag ends with a click on what was dragged, which opens nothing. */
  const wasDragged = useRef(false);

  const begin = (event: PointerEvent, first: Drag, { target, isAtOnce = false }: BeginOptions): void => {
    if (event.button !== 0 || live.current) return;
    wasDragged.current = false;
    const held: Held<Drag> = { drag: first, isActive: false, x: event.clientX, y: event.clientY };
    live.current = held;
    const { pointerId } = event;
    const activate = (): void => {
      if (live.current !== held) return;
      held.isActive = true;
      target?.setPointerCapture(pointerId);
      setDrag(held.drag);
    };
    if (event.pointerType === 'mouse') return;
    if (isAtOnce) activate();
    else held.timer = setTimeout(activate, LONG_PRESS_MS);
  };

  const move = (event: PointerEvent, change: (drag: Drag) => Drag): void => {
    const held = live.current;
    if (!held) return;
    if (!held.isActive) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLACK_PX) return;
      if (event.pointerType !== 'mouse') return cancel();
      held.isActive = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    held.drag = change(held.drag);
    setDrag(held.drag);
  };

  /** The drag that ends; null when there was none. */
  const end = (): Drag | null => {
    const held = live.current;
    cancel();
    if (!held?.isActive) return null;
    wasDragged.current = true;
    // The click comes before: what is opened by keyboard later is none.
    setTimeout(() => {
      wasDragged.current = false;
    });
    return held.drag;
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
