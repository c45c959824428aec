// A month as a calendar, with the days trained marked; a marked day leads to its workout.
import { ActionIcon, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatDay, formatMonth, weekdayNames } from '#src/format/days.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { addMonths, daysOfMonthGrid, monthOf } from '../../month.ts';
import { sessionsBetween, type FinishedSessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import classes from '../train/train.module.css';

const words = strings.history;

interface TrainingCalendarProps {
  /** 'YYYY-MM'. */
  month: string;
  /** The day trained first. */
  first: string;
  onMove(month: string): void;
}

export function TrainingCalendar({ month, first, onMove }: TrainingCalendarProps) {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const sessions = rowsIfReady(useRows(sessionsBetween(`${month}-01`, `${addMonths(month, 1)}-01`))) ?? [];
  return (
    <section aria-label={words.calendar(formatMonth(month))} className={classes.calendar}>
      <div className={classes.monthHead}>
        <ActionIcon aria-label={words.earlier} disabled={month <= monthOf(first)} onClick={() => onMove(addMonths(month, -1))}>
          <IconChevronLeft size={20} aria-hidden />
        </ActionIcon>
        <div role="status">
          <Text component="h2" fw={600}>
            {formatMonth(month)}
          </Text>
        </div>
        <ActionIcon aria-label={words.later} disabled={month >= monthOf(today)} onClick={() => onMove(addMonths(month, 1))}>
          <IconChevronRight size={20} aria-hidden />
        </ActionIcon>
      </div>
      <table className={classes.month}>
        <thead>
          <tr>
            {weekdayNames(firstWeekday).map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {daysOfMonthGrid(month, firstWeekday).map((week) => (
            <tr key={week.join()}>
              {week.map((day, at) => (
                <td key={day ?? `gap-${at}`}>
                  {day !== null && (
                    <Day day={day} sessions={sessions.filter((session) => session.day === day)} isToday={day === today} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DayProps {
  day: string;
  sessions: readonly FinishedSessionRow[];
  isToday: boolean;
}

function Day({ day, sessions, isToday }: DayProps) {
  const number = Number(day.slice(8));
  const [session] = sessions;
  const shared = { className: classes.day, 'data-today': isToday || undefined };
  if (!session) return <span {...shared}>{number}</span>;
  return (
    <Link
      {...shared}
      data-trained
      to="/train/history/$id"
      params={{ id: session.id }}
      aria-label={words.trained(formatDay(day), sessions.length)}
    >
      {number}
    </Link>
  );
}
