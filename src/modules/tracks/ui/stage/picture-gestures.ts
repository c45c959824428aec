// What a mouse button or one finger does on a picture: a click seeks, a drag of the mouse selects, a finger moves the picture,
// and one that was held selects. Wheel, two fingers and keys are the view's own (drawing/gestures.ts).
// Invariant: one gesture at a time; a second finger ends it.
import type { TimeRange, TrackViewApi } from '../../drawing/api.ts';

export interface PictureGestures {
  /** `y` counts px from the top of the picture. */
  onSeek(timeMs: number, y: number): void;
  /** While the selection is drawn; the two times come in any order. */
  onSelect(fromMs: number, toMs: number): void;
  onHover(timeMs: number | null, y: number): void;
}

const CLICK_PX = 4;
const HOLD_MS = 350;

type Gesture =
  | { kind: 'none' }
  | { kind: 'pressed'; x: number; timeMs: number; isTouch: boolean; holdTimer: number | undefined; range: TimeRange }
  | { kind: 'selecting'; fromMs: number }
  | { kind: 'moving'; x: number; range: TimeRange };

/** Listens on `host` until the returned function is called. `gestures` is read at each event. */
export function listenForGestures(host: HTMLElement, view: TrackViewApi, gestures: () => PictureGestures): () => void {
  const down = new Set<number>();
  let gesture: Gesture = { kind: 'none' };
  const xOf = (event: PointerEvent) => event.clientX - host.getBoundingClientRect().left;
  const yOf = (event: PointerEvent) => event.clientY - host.getBoundingClientRect().top;
  const timeOf = (event: PointerEvent) => Math.max(0, Math.min(view.durationMs(), view.timeAt(xOf(event))));

  const end = () => {
    if (gesture.kind === 'pressed') clearTimeout(gesture.holdTimer);
    gesture = { kind: 'none' };
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    down.add(event.pointerId);
    end();
    if (down.size > 1) return;
    const timeMs = timeOf(event);
    const isTouch = event.pointerType === 'touch';
    // A finger stays with where it came down by itself; taken from there, the view would not see both fingers of a pinch.
    if (!isTouch) host.setPointerCapture(event.pointerId);
    const hold = () => {
      gesture = { kind: 'selecting', fromMs: timeMs };
      navigator.vibrate?.(10);
    };
    const holdTimer = isTouch ? window.setTimeout(hold, HOLD_MS) : undefined;
    gesture = { kind: 'pressed', x: xOf(event), timeMs, isTouch, holdTimer, range: view.range() };
  };
  const onMove = (event: PointerEvent) => {
    if (!down.has(event.pointerId)) {
      if (event.pointerType === 'mouse') gestures().onHover(timeOf(event), yOf(event));
      return;
    }
    const x = xOf(event);
    if (gesture.kind === 'pressed' && Math.abs(x - gesture.x) >= CLICK_PX) {
      const { x: from, timeMs, isTouch, holdTimer, range } = gesture;
      clearTimeout(holdTimer);
      if (isTouch) view.setFollowing(false);
      gesture = isTouch ? { kind: 'moving', x: from, range } : { kind: 'selecting', fromMs: timeMs };
    }
    if (gesture.kind === 'selecting') gestures().onSelect(gesture.fromMs, timeOf(event));
    if (gesture.kind === 'moving') {
      const { startMs, endMs } = gesture.range;
      const byMs = ((gesture.x - x) / Math.max(1, host.clientWidth)) * (endMs - startMs);
      view.setRange({ startMs: startMs + byMs, endMs: endMs + byMs });
    }
  };
  const onUp = (event: PointerEvent) => {
    down.delete(event.pointerId);
    if (gesture.kind === 'pressed' && event.type === 'pointerup') gestures().onSeek(gesture.timeMs, yOf(event));
    end();
  };

  const controller = new AbortController();
  const { signal } = controller;
  host.addEventListener('pointerdown', onDown, { signal });
  host.addEventListener('pointermove', onMove, { signal });
  host.addEventListener('pointerup', onUp, { signal });
  host.addEventListener('pointercancel', onUp, { signal });
  host.addEventListener('pointerleave', () => gestures().onHover(null, 0), { signal });
  // A held finger selects; it does not open a menu.
  host.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => {
    end();
    controller.abort();
  };
}
