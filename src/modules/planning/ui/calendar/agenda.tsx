// The coming events as a list, a day each.
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { addDays } from '#schema/day.ts';
import { formatDayLong } from '#src/format/days.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { conflictsIn, isOnDay, type Entry } from '../../model.ts';
import { strings } from '../../strings.ts';
import type { TimeFormats } from '../../times.ts';
import classes from './calendar.module.css';
import { EntryButton } from './entry-button.tsx';

interface AgendaProps {
  firstDay: string;
  days: number;
  today: string;
  entries: readonly Entry[];
  times: TimeFormats;
  onOpen(entry: Entry): void;
}

export function Agenda({ firstDay, days, today, entries, times, onOpen }: AgendaProps) {
  const conflicts = useMemo(() => conflictsIn(entries), [entries]);
  const shown = Array.from({ length: days }, (_, at) => addDays(firstDay, at))
    .map((day) => ({ day, on: entries.filter((entry) => isOnDay(entry, day)) }))
    .filter(({ on }) => on.length > 0);
  return (
    <div className={classes.days}>
      {shown.map(({ day, on }) => (
        <Section key={day} title={dayName(day, today)}>
          <List label={formatDayLong(day)}>
            {on.map((entry) => (
              <ListRow key={entry.id}>
                <EntryButton {...{ entry, times, onOpen }} isConflict={conflicts.has(entry.id)} time={timesOf(entry, times)} />
                {entry.row.location && (
                  <Text size="sm" c="dimmed">
                    {entry.row.location}
                  </Text>
                )}
              </ListRow>
            ))}
          </List>
        </Section>
      ))}
    </div>
  );
}

const dayName = (day: string, today: string): string =>
  day === today
    ? `${strings.today}, ${formatDayLong(day)}`
    : day === addDays(today, 1)
      ? `${strings.tomorrow}, ${formatDayLong(day)}`
      : formatDayLong(day);

export const timesOf = (entry: Entry, times: TimeFormats): string =>
  entry.isAllDay ? strings.entry.allDay : `${times.wall(entry.from)} – ${times.wall(entry.to)}`;
