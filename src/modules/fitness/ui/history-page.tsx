// Finished workouts by month: the days trained as dots, and the workouts of the month below.
import { ActionIcon, Button, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { formatDay, formatMonth } from '../format.ts';
import { addMonths, daysOfMonthGrid, monthOf, weekdayNames } from '../month.ts';
import { sessionsBetween, trainedSpan, type FinishedSessionRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { SessionList } from './session-list.tsx';
import classes from './train.module.css';

const words = strings.history;

export function HistoryPage() {
  const today = useToday();
  const [chosen, setChosen] = useState<string | null>(null);
  const { rows: span } = useLive(trainedSpan(), []);
  const first = span?.[0]?.first ?? null;
  const last = span?.[0]?.last ?? null;
  if (span && last === null) return <EmptyHistory />;
  // Opens at the month trained last, which after an import may be long ago.
  const month = chosen ?? monthOf(last ?? today);
  return (
    <Page title={words.title}>
      <MonthHead
        month={month}
        hasEarlier={first !== null && monthOf(first) < month}
        hasLater={month < monthOf(today)}
        onMove={(count) => setChosen(addMonths(month, count))}
      />
      <Month month={month} today={today} />
    </Page>
  );
}

interface MonthHeadProps {
  month: string;
  hasEarlier: boolean;
  hasLater: boolean;
  onMove(count: number): void;
}

function MonthHead({ month, hasEarlier, hasLater, onMove }: MonthHeadProps) {
  return (
    <div className={classes.monthHead}>
      <ActionIcon aria-label={words.earlier} disabled={!hasEarlier} onClick={() => onMove(-1)}>
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <div role="status">
        <Text component="h2" fw={600}>
          {formatMonth(month)}
        </Text>
      </div>
      <ActionIcon aria-label={words.later} disabled={!hasLater} onClick={() => onMove(1)}>
        <IconChevronRight size={20} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Month({ month, today }: { month: string; today: string }) {
  const from = `${month}-01`;
  const until = `${addMonths(month, 1)}-01`;
  const { rows } = useLive(sessionsBetween(from, until), [from, until]);
  return (
    <>
      <MonthGrid month={month} today={today} sessions={rows ?? []} />
      {rows === undefined ? (
        <Skeleton height={240} radius="lg" />
      ) : rows.length === 0 ? (
        <Text c="dimmed">{words.emptyMonth}</Text>
      ) : (
        <div>
          <Text size="sm" c="dimmed" className="tabular">
            {strings.workouts(rows.length)}
          </Text>
          <SessionList sessions={rows} />
        </div>
      )}
    </>
  );
}

interface MonthGridProps {
  month: string;
  today: string;
  sessions: readonly FinishedSessionRow[];
}

function MonthGrid({ month, today, sessions }: MonthGridProps) {
  const { firstWeekday } = useSettings();
  const countByDay = new Map<string, number>();
  for (const { day } of sessions) if (day !== null) countByDay.set(day, (countByDay.get(day) ?? 0) + 1);
  return (
    <table className={classes.month} aria-label={words.calendar(formatMonth(month))}>
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
                {day !== null && <Day day={day} count={countByDay.get(day) ?? 0} isToday={day === today} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, count, isToday }: { day: string; count: number; isToday: boolean }) {
  return (
    <span className={classes.day} data-trained={count > 0 || undefined} data-today={isToday || undefined}>
      <span aria-hidden={count > 0 || undefined}>{Number(day.slice(8))}</span>
      {count > 0 && <VisuallyHidden>{words.trained(formatDay(day), count)}</VisuallyHidden>}
    </span>
  );
}

const EmptyHistory = () => (
  <Page title={words.title}>
    <EmptyPlace
      icon={IconCalendar}
      title={words.emptyTitle}
      action={
        <Button component={Link} to="/train/import" variant="default">
          {strings.import}
        </Button>
      }
    >
      {words.emptyText}
    </EmptyPlace>
  </Page>
);
