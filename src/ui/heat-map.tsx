// Days as squares, weeks as columns: how much was done on each. With `onPick` each day is a button, moved between by the arrow keys.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { addDays, daysBetween, weekStart } from '#schema/day.ts';
import { formatDayWithYear, formatMonthName } from '#src/format/days.ts';
import { ChartFrame } from './chart-frame.tsx';
import { FigureTable } from './figure-table.tsx';
import classes from './heat-map.module.css';

interface HeatMapProps {
  /** 'YYYY-MM-DD', both included. */
  from: string;
  to: string;
  firstWeekday: number;
  /** By day; a day without one has 0. */
  values: ReadonlyMap<string, number>;
  /** 0 to 4: how dark a day is. */
  levelOf(value: number): 0 | 1 | 2 | 3 | 4;
  /** A value with its unit. */
  format(value: number): string;
  /** What the picture says, for those who do not see it. */
  summary: string;
  /** Heads of the table behind it. */
  columns: readonly [string, string];
  onPick?(day: string): void;
}

const SQUARE_PX = 16;
const FOOT_PX = 28;
const HEIGHT = 8 * SQUARE_PX + 8 + FOOT_PX;
const LEVELS = [0, 1, 2, 3, 4] as const;
const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 };

export function HeatMap(props: HeatMapProps) {
  const { values, summary, columns, format } = props;
  const done = [...values].filter(([, value]) => value !== 0).toSorted(([a], [b]) => (a < b ? 1 : -1));
  const rows = done.map(([day, value]) => ({ key: day, label: formatDayWithYear(day), figure: format(value) }));
  return (
    <ChartFrame height={HEIGHT} summary={summary} table={<FigureTable columns={columns} rows={rows} />}>
      {() => <Days {...props} />}
    </ChartFrame>
  );
}

function Days({ from, to, firstWeekday, values, levelOf, format, summary, onPick }: HeatMapProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(to);
  const [pointed, setPointed] = useState<string | null>(null);
  const start = weekStart(from, firstWeekday);
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));
  // The newest days are what people look at.
  useEffect(() => {
    scroller.current?.scrollTo({ left: scroller.current.scrollWidth });
  }, [from, to]);
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = addDays(focused, step);
    if (next < from || next > to) return;
    setFocused(next);
    scroller.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
  const place = (day: string) => {
    const offset = daysBetween(start, day);
    return { gridColumn: Math.floor(offset / 7) + 1, gridRow: (offset % 7) + 2 };
  };
  const textOf = (day: string) => `${formatDayWithYear(day)}: ${format(values.get(day) ?? 0)}`;
  // Of fingers too; one that was lifted has left, but the person still reads.
  const pointAt = ({ target }: PointerEvent) =>
    setPointed((target instanceof HTMLElement ? target.dataset['day'] : undefined) ?? null);
  const square = (day: string) => ({
    'data-level': levelOf(values.get(day) ?? 0),
    'data-day': day,
    className: classes.day,
    style: place(day),
  });
  return (
    <>
      <div
        ref={scroller}
        className={classes.scroller}
        // Without days to focus, the keyboard scrolls the map itself.
        {...(!onPick && { tabIndex: 0 })}
        onPointerDown={pointAt}
        onPointerMove={pointAt}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setPointed(null)}
      >
        <div className={classes.days} data-compact {...(onPick ? { role: 'group' } : { role: 'img' })} aria-label={summary}>
          {days
            .filter((day) => day.endsWith('-01'))
            .map((day) => (
              <span key={day} className={classes.month} style={{ gridColumn: place(day).gridColumn, gridRow: 1 }} aria-hidden>
                {formatMonthName(day.slice(0, 7))}
              </span>
            ))}
          {days.map((day) =>
            onPick ? (
              <button
                key={day}
                type="button"
                {...square(day)}
                aria-label={textOf(day)}
                tabIndex={day === focused ? 0 : -1}
                onFocus={() => {
                  setFocused(day);
                  setPointed(day);
                }}
                onBlur={() => setPointed(null)}
                onKeyDown={move}
                onClick={() => onPick(day)}
              />
            ) : (
              <span key={day} {...square(day)} />
            ),
          )}
        </div>
      </div>
      <div className={classes.foot} aria-hidden>
        <span className={classes.pointed}>{pointed !== null && textOf(pointed)}</span>
        <span className={classes.key}>
          Less
          {LEVELS.map((level) => (
            <span key={level} className={classes.day} data-level={level} />
          ))}
          More
        </span>
      </div>
    </>
  );
}
