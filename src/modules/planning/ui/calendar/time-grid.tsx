// The hours of one day or a week: timed events side by side, whole days in a lane above, the line of now. Events are moved and resized by
// mouse, by finger after a short rest, and by Alt with the arrow keys.
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { addDays } from '#schema/day.ts';
import { instantToWall, shiftWall } from '#schema/planning/rules/walls.ts';
import { useNow } from '#src/clock/use-now.ts';
import { formatDayLong, formatDayRange } from '#src/format/days.ts';
import { conflictsIn, isInLane, lanesOf, placesOn, type Entry, type Placed } from '../../model.ts';
import { strings } from '../../strings.ts';
import type { TimeFormats } from '../../times.ts';
import classes from './calendar.module.css';
import { EntryButton } from './entry-button.tsx';
import { STEP_MINUTES, useGridDrag } from './use-grid-drag.ts';
import { useHeldTouch } from './use-held-touch.ts';

export interface Times {
  start: string;
  end: string;
}

interface TimeGridProps {
  firstDay: string;
  days: number;
  today: string;
  zone: string;
  entries: readonly Entry[];
  times: TimeFormats;
  onOpen(entry: Entry): void;
  onDay(day: string): void;
  onCreate(times: Times): void;
  /** New times of an entry, as walls of the view's zone. */
  onMove(entry: Entry, times: Times): void;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAY_MINUTES = 24 * 60;
const percent = (minutes: number): string => `${(minutes / DAY_MINUTES) * 100}%`;

export function TimeGrid({ firstDay, days, today, zone, entries, times, onOpen, onDay, onCreate, onMove }: TimeGridProps) {
  const shown = useMemo(() => Array.from({ length: days }, (_, at) => addDays(firstDay, at)), [firstDay, days]);
  const byDay = useMemo(() => shown.map((day) => placesOn(entries, day)), [entries, shown]);
  const conflicts = useMemo(() => conflictsIn(entries), [entries]);
  const helpId = useId();
  const scroll = useScrollToMorning(firstDay);
  const shift = (entry: Entry, minutes: number, byDays: number, length: number): void => {
    const start = shiftWall(entry.from, minutes * 60_000 + byDays * DAY_MINUTES * 60_000);
    const end = shiftWall(entry.to, (minutes + length) * 60_000 + byDays * DAY_MINUTES * 60_000);
    if (end > start) onMove(entry, { start, end });
  };
  const drag = useGridDrag({
    days,
    onCreate: (day, from, to) => onCreate(wallsOf(shown[day] ?? firstDay, from, to)),
    onMove: ({ entry, from }, day, to) =>
      shift(entry, to - from, shown.indexOf(shown[day] ?? '') - dayIndex(entry, firstDay, days), 0),
    onResize: ({ entry, to }, end) => shift(entry, 0, 0, end - to),
  });
  useHeldTouch(scroll, drag.isActive);
  const byKey = (event: KeyboardEvent, entry: Entry): void => {
    const step = keyStep(event);
    if (!step) return;
    event.preventDefault();
    shift(entry, step.minutes, step.days, step.length);
  };
  const open = (entry: Entry): void => {
    if (!drag.takeDragged()) onOpen(entry);
  };
  return (
    <div className={classes.frame} data-days={days} style={{ '--days': days } as React.CSSProperties}>
      <VisuallyHidden id={helpId}>{strings.entry.help}</VisuallyHidden>
      <div className={classes.heads}>
        <span />
        {shown.map((day) => (
          <DayHead key={day} day={day} isToday={day === today} onDay={onDay} />
        ))}
      </div>
      <Lane {...{ firstDay, days, entries, times, onOpen, conflicts }} />
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- A region that scrolls is reached by keyboard. */}
      <div
        className={classes.scroll}
        ref={scroll}
        tabIndex={0}
        role="region"
        aria-label={strings.grid.label(days === 1 ? formatDayLong(firstDay) : formatDayRange(firstDay, shown.at(-1) ?? firstDay))}
      >
        <div className={classes.grid}>
          <div className={classes.hours} aria-hidden>
            {HOURS.slice(1).map((hour) => (
              <span key={hour} className={classes.hour} style={{ top: percent(hour * 60) }}>
                {times.hour(hour)}
              </span>
            ))}
          </div>
          {shown.map((day, at) => (
            <DayColumn
              key={day}
              {...{ day, at, today, zone, times, conflicts, helpId, drag }}
              places={byDay[at] ?? []}
              onOpen={open}
              onKey={byKey}
              onTap={(from) => onCreate(wallsOf(day, from, from + 60))}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const dayIndex = (entry: Entry, firstDay: string, days: number): number =>
  Math.max(0, Array.from({ length: days }, (_, at) => addDays(firstDay, at)).indexOf(entry.from.slice(0, 10)));

const wallsOf = (day: string, from: number, to: number): Times => ({
  start: shiftWall(day, from * 60_000),
  end: shiftWall(day, to * 60_000),
});

/** What Alt and an arrow key do; null for any other key. */
function keyStep({ altKey, shiftKey, key }: KeyboardEvent): { minutes: number; days: number; length: number } | null {
  if (!altKey) return null;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const by = key === 'ArrowUp' ? -STEP_MINUTES : STEP_MINUTES;
    return shiftKey ? { minutes: 0, days: 0, length: by } : { minutes: by, days: 0, length: 0 };
  }
  if (!shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight'))
    return { minutes: 0, days: key === 'ArrowLeft' ? -1 : 1, length: 0 };
  return null;
}

/** The hours begin at seven in the morning; earlier ones are a scroll away. */
function useScrollToMorning(firstDay: string) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.scrollTop = (ref.current.scrollHeight * 6.75) / 24;
  }, [firstDay]);
  return ref;
}

const weekdayName = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });

const DayHead = ({ day, isToday, onDay }: { day: string; isToday: boolean; onDay(day: string): void }) => (
  <button
    type="button"
    className={classes.head}
    data-today={isToday || undefined}
    aria-current={isToday ? 'date' : undefined}
    onClick={() => onDay(day)}
  >
    <VisuallyHidden>{formatDayLong(day)}</VisuallyHidden>
    <span aria-hidden>{weekdayName.format(Date.parse(`${day}T12:00:00Z`))}</span>
    <b aria-hidden>{Number(day.slice(8))}</b>
  </button>
);

interface LaneProps extends Pick<TimeGridProps, 'firstDay' | 'days' | 'entries' | 'times' | 'onOpen'> {
  conflicts: ReadonlySet<string>;
}

function Lane({ firstDay, days, entries, times, onOpen, conflicts }: LaneProps) {
  const places = lanesOf(entries.filter(isInLane), firstDay, days);
  if (places.length === 0) return <div className={classes.lane} style={{ minHeight: 6 }} aria-hidden />;
  return (
    <div className={classes.lane} role="group" aria-label={strings.grid.lane}>
      <span className={classes.laneName} aria-hidden>
        {strings.entry.allDay}
      </span>
      {places.map(({ entry, from, days: length, line }) => (
        <div
          key={entry.id}
          className={classes.laneItem}
          style={{ gridColumn: `${from + 2} / span ${length}`, gridRow: line + 1 }}
        >
          <EntryButton entry={entry} times={times} isConflict={conflicts.has(entry.id)} onOpen={onOpen} />
        </div>
      ))}
    </div>
  );
}

interface DayColumnProps {
  day: string;
  at: number;
  today: string;
  zone: string;
  places: readonly Placed[];
  times: TimeFormats;
  conflicts: ReadonlySet<string>;
  helpId: string;
  drag: ReturnType<typeof useGridDrag>;
  onOpen(entry: Entry): void;
  onKey(event: KeyboardEvent, entry: Entry): void;
  onTap(from: number): void;
}

function DayColumn({ day, at, today, zone, places, times, conflicts, helpId, drag, onOpen, onKey, onTap }: DayColumnProps) {
  const column = useRef<HTMLDivElement>(null);
  const { drag: now } = drag;
  const moved = now && now.kind !== 'create' ? now : null;
  const on = (work: (element: HTMLElement) => void): void => {
    if (column.current) work(column.current);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- A short cut: the button "New event" and the field of words do the same by keyboard.
    <div
      ref={column}
      className={classes.column}
      data-day={at}
      data-today={day === today || undefined}
      onPointerDown={(event) => on((element) => drag.begin(event, 'create', null, element))}
      onPointerMove={(event) => on((element) => drag.move(event, element))}
      onPointerUp={drag.end}
      onPointerCancel={drag.cancel}
      onClick={(event) => {
        if (drag.takeDragged() || event.target !== event.currentTarget) return;
        const box = event.currentTarget.getBoundingClientRect();
        onTap(Math.floor((((event.clientY - box.top) / box.height) * DAY_MINUTES) / 30) * 30);
      }}
    >
      {day === today && <NowLine zone={zone} />}
      {now?.kind === 'create' && now.day === at && <Draft from={now.from} to={now.to} times={times} />}
      {moved && moved.day === at && moved.placed && !places.includes(moved.placed) && (
        <Draft from={moved.from} to={moved.to} times={times} />
      )}
      {places.map((placed) => (
        <PlacedEntry
          key={placed.entry.id}
          placed={placed}
          drag={moved?.placed === placed && (moved.kind === 'resize' || moved.day === at) ? moved : null}
          isAway={moved?.placed === placed && moved.kind === 'move' && moved.day !== at}
          {...{ times, helpId, onOpen, onKey }}
          isConflict={conflicts.has(placed.entry.id)}
          onGrab={(event, kind) => on((element) => drag.begin(event, kind, placed, element))}
          onDrag={(event) => on((element) => drag.move(event, element))}
          onEnd={drag.end}
          onCancel={drag.cancel}
        />
      ))}
    </div>
  );
}

function NowLine({ zone }: { zone: string }) {
  const wall = instantToWall(useNow(true, 30_000), zone);
  const minute = Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
  return <div className={classes.now} style={{ top: percent(minute) }} role="presentation" />;
}

const Draft = ({ from, to, times }: { from: number; to: number; times: TimeFormats }) => (
  <div className={classes.draft} style={{ top: percent(from), height: percent(to - from) }}>
    {times.minute(from)} – {times.minute(to)}
  </div>
);

interface PlacedEntryProps {
  placed: Placed;
  drag: { from: number; to: number } | null;
  isAway: boolean;
  isConflict: boolean;
  times: TimeFormats;
  helpId: string;
  onOpen(entry: Entry): void;
  onKey(event: KeyboardEvent, entry: Entry): void;
  onGrab(event: PointerEvent<HTMLElement>, kind: 'move' | 'resize'): void;
  onDrag(event: PointerEvent<HTMLElement>): void;
  onEnd(): void;
  onCancel(): void;
}

function PlacedEntry({
  placed,
  drag,
  isAway,
  isConflict,
  times,
  helpId,
  onOpen,
  onKey,
  onGrab,
  onDrag,
  onEnd,
  onCancel,
}: PlacedEntryProps) {
  const { entry, column, columns } = placed;
  const { from, to } = drag ?? placed;
  const stop = (work: () => void) => (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    work();
  };
  const width = 100 / columns;
  return (
    <div
      className={classes.placed}
      data-dragged={drag !== null || undefined}
      data-short={to - from < 40 || undefined}
      style={{
        top: percent(from),
        height: percent(to - from),
        insetInlineStart: `${column * width}%`,
        width: `${width}%`,
        opacity: isAway ? 0.4 : undefined,
      }}
      onPointerDown={(event) => {
        event.stopPropagation();
        onGrab(event, 'move');
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        onDrag(event);
      }}
      onPointerUp={stop(onEnd)}
      onPointerCancel={stop(onCancel)}
    >
      <EntryButton
        {...{ entry, times, isConflict, helpId, onOpen }}
        time={drag ? `${times.minute(from)} – ${times.minute(to)}` : times.wall(entry.from)}
        onKeyDown={(event) => onKey(event, entry)}
      />
      <div
        className={classes.handle}
        title={strings.grid.resize}
        onPointerDown={(event) => {
          event.stopPropagation();
          onGrab(event, 'resize');
        }}
      />
    </div>
  );
}
