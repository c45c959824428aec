// A month as weeks: bars for whole days and several days, a line for each timed event, and how many more there are. An event is moved to
// another day by dragging, or by Alt with the arrow keys.
import { VisuallyHidden } from '@mantine/core';
import { useId, useMemo, useState, type DragEvent, type KeyboardEvent } from 'react';
import { addDays, daysBetween } from '#schema/day.ts';
import { shiftWall } from '#schema/planning/rules/walls.ts';
import { formatDayLong, weekdayNames } from '#src/format/days.ts';
import { isOnDay, lanesOf, monthDays, type Entry } from '../../model.ts';
import { strings } from '../../strings.ts';
import type { TimeFormats } from '../../times.ts';
import classes from './calendar.module.css';
import { EntryButton } from './entry-button.tsx';
import type { Times } from './time-grid.tsx';

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
}

export function MonthGrid({ day, today, firstWeekday, entries, times, onOpen, onDay, onMove }: MonthGridProps) {
  const { first, weeks } = monthDays(day, firstWeekday);
  const [dragged, setDragged] = useState<Entry | null>(null);
  const helpId = useId();
  const move = (entry: Entry, days: number): void => {
    if (days !== 0) onMove(entry, { start: shiftWall(entry.from, days * DAY_MS), end: shiftWall(entry.to, days * DAY_MS) });
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
      <div className={classes.month}>
        {weekdayNames(firstWeekday).map(({ short, long }) => (
          <span key={long} className={classes.weekday} title={long}>
            {short}
          </span>
        ))}
        {Array.from({ length: weeks }, (_, at) => addDays(first, at * 7)).map((monday) => (
          <Week
            key={monday}
            {...{ today, entries, times, onOpen, onDay, helpId }}
            firstDay={monday}
            month={day.slice(0, 7)}
            onKey={byKey}
            onGrab={setDragged}
            onDrop={(on) => {
              if (dragged) move(dragged, daysBetween(dragged.from.slice(0, 10), on));
              setDragged(null);
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface WeekProps extends Pick<MonthGridProps, 'today' | 'entries' | 'times' | 'onOpen' | 'onDay'> {
  firstDay: string;
  month: string;
  helpId: string;
  onKey(event: KeyboardEvent, entry: Entry): void;
  onGrab(entry: Entry | null): void;
  onDrop(day: string): void;
}

function Week({ firstDay, month, today, entries, times, helpId, onOpen, onDay, onKey, onGrab, onDrop }: WeekProps) {
  const [over, setOver] = useState<string | null>(null);
  const days = Array.from({ length: 7 }, (_, at) => addDays(firstDay, at));
  const lanes = useMemo(() => lanesOf(entries, firstDay, 7), [entries, firstDay]);
  const hidden = (day: string): number => lanes.filter(({ entry, line }) => line >= LINES && isOnDay(entry, day)).length;
  const dropOn = (day: string) => ({
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(day);
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(null);
      onDrop(day);
    },
  });
  return (
    <div className={classes.week}>
      {days.map((day, at) => (
        <div
          key={day}
          className={classes.cell}
          style={{ gridColumn: at + 1 }}
          data-over={over === day || undefined}
          {...dropOn(day)}
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
            draggable
            onDragStart={() => onGrab(entry)}
            onDragEnd={() => onGrab(null)}
            {...dropOn(days[from] ?? firstDay)}
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
