// One event in a view: a button that opens it, with what a reader hears.
import type { KeyboardEvent } from 'react';
import { formatDayLong } from '#src/format/days.ts';
import type { Entry } from '../../model.ts';
import { strings } from '../../strings.ts';
import type { TimeFormats } from '../../times.ts';
import classes from './calendar.module.css';

interface EntryButtonProps {
  entry: Entry;
  times: TimeFormats;
  isConflict: boolean;
  /** Shown on the button; for whole days nothing. */
  time?: string;
  helpId?: string | undefined;
  onOpen(entry: Entry): void;
  onKeyDown?(event: KeyboardEvent): void;
}

/** Behind the time that is shown: "Run, Monday, 2 March, 7:00 AM to 7:45 AM, repeats". */
export function entryLabel(entry: Entry, times: TimeFormats, isConflict: boolean): string {
  const when = entry.isAllDay ? strings.entry.allDay : `${times.wall(entry.from)} – ${times.wall(entry.to)}`;
  return [
    entry.row.title,
    formatDayLong(entry.from.slice(0, 10)),
    when,
    entry.isSeries && strings.entry.repeats,
    entry.isDone && strings.entry.done,
    isConflict && strings.entry.conflict,
  ]
    .filter((part) => part !== false)
    .join(', ');
}

export function EntryButton({ entry, times, isConflict, time, helpId, onOpen, onKeyDown }: EntryButtonProps) {
  return (
    <button
      type="button"
      className={classes.entry}
      data-compact
      data-color={entry.row.color ?? undefined}
      data-done={entry.isDone || undefined}
      data-conflict={isConflict || undefined}
      // What is shown stands first, as it is shown, so that speech input finds it.
      aria-label={`${time === undefined ? '' : `${time} `}${entryLabel(entry, times, isConflict)}`}
      aria-describedby={helpId}
      title={entry.row.title}
      onClick={() => onOpen(entry)}
      onKeyDown={onKeyDown}
    >
      {time !== undefined && <span className={classes.entryTime}>{time}</span>}
      {/* Without the space the two are read as one word. */} <span className={classes.entryTitle}>{entry.row.title}</span>
    </button>
  );
}
