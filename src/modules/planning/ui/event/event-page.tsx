// One event: when, what fills it, planned beside actual, and what can be done with it.
import { Badge, Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconCalendar, IconCheck, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { timeOfKey, zoneOf } from '#schema/planning/rules/series.ts';
import { instantToWall } from '#schema/planning/rules/walls.ts';
import { formatDayLong } from '#src/format/days.ts';
import { useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRow, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { choicesOf } from '#src/ui/choice.tsx';
import { isSeries, overlapping } from '../../model.ts';
import { eventById, rowsOfSeries, type EventDetails } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { ruleWords } from '../../times.ts';
import { useEntries, useEventActions, useTimes } from '../../use-events.ts';
import { useStart } from '../../use-start.ts';
import { timesOf } from '../calendar/agenda.tsx';
import { ScopeDialog } from '../calendar/scope-dialog.tsx';
import { EntryLink } from '../entry-link.tsx';
import { placeOfLink } from '../place-of-link.ts';
import { EventForm, type ChangedEvent } from './event-form.tsx';

const words = strings.event;

export function EventPage() {
  const { eventId } = useParams({ strict: false });
  const { on } = useSearch({ strict: false }) as { on?: string };
  const read = useRow(eventById(eventId ?? ''), { mayArrive: true });
  const rows = rowsIfReady(useRows(rowsOfSeries([eventId ?? ''])));
  const missing = (
    <MissingPage
      icon={IconCalendar}
      title={words.missing}
      text={words.missingText}
      back={{ to: '/plan', label: words.back }}
      isNarrow
    />
  );
  if (read.kind === 'missing') return missing;
  return (
    <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
      {({ row }) => {
        const event = occurrenceOf(row, on ?? null, rows ?? []);
        return event ? <Event event={event} /> : missing;
      }}
    </WhenRead>
  );
}

/** The event, or the occurrence that the address names: by its own row, else by the rule. A series without a name is its first one. */
function occurrenceOf(row: EventDetails, key: string | null, rows: readonly EventDetails[]): ChangedEvent | null {
  if (row.parent_event_id !== null) {
    return { row, rule: null, id: row.parent_event_id, key: row.occurrence_key, start: row.start_time, end: row.end_time };
  }
  if (!isSeries(row)) return { row, rule: null, id: row.id, key: null, start: row.start_time, end: row.end_time };
  if (key === null) return { row, rule: row.recurrence_rule, id: row.id, key: null, start: row.start_time, end: row.end_time };
  const own = rows.find(({ parent_event_id, occurrence_key }) => parent_event_id === row.id && occurrence_key === key);
  if (own) return { row: own, rule: row.recurrence_rule, id: row.id, key, start: own.start_time, end: own.end_time };
  const time = timeOfKey(row, key);
  return time && !row.excluded_dates.includes(key)
    ? { row, rule: row.recurrence_rule, id: row.id, key, start: time.start, end: time.end }
    : null;
}

function Event({ event }: { event: ChangedEvent }) {
  const { row } = event;
  const today = useToday();
  const run = useRun();
  const navigate = useNavigate();
  const { remove } = useEventActions();
  const [dialog, setDialog] = useState<'none' | 'edit' | 'delete'>('none');
  const isDone = row.status === 'done' && (event.key === null || row.parent_event_id !== null);
  const place = placeOfLink(row);
  const { start, question } = useStart();
  const minutes = row.all_day ? null : Math.round((event.end.getTime() - event.start.getTime()) / 60_000);
  const target = { id: event.id, key: event.key };
  const complete = async (): Promise<void> => {
    if (!(await run('event.complete', { ...target, isDone: !isDone, day: today }))) return;
    const back = (): void => void run('event.complete', { ...target, isDone, day: today });
    showToast({ message: isDone ? strings.saved.reopened : strings.saved.done, action: { label: strings.undo, run: back } });
  };
  const removeAs = async (scope: 'this' | 'following' | 'all'): Promise<void> => {
    setDialog('none');
    if (await remove({ ...target, scope })) void navigate({ to: '/plan' });
  };
  return (
    <Page
      title={row.title}
      isNarrow
      actions={
        <>
          {place && !isDone && (
            <Button
              leftSection={<IconPlayerPlay size={18} />}
              onClick={() => start({ ...row, minutes: minutes || null, eventId: row.id })}
            >
              {words.start}
            </Button>
          )}
          <Button
            variant={place && !isDone ? 'default' : 'filled'}
            leftSection={<IconCheck size={18} />}
            onClick={() => void complete()}
          >
            {isDone ? words.reopen : words.complete}
          </Button>
        </>
      }
    >
      <Facts event={event} isDone={isDone} />
      <Conflicts event={event} />
      {question}
      <Group gap="xs">
        <Button variant="default" leftSection={<IconPencil size={18} />} onClick={() => setDialog('edit')}>
          {words.edit}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={18} />}
          onClick={() => (event.key === null ? void removeAs('all') : setDialog('delete'))}
        >
          {words.remove}
        </Button>
      </Group>
      {dialog === 'edit' && <EventForm event={event} onClose={() => setDialog('none')} />}
      {dialog === 'delete' && (
        <ScopeDialog isDeletion onChoose={(scope) => void removeAs(scope)} onClose={() => setDialog('none')} />
      )}
    </Page>
  );
}

/** What else is planned at the same time. */
function Conflicts({ event: { row, id, key, start, end } }: { event: ChangedEvent }) {
  const times = useTimes();
  const zone = useTimeZone();
  const { entries } = useEntries(instantToWall(start, zone).slice(0, 10), instantToWall(end, zone).slice(0, 10));
  const others = row.all_day ? [] : overlapping(entries, { start, end }).filter((one) => one.eventId !== id || one.key !== key);
  if (others.length === 0) return null;
  return (
    <Section title={words.conflicts(others.length)} description={words.conflictsText}>
      <List label={words.conflicts(others.length)}>
        {others.map((entry) => (
          <ListRow key={entry.id}>
            <EntryLink entry={entry} />
            <Text size="sm" c="dimmed">
              {timesOf(entry, times)}
            </Text>
          </ListRow>
        ))}
      </List>
    </Section>
  );
}

function Facts({ event, isDone }: { event: ChangedEvent; isDone: boolean }) {
  const { row, rule } = event;
  const times = useTimes();
  const zone = useTimeZone();
  const shown = row.all_day ? 'UTC' : zone;
  const span = (start: Date, end: Date, in_: string): string => {
    const [from, to] = [instantToWall(start, in_), instantToWall(end, in_)];
    return row.all_day ? strings.entry.allDay : `${times.wall(from)} – ${times.wall(to)}`;
  };
  const own = zoneOf(row);
  const facts: [string, string | null][] = [
    [words.planned, `${formatDayLong(instantToWall(event.start, shown).slice(0, 10))}, ${span(event.start, event.end, shown)}`],
    [words.inZone(cityOf(row.timezone)), !row.all_day && own !== zone ? span(event.start, event.end, own) : null],
    [words.actual, isDone && row.actual_start && row.actual_end ? span(row.actual_start, row.actual_end, zone) : null],
    [words.repeats, rule === null ? null : ruleWords(rule)],
    [words.reminds, row.reminders.length === 0 ? null : row.reminders.map((minutes) => reminderText(minutes)).join(', ')],
    [words.where, row.location],
    [words.link, row.linked_kind === null ? null : (strings.form.links[row.linked_kind as 'habit'] ?? row.linked_kind)],
    [words.notes, row.description],
  ];
  return (
    <Stack gap="sm">
      {isDone && (
        <Group gap="xs">
          <Badge variant="light">{strings.saved.done}</Badge>
          {row.filled_by !== null && <Text size="sm">{words.filled}</Text>}
        </Group>
      )}
      <Table layout="auto">
        <Table.Tbody>
          {facts
            .filter(([, value]) => value !== null && value !== '')
            .map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500} style={{ verticalAlign: 'top' }}>
                  {name}
                </Table.Th>
                <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

/** "New York" of "America/New_York": a whole name does not fit beside its time. */
const cityOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

const reminderText = (minutes: number): string =>
  choicesOf(strings.reminderChoices).find(({ value }) => value === String(minutes))?.label ?? strings.quick.reminder(minutes);
