// Finished workouts: a calendar of the days trained beside the list by month, searched and chosen by year. The address says what is shown.
import { Button, Skeleton } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays } from '#schema/day.ts';
import { formatMonth } from '#src/format/days.ts';
import { useRows } from '#src/replica/public.ts';
import { Columns } from '#src/ui/columns.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { FilterSelect, GroupedList, ListStates, ListToolbar, SearchField, useAddressFields } from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { addMonths, monthOf, yearOf } from '../../month.ts';
import { searchedSessions, sessionsBetween, trainedSpan, type FinishedSessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useStartWorkout } from '../session/start-workout.tsx';
import { SessionItem } from './session-list.tsx';
import { PastWorkoutDialog } from './past-workout-dialog.tsx';
import { TrainingCalendar } from './training-calendar.tsx';

const words = strings.history;
const ROW_HEIGHT = 69;
/** `month` is of the year shown and narrows the list to it. */
const FIELDS = { q: '', year: '', month: '' };
const ALL = 'all';

export function HistoryPage() {
  const read = useRows(trainedSpan());
  const [isAdding, setIsAdding] = useState(false);
  const add = (
    <Button variant="default" onClick={() => setIsAdding(true)}>
      {strings.past.add}
    </Button>
  );
  return (
    <Page title={words.title} actions={add}>
      {isAdding && <PastWorkoutDialog onClose={() => setIsAdding(false)} />}
      <WhenRead read={read} loading={<Skeleton height={560} radius="lg" />}>
        {({ rows: [span] }) => (span?.first && span.last ? <History first={span.first} last={span.last} /> : <EmptyHistory />)}
      </WhenRead>
    </Page>
  );
}

/** `first` and `last`: the days trained first and last. */
function History({ first, last }: { first: string; last: string }) {
  const [fields, change] = useAddressFields(FIELDS);
  const { start, question } = useStartWorkout();
  const { q, month } = fields;
  // Opens at the year trained last, which after an import may be long ago.
  const year = fields.year === '' ? yearOf(last) : fields.year;
  const newest = year === ALL ? monthOf(last) : [monthOf(last), `${year}-12`].toSorted()[0];
  const shownMonth = month === '' ? (newest ?? monthOf(last)) : month;
  const read = useRows(
    q === '' ? sessionsBetween(...daysOf(month === '' ? year : month, { first, last })) : searchedSessions(q),
    {
      keepWithin: 'workout history',
    },
  );
  const years = yearsBetween(first, last);
  return (
    <>
      <ListToolbar>
        <SearchField
          label={words.search}
          placeholder={words.searchPlaceholder}
          value={q}
          onChange={(text) => change({ q: text, month: '' })}
        />
        {years.length > 1 && (
          <FilterSelect
            label={words.year}
            options={years}
            any={{ value: ALL, label: words.anyYear }}
            value={year}
            onChange={(chosen) => change({ q: '', month: '', year: chosen === yearOf(last) ? '' : chosen })}
          />
        )}
      </ListToolbar>
      <Columns kind="aside">
        <TrainingCalendar
          month={shownMonth}
          first={first}
          onMove={(to) => change({ q: '', month: to, year: yearOf(to) === yearOf(last) ? '' : yearOf(to) })}
        />
        <WhenRead read={read} loading={<Skeleton height={480} radius="lg" />}>
          {({ rows }) => (
            <ListStates
              count={rows.length}
              isNarrowed
              onClear={() => change({ q: '', month: '', year: '' })}
              none={words.none}
              noneText={words.noneText}
              words={strings.workouts(rows.length)}
              tools={
                month !== '' && (
                  <Button variant="subtle" size="sm" onClick={() => change({ month: '' })}>
                    {words.all}
                  </Button>
                )
              }
            >
              <GroupedList label={words.list} rows={rows} keyOf={({ id }) => id} headingOf={monthHeading} estimatePx={ROW_HEIGHT}>
                {(session) => <SessionItem session={session} onStart={start} />}
              </GroupedList>
            </ListStates>
          )}
        </WhenRead>
      </Columns>
      {question}
    </>
  );
}

const monthHeading = ({ day }: FinishedSessionRow): string => (day === null ? '' : formatMonth(monthOf(day)));

/** The days of a year, of a month or of everything, the second not included. */
function daysOf(period: string, { first, last }: { first: string; last: string }): [string, string] {
  if (period === ALL) return [first, addDays(last, 1)];
  if (period.length > 4) return [`${period}-01`, `${addMonths(period, 1)}-01`];
  return [`${period}-01-01`, `${Number(period) + 1}-01-01`];
}

const yearsBetween = (first: string, last: string): string[] =>
  Array.from({ length: Number(yearOf(last)) - Number(yearOf(first)) + 1 }, (_, at) => String(Number(yearOf(last)) - at));

const EmptyHistory = () => (
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
);
