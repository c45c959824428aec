// Moving about a picture by hand: wheel, two fingers, keys. One finger or the mouse button stay free for whoever selects.
// Invariant: whatever is bound is unbound by the function returned; a gesture that does nothing is left to the page.
import type { TrackViewApi } from './api.ts';

type GestureView = Pick<TrackViewApi, 'zoom' | 'pan' | 'setRange' | 'range' | 'durationMs' | 'timeAt' | 'setFollowing'>;

const ZOOM_PER_WHEEL_PX = 0.0035;
/** Firefox counts lines. */
const LINE_PX = 16;
const KEY_ZOOM = 1.6;
const KEY_PAN = 0.15;

/** What a key does with the view; false when it means nothing here. `anchorMs` is where zooming holds still. */
export function pressKey(view: GestureView, key: string, anchorMs: number): boolean {
  const durationMs = view.durationMs();
  const { startMs, endMs } = view.range();
  if (key === '+' || key === '=') view.zoom(KEY_ZOOM, anchorMs);
  else if (key === '-' || key === '_') view.zoom(1 / KEY_ZOOM, anchorMs);
  else if (key === '0') view.setRange({ startMs: 0, endMs: durationMs });
  else if (key === 'PageDown') view.pan(1 - KEY_PAN);
  else if (key === 'PageUp') view.pan(KEY_PAN - 1);
  else if (key === ',') view.pan(-KEY_PAN);
  else if (key === '.') view.pan(KEY_PAN);
  else if (key === 'Home') view.setRange({ startMs: 0, endMs: endMs - startMs });
  else if (key === 'End') view.setRange({ startMs: durationMs - (endMs - startMs), endMs: durationMs });
  else return false;
  // Whoever looks elsewhere does not want to be brought back.
  if (!'+=-_0'.includes(key)) view.setFollowing(false);
  return true;
}

/** Wheel: sideways or with shift moves, with ctrl (a pinch on a trackpad) zooms; else the page scrolls as always. */
export function turnWheel(
  view: GestureView,
  event: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  x: number,
  width: number,
): boolean {
  const unit = event.deltaMode === 1 ? LINE_PX : 1;
  if (event.ctrlKey || event.metaKey) {
    view.zoom(Math.exp(-event.deltaY * unit * ZOOM_PER_WHEEL_PX * (event.ctrlKey ? 2 : 1)), view.timeAt(x));
    return true;
  }
  const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (Math.abs(sideways) <= (event.shiftKey ? 0 : Math.abs(event.deltaY)) || width === 0) return false;
  view.setFollowing(false);
  view.pan((sideways * unit) / width);
  return true;
}

interface Finger {
  x: number;
}

/** Two fingers: what was under each stays under it. */
function movePinch(view: GestureView, before: [number, number], after: [number, number]): void {
  const spread = Math.abs(before[1] - before[0]);
  const newSpread = Math.abs(after[1] - after[0]);
  const middle = (before[0] + before[1]) / 2;
  const anchorMs = view.timeAt(middle);
  if (spread > 8 && newSpread > 8) view.zoom(newSpread / spread, anchorMs);
  const { startMs } = view.range();
  const movedMs = view.timeAt(middle) - view.timeAt((after[0] + after[1]) / 2);
  const { endMs } = view.range();
  view.setRange({ startMs: startMs + movedMs, endMs: endMs + movedMs });
}

/** Binds all gestures to a view's host. The host should be focusable for the keys. */
export function bindGestures(host: HTMLElement, view: GestureView): () => void {
  const fingers = new Map<number, Finger>();
  const bound = new AbortController();
  const { signal } = bound;
  const xOf = ({ clientX }: { clientX: number }) => clientX - host.getBoundingClientRect().left;
  let pointerX: number | null = null;

  const onWheel = (event: WheelEvent) => {
    if (turnWheel(view, event, xOf(event), host.clientWidth)) event.preventDefault();
  };
  const onDown = (event: PointerEvent) => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, { x: xOf(event) });
  };
  const onMove = (event: PointerEvent) => {
    pointerX = xOf(event);
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const before = [...fingers.values()].map(({ x }) => x);
    finger.x = xOf(event);
    const after = [...fingers.values()].map(({ x }) => x);
    const [b0, b1] = before;
    const [a0, a1] = after;
    if (b0 === undefined || b1 === undefined || a0 === undefined || a1 === undefined) return;
    view.setFollowing(false);
    movePinch(view, [b0, b1], [a0, a1]);
  };
  const onUp = (event: PointerEvent) => fingers.delete(event.pointerId);
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== host || event.ctrlKey || event.metaKey || event.altKey) return;
    if (pressKey(view, event.key, view.timeAt(pointerX ?? host.clientWidth / 2))) event.preventDefault();
  };

  // Up and down still scroll the page; sideways and two fingers are ours.
  host.style.touchAction = 'pan-y';
  host.addEventListener('wheel', onWheel, { signal, passive: false });
  host.addEventListener('pointerdown', onDown, { signal });
  host.addEventListener('pointermove', onMove, { signal });
  host.addEventListener('pointerleave', () => (pointerX = null), { signal });
  for (const name of ['pointerup', 'pointercancel'] as const) host.addEventListener(name, onUp, { signal });
  host.addEventListener('keydown', onKey, { signal });
  return () => bound.abort();
}
