// Pointing at a chart: what is under the pointer, under the finger or chosen by the arrow keys stands in words above the drawing.
// Invariant: the words have a line of their own, so that they cover nothing and nothing moves when they change.
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import classes from './chart-pointing.module.css';

/** The height of the line above the drawing. */
export const CHART_HEAD_PX = 24;

interface ChartPointingProps {
  /** What the picture says, for those who do not see it. */
  summary: string;
  /** Of the values, above their axis. */
  unit?: string | undefined;
  /** How many points there are to go through. */
  count: number;
  /** The point nearest to `x` px from the left edge of the drawing. */
  indexAt(x: number): number;
  /** A point in words, with its units. */
  textOf(at: number): string;
  children(pointed: number | null): ReactNode;
}

/** To a screen reader it is a slider, whose value the arrow keys change and which it reads aloud. */
export function ChartPointing({ summary, unit, count, indexAt, textOf, children }: ChartPointingProps) {
  const [at, setAt] = useState<number | null>(null);
  const last = count - 1;
  const pointed = at === null || last < 0 ? null : Math.min(at, last);
  const pointAt = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setAt(Math.max(0, Math.min(last, indexAt(x))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = event.key === 'Escape' ? null : stepOf(event.key, pointed ?? last, last);
    if (next === undefined || (next === null && pointed === null)) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(next);
  };
  return (
    <div
      className={classes.chart}
      role="slider"
      tabIndex={0}
      aria-label={summary}
      aria-roledescription="chart"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={pointed ?? Math.max(0, last)}
      aria-valuetext={last < 0 ? '' : textOf(pointed ?? last)}
      onPointerDown={pointAt}
      onPointerMove={pointAt}
      // A finger that was lifted has left, but the person still reads.
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setAt(null)}
      onFocus={() => setAt((before) => before ?? last)}
      onBlur={() => setAt(null)}
      onKeyDown={onKeyDown}
    >
      <div className={classes.head} aria-hidden>
        <span className={classes.unit}>{unit}</span>
        {pointed !== null && <span className={classes.pointed}>{textOf(pointed)}</span>}
      </div>
      {children(pointed)}
    </div>
  );
}

const SCREENFULS = 10;

/** Where a key leads from a point; undefined when it means nothing here. */
function stepOf(key: string, from: number, last: number): number | undefined {
  const page = Math.max(1, Math.round(last / SCREENFULS));
  const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page }[key];
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  return by === undefined ? undefined : Math.max(0, Math.min(last, from + by));
}

/** The index of the value nearest to `wanted`. */
export function nearest(values: readonly number[], wanted: number): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) {
    if (Math.abs((values[at] as number) - wanted) < Math.abs((values[best] as number) - wanted)) best = at;
  }
  return best;
}
