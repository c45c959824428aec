// A month as weeks: bars for whole days and several days, a line for each timed event, and how many more there are. An event is moved to
// another day by mouse, by finger after a short rest, or by Alt with the arrow keys; a tap or a drag over free days makes a new one.
import { VisuallyHidden } from '@mantine/core';
import { useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { addDays } from '#schema/day.ts';
import { shiftWall } from '#schema/planning/rules/walls.ts';
import { formatDayLong, weekdayNames } from '#src/format/days.ts';
import { isOnDay, lanesOf, monthDays, type Entry } from '../../model.ts';
import { strings } from '../../strings.ts';
import type { TimeFormats } from '../../times.ts';
import classes from './calendar.module.css';
import { EntryButton } from './entry-button.tsx';
import type { Times } from './time-grid.tsx';
import { useHeldTouch } from './use-held-touch.ts';
import { useMonthDrag, type MonthDrag } from './use-month-drag.ts';

const LINES = 3;
const DAY_MS = 86_400_000;

interface MonthGridProps {
  day: string;
  today: string;
  firstWeekday: number;
  entries: readonly Entry[];
  times: TimeFormats;
  onOpen(entry: Entry): void;
  onDay(day: string): void;
  onMove(entry: Entry, times: Times): void;
  /** A new event of whole days. */
  onCreate(first: string, last: string): void;
}

export function MonthGrid({ day, today, firstWeekday, entries, times, onOpen, onDay, onMove, onCreate }: MonthGridProps) {
  const { first, weeks } = monthDays(day, firstWeekday);
  const helpId = useId();
  const move = (entry: Entry, days: number): void => {
    if (days !== 0) onMove(entry, { start: shiftWall(entry.from, days * DAY_MS), end: shiftWall(entry.to, days * DAY_MS) });
  };
  const frame = useRef<HTMLDivElement>(null);
  const drag = useMonthDrag({ onMove: move, onCreate });
  useHeldTouch(frame, drag.isActive);
  const open = (entry: Entry): void => {
    if (!drag.takeDragged()) onOpen(entry);
  };
  const byKey = (event: KeyboardEvent, entry: Entry): void => {
    const days = event.altKey ? { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key] : undefined;
    if (days === undefined) return;
    event.preventDefault();
    move(entry, days);
  };
  return (
    <div className={classes.frame}>
      <VisuallyHidden id={helpId}>{strings.entry.help}</VisuallyHidden>
      {/* oxlint-disable jsx-a11y/no-static-element-interactions -- A short cut: the button "New event" and Alt with the arrow keys do the same. */}
      <div className={classes.month} ref={frame} onPointerMove={drag.move} onPointerUp={drag.end} onPointerCancel={drag.cancel}>
        {weekdayNames(firstWeekday).map(({ short, long }) => (
          <span key={long} className={classes.weekday} title={long}>
            {short}
          </span>
        ))}
        {Array.from({ length: weeks }, (_, at) => addDays(first, at * 7)).map((monday) => (
          <Week
            key={monday}
            {...{ today, entries, times, onDay, helpId }}
            drag={drag.drag}
            firstDay={monday}
            month={day.slice(0, 7)}
            onOpen={open}
            onKey={byKey}
            onGrab={(event, entry) => drag.begin(event, entry, frame.current)}
            onTap={(on) => !drag.takeDragged() && onCreate(on, on)}
          />
        ))}
      </div>
    </div>
  );
}

/** The day to which an event is dragged; of a new event each of its days. */
function isOver(drag: MonthDrag | null, day: string): boolean {
  if (!drag) return false;
  if (drag.entry) return drag.to === day;
  return (drag.from <= day && day <= drag.to) || (drag.to <= day && day <= drag.from);
}

interface WeekProps extends Pick<MonthGridProps, 'today' | 'entries' | 'times' | 'onOpen' | 'onDay'> {
  firstDay: string;
  month: string;
  helpId: string;
  onKey(event: KeyboardEvent, entry: Entry): void;
  drag: MonthDrag | null;
  onGrab(event: PointerEvent<HTMLElement>, entry: Entry | null): void;
  onTap(day: string): void;
}

function Week({ firstDay, month, today, entries, times, helpId, drag, onOpen, onDay, onKey, onGrab, onTap }: WeekProps) {
  const days = Array.from({ length: 7 }, (_, at) => addDays(firstDay, at));
  const lanes = useMemo(() => lanesOf(entries, firstDay, 7), [entries, firstDay]);
  const hidden = (day: string): number => lanes.filter(({ entry, line }) => line >= LINES && isOnDay(entry, day)).length;
  return (
    <div className={classes.week}>
      {days.map((day, at) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- The button "New event" does the same by keyboard.
        <div
          key={day}
          className={classes.cell}
          style={{ gridColumn: at + 1 }}
          data-day={day}
          data-over={isOver(drag, day) || undefined}
          onPointerDown={(event) => onGrab(event, null)}
          onClick={() => onTap(day)}
        />
      ))}
      {days.map((day, at) => (
        <button
          key={day}
          type="button"
          className={classes.date}
          style={{ gridColumn: at + 1 }}
          data-other={!day.startsWith(month) || undefined}
          data-today={day === today || undefined}
          aria-current={day === today ? 'date' : undefined}
          aria-label={formatDayLong(day)}
          onClick={() => onDay(day)}
        >
          <span>{Number(day.slice(8))}</span>
        </button>
      ))}
      {lanes
        .filter(({ line }) => line < LINES)
        .map(({ entry, from, days: length, line }) => (
          <div
            key={entry.id}
            className={classes.chip}
            style={{ gridColumn: `${from + 1} / span ${length}`, gridRow: line + 2 }}
            data-dragged={drag?.entry === entry || undefined}
            onPointerDown={(event) => onGrab(event, entry)}
          >
            <EntryButton
              {...{ entry, times, helpId, onOpen }}
              isConflict={false}
              {...(!entry.isAllDay && { time: times.wall(entry.from) })}
              onKeyDown={(event) => onKey(event, entry)}
            />
          </div>
        ))}
      {days.map((day, at) => {
        const more = hidden(day);
        return (
          more > 0 && (
            <button
              key={day}
              type="button"
              className={classes.moreButton}
              style={{ gridColumn: at + 1 }}
              aria-label={strings.entry.moreOn(more, formatDayLong(day))}
              onClick={() => onDay(day)}
            >
              +{more}
            </button>
          )
        );
      })}
    </div>
  );
}
