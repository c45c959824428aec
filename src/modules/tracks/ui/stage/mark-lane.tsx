// Sections or notes on the time line under the picture: dragged by their middle or their ends, moved by keys, opened by Enter.
// Invariant: while a mark is held its place is only on the screen; letting it go saves it once.
import { VisuallyHidden } from '@mantine/core';
import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { TrackViewApi } from '../../drawing/api.ts';
import { moveGrip, snapMove, SNAP_PX, spanBetween, stackMarks, type Grip, type Span } from '../../marks.ts';
import type { MarkColor } from '../../model.ts';
import classes from './stage.module.css';
import { useRangeVariables } from './use-range.ts';

export interface LaneMark extends Span {
  id: string;
  title: string;
  /** What is left of the title where the lane itself says the rest. */
  short?: string;
  color: MarkColor;
  /** The whole of it in words. */
  label: string;
}

interface MarkLaneProps {
  view: TrackViewApi;
  label: string;
  /** How keys work here, for those who hear the page. */
  help: string;
  marks: readonly LaneMark[];
  durationMs: number;
  /** Empty when nothing snaps. */
  beatsMs: readonly number[];
  onMove(id: string, span: Span): void;
  onOpen(id: string): void;
  onRemove(id: string): void;
  /** A stretch of the empty lane was drawn over. */
  onDraw(span: { startMs: number; endMs: number }): void;
}

const ROW_PX = 28;
/** A moment is this wide on the screen, so the next one goes below it. */
const MOMENT_PX = 96;
const CLICK_PX = 4;

interface Held {
  id: string;
  grip: Grip;
  x: number;
  span: Span;
  now: Span;
  hasMoved: boolean;
}

export function MarkLane(props: MarkLaneProps) {
  const { view, label, help, marks, onOpen } = props;
  const lane = useRef<HTMLUListElement>(null);
  const helpId = useId();
  useRangeVariables(view, lane);
  const { held, drawn, handlers } = useHolding(props, lane);
  const msPerPx = useMsPerPx(view, lane);
  const shown = marks.map((mark) => (mark.id === held?.id ? { ...mark, ...held.now } : mark));
  const rows = stackMarks(marks, MOMENT_PX * msPerPx);
  const rowCount = Math.max(1, ...[...rows.values()].map((row) => row + 1));
  return (
    <>
      <VisuallyHidden id={helpId}>{help}</VisuallyHidden>
      <ul ref={lane} className={classes.lane} style={{ height: rowCount * ROW_PX + 8 }} aria-label={label} {...handlers.lane}>
        {shown.map((mark) => (
          <li
            key={mark.id}
            className={classes.mark}
            data-moment={mark.endMs === null || undefined}
            data-color={mark.color}
            style={placeOf(mark, rows.get(mark.id) ?? 0)}
          >
            <button
              type="button"
              data-mark={mark.id}
              data-held={mark.id === held?.id || undefined}
              aria-label={mark.label}
              title={mark.label}
              aria-describedby={helpId}
              onClick={() => held?.hasMoved !== true && onOpen(mark.id)}
              onKeyDown={(event) => handlers.key(event, mark)}
            >
              {mark.endMs !== null && <span data-grip="start" className={classes.grip} aria-hidden />}
              <span className={classes.markTitle}>{mark.short ?? mark.title}</span>
              {mark.endMs !== null && <span data-grip="end" className={classes.grip} aria-hidden />}
            </button>
          </li>
        ))}
        {drawn && <li aria-hidden className={classes.drawn} style={placeOf(drawn, 0)} />}
      </ul>
    </>
  );
}

const placeOf = ({ startMs, endMs }: Span, row: number) => ({
  '--at-ms': startMs,
  '--for-ms': endMs === null ? 0 : endMs - startMs,
  insetBlockStart: row * ROW_PX + 4,
});

/** Good enough for stacking: it is read when the lane is rendered, and zooming much renders it again with its marks. */
function useMsPerPx(view: TrackViewApi, lane: React.RefObject<HTMLElement | null>): number {
  const { startMs, endMs } = view.range();
  return (endMs - startMs) / Math.max(1, lane.current?.clientWidth ?? 1000);
}

function useHolding(props: MarkLaneProps, lane: React.RefObject<HTMLElement | null>) {
  const { view, marks, durationMs, beatsMs, onMove, onRemove, onDraw } = props;
  const [held, setHeld] = useState<Held | null>(null);
  const [drawing, setDrawing] = useState<{ fromMs: number; x: number } | null>(null);
  const [drawn, setDrawn] = useState<{ startMs: number; endMs: number } | null>(null);
  const xOf = (event: PointerEvent) => event.clientX - (lane.current?.getBoundingClientRect().left ?? 0);
  const msPerPx = () => (view.range().endMs - view.range().startMs) / Math.max(1, lane.current?.clientWidth ?? 1);
  const snapped = (span: Span, grip: Grip, byMs: number, isFree: boolean) =>
    isFree ? byMs : snapMove(span, grip, byMs, beatsMs, SNAP_PX * msPerPx());

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const id = event.target.closest<HTMLElement>('[data-mark]')?.dataset['mark'];
    const mark = marks.find((one) => one.id === id);
    const x = xOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!mark) return setDrawing({ fromMs: view.timeAt(x), x });
    const grip = gripOf(event.target);
    const span = { startMs: mark.startMs, endMs: mark.endMs };
    setHeld({ id: mark.id, grip, x, span, now: span, hasMoved: false });
  };
  const onPointerMove = (event: PointerEvent) => {
    const x = xOf(event);
    if (held && (held.hasMoved || Math.abs(x - held.x) >= CLICK_PX)) {
      const byMs = snapped(held.span, held.grip, (x - held.x) * msPerPx(), event.altKey);
      setHeld({ ...held, now: moveGrip(held.span, held.grip, byMs, durationMs), hasMoved: true });
    }
    if (drawing && Math.abs(x - drawing.x) >= CLICK_PX) setDrawn(spanBetween(drawing.fromMs, view.timeAt(x), durationMs));
  };
  const onPointerUp = () => {
    if (held?.hasMoved) onMove(held.id, held.now);
    // A captured pointer's click goes to the lane, not to the button that was pressed.
    else if (held) props.onOpen(held.id);
    if (drawn) onDraw(drawn);
    setHeld(null);
    setDrawing(null);
    setDrawn(null);
  };
  const onPointerCancel = () => {
    setHeld(null);
    setDrawing(null);
    setDrawn(null);
  };
  const key = (event: KeyboardEvent, mark: LaneMark) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      return onRemove(mark.id);
    }
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const grip = event.shiftKey ? 'end' : event.altKey ? 'start' : 'whole';
    const edge = grip === 'end' ? (mark.endMs ?? mark.startMs) : mark.startMs;
    onMove(mark.id, moveGrip(mark, grip, stepFrom(beatsMs, edge, direction) - edge, durationMs));
  };
  return { held, drawn, handlers: { lane: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel }, key } };
}

const gripOf = (target: Element): Grip => {
  const grip = target.closest<HTMLElement>('[data-grip]')?.dataset['grip'];
  return grip === 'start' || grip === 'end' ? grip : 'whole';
};

const KEY_STEP_MS = 100;

/** The next beat in a direction; without beats a tenth of a second. */
function stepFrom(beatsMs: readonly number[], fromMs: number, direction: number): number {
  const beat = direction > 0 ? beatsMs.find((time) => time > fromMs + 1) : beatsMs.findLast((time) => time < fromMs - 1);
  return beat ?? fromMs + direction * KEY_STEP_MS;
}
