// The calendar: agenda, day, week and month over one field of typed words.
import { ActionIcon, Button, Menu, SegmentedControl, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendar, IconChevronLeft, IconChevronRight, IconDots, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays } from '#schema/day.ts';
import { instantToWall, shiftWall, wallToInstant } from '#schema/planning/rules/walls.ts';
import { now } from '#src/clock/clock.ts';
import { formatDayLong, formatDayRange, formatMonth } from '#src/format/days.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { useAddressFields, WIDE } from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { choicesOf } from '#src/ui/choice.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { shownDays, stepped, VIEWS, type Entry, type View } from '../../model.ts';
import { anyEvent } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useEntries, useEventActions, useTimes } from '../../use-events.ts';
import { EventForm, type NewEvent } from '../event/event-form.tsx';
import { Agenda } from './agenda.tsx';
import classes from './calendar.module.css';
import { MonthGrid } from './month-grid.tsx';
import { QuickEvent } from './quick-event.tsx';
import { ScopeDialog } from './scope-dialog.tsx';
import { TimeGrid, type Times } from './time-grid.tsx';

const ADDRESS = { view: '', day: '' } as const;
const isView = (text: string): text is View => VIEWS.some((view) => view === text);
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

interface Change {
  entry: Entry;
  times: Times;
}

export function CalendarPage() {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const [address, setAddress] = useAddressFields(ADDRESS);
  const view = isView(address.view) ? address.view : isWide ? 'week' : 'agenda';
  const day = isDay(address.day) ? address.day : today;
  const { first, days } = shownDays(view, day, firstWeekday);
  const times = useTimes();
  const { read, entries, zone } = useEntries(first, addDays(first, days - 1));
  const [created, setCreated] = useState<NewEvent | null>(null);
  const [asked, setAsked] = useState<Change | null>(null);
  const { change } = useEventActions();
  const navigate = useNavigate();
  const open = ({ eventId, key }: Entry): void =>
    void navigate({ to: '/plan/event/$eventId', params: { eventId }, search: (key === null ? {} : { on: key }) as never });
  const goTo = (to: string, as: View = view): void => setAddress({ day: to === today ? '' : to, view: as });
  const save = ({ entry, times: to }: Change, scope: 'this' | 'following' | 'all'): void => {
    setAsked(null);
    void change({ id: entry.eventId, key: entry.key, scope }, wallsOfRow(entry, to, zone), strings.saved.moved);
  };
  const move = (entry: Entry, to: Times): void =>
    entry.isSeries ? setAsked({ entry, times: to }) : save({ entry, times: to }, 'all');
  const create = (to: Times): void => setCreated({ ...to, isAllDay: false });
  const createDays = (from: string, to: string): void =>
    setCreated({ start: `${from}T00:00:00`, end: `${addDays(to, 1)}T00:00:00`, isAllDay: true });
  const views = { entries, times, today, onOpen: open, onMove: move, onDay: (on: string) => goTo(on, 'day') };
  return (
    <Page
      title={strings.title}
      actions={
        <>
          <Button component={Link} to="/plan/day" variant="default" px="sm">
            {strings.dayPlan}
          </Button>
          <Button px="sm" leftSection={<IconPlus size={18} />} onClick={() => create(nextHour(day, today, zone))}>
            {strings.newEvent}
          </Button>
          <MoreMenu />
        </>
      }
    >
      <QuickEvent
        zone={zone}
        times={times}
        onDetails={({ start, end, ...typed }) => setCreated({ ...typed, start, end })}
        onAdded={(on) => (on < first || on > addDays(first, days - 1)) && goTo(on)}
      />
      <ViewBar {...{ view, day, today, first, days }} onView={(as) => goTo(day, as)} onGo={(to) => goTo(to)} />
      <WhenRead read={read} loading={<Skeleton height={480} radius="lg" />}>
        {() =>
          view === 'agenda' ? (
            <AgendaOrEmpty
              {...{ first, days, today, entries, times }}
              onOpen={open}
              onAdd={() => create(nextHour(day, today, zone))}
            />
          ) : view === 'month' ? (
            <MonthGrid day={day} firstWeekday={firstWeekday} onCreate={createDays} {...views} />
          ) : (
            <TimeGrid firstDay={first} days={days} zone={zone} onCreate={create} {...views} />
          )
        }
      </WhenRead>
      {created && <EventForm event={null} created={created} onClose={() => setCreated(null)} />}
      {asked && <ScopeDialog isDeletion={false} onChoose={(scope) => save(asked, scope)} onClose={() => setAsked(null)} />}
    </Page>
  );
}

/** Walls of the view's zone as the event's own zone shows them: a moved event keeps its zone. */
function wallsOfRow({ row, isAllDay }: Entry, { start, end }: Times, zone: string): Times {
  if (isAllDay || row.timezone === zone) return { start, end };
  const inZone = (wall: string): string => instantToWall(wallToInstant(wall, zone), row.timezone);
  return { start: inZone(start), end: inZone(end) };
}

function nextHour(day: string, today: string, zone: string): Times {
  const wall = instantToWall(now(), zone);
  const start = day === today ? `${wall.slice(0, 13)}:00:00` : `${day}T09:00:00`;
  const from = day === today ? shiftWall(start, 3_600_000) : start;
  return { start: from, end: shiftWall(from, 3_600_000) };
}

const MoreMenu = () => (
  <Menu position="bottom-end">
    <Menu.Target>
      <ActionIcon variant="default" aria-label={strings.more}>
        <IconDots size={20} />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Item component={Link} to="/plan/week">
        {strings.day.week}
      </Menu.Item>
      <Menu.Item component={Link} to="/plan/templates">
        {strings.templates}
      </Menu.Item>
      <Menu.Item component={Link} to="/plan/import">
        {strings.importFile}
      </Menu.Item>
      <Menu.Item component={Link} to="/plan/address">
        {strings.share}
      </Menu.Item>
    </Menu.Dropdown>
  </Menu>
);

interface ViewBarProps {
  view: View;
  day: string;
  today: string;
  first: string;
  days: number;
  onView(view: View): void;
  onGo(day: string): void;
}

function ViewBar({ view, day, today, first, days, onView, onGo }: ViewBarProps) {
  const period =
    view === 'month'
      ? formatMonth(day.slice(0, 7))
      : days === 1
        ? formatDayLong(first)
        : formatDayRange(first, addDays(first, days - 1));
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label={strings.viewLabel}
        data={choicesOf(strings.views)}
        value={view}
        onChange={(chosen) => onView(chosen as View)}
      />
      <span className={classes.period} aria-live="polite">
        {period}
      </span>
      <span className={classes.steps}>
        <ActionIcon variant="default" aria-label={strings.previous[view]} onClick={() => onGo(stepped(view, day, -1))}>
          <IconChevronLeft size={20} />
        </ActionIcon>
        <Button variant="default" disabled={day === today} onClick={() => onGo(today)}>
          {strings.today}
        </Button>
        <ActionIcon variant="default" aria-label={strings.next[view]} onClick={() => onGo(stepped(view, day, 1))}>
          <IconChevronRight size={20} />
        </ActionIcon>
      </span>
    </div>
  );
}

interface AgendaOrEmptyProps {
  first: string;
  days: number;
  today: string;
  entries: readonly Entry[];
  times: ReturnType<typeof useTimes>;
  onOpen(entry: Entry): void;
  onAdd(): void;
}

function AgendaOrEmpty({ first, onAdd, ...agenda }: AgendaOrEmptyProps) {
  const any = rowsIfReady(useRows(agenda.entries.length === 0 ? anyEvent() : null));
  if (agenda.entries.length > 0) return <Agenda firstDay={first} {...agenda} />;
  return (
    <EmptyPlace
      icon={IconCalendar}
      title={strings.empty.title}
      action={any?.length === 0 && <Button onClick={onAdd}>{strings.empty.first}</Button>}
    >
      {strings.empty.text}
    </EmptyPlace>
  );
}
