// The plan of a day: what is fixed, what is chosen and in which order, the morning and the evening.
import { ActionIcon, Button, Group, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconListCheck, IconTemplate } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type FormEvent } from 'react';
import { addDays } from '#schema/day.ts';
import { newId } from '#schema/ids.ts';
import { boxed, isOpen, minutesOf, type PlanItem } from '#schema/planning/rules/day-plan.ts';
import { planningLimits } from '#schema/planning/rules/limits.ts';
import { formatDayLong } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { conflictsIn, overlapping, type Entry } from '../../model.ts';
import { strings } from '../../strings.ts';
import { HOURS, useDayPlan, type DayPlan } from '../../use-day.ts';
import { useTimes } from '../../use-events.ts';
import { timesOf } from '../calendar/agenda.tsx';
import { EntryLink } from '../entry-link.tsx';
import { DoneOffers } from './done-offers.tsx';
import { PlanItems } from './plan-items.tsx';
import { PullDialog } from './pull-dialog.tsx';
import { SaveTemplate } from './save-template.tsx';

const words = strings.day;
const ADDRESS = { day: '' } as const;

export function DayPage() {
  const today = useToday();
  const [{ day: given }, setAddress] = useAddressFields(ADDRESS);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) ? given : today;
  const { read, view } = useDayPlan(day);
  const goTo = (to: string): void => setAddress({ day: to === today ? '' : to });
  return (
    <Page
      title={words.title}
      description={formatDayLong(day)}
      isNarrow
      actions={
        <>
          <ActionIcon variant="default" aria-label={strings.previous.day} onClick={() => goTo(addDays(day, -1))}>
            <IconChevronLeft size={20} />
          </ActionIcon>
          <Button variant="default" disabled={day === today} onClick={() => goTo(today)}>
            {strings.today}
          </Button>
          <ActionIcon variant="default" aria-label={strings.next.day} onClick={() => goTo(addDays(day, 1))}>
            <IconChevronRight size={20} />
          </ActionIcon>
        </>
      }
    >
      <WhenRead read={read} loading={<Skeleton height={420} radius="lg" />}>
        {() => <Day day={day} today={today} view={view} />}
      </WhenRead>
    </Page>
  );
}

function Day({ day, today, view }: { day: string; today: string; view: DayPlan }) {
  return (
    <>
      {day === today && <Morning day={day} view={view} />}
      <Section
        title={words.events}
        actions={
          <Button component={Link} to="/plan" variant="subtle">
            {words.calendar}
          </Button>
        }
      >
        <Events view={view} />
      </Section>
      <Section title={words.items} description={freeWords(view)}>
        <Plan day={day} view={view} />
      </Section>
      {day <= today && <DoneOffers day={day} />}
      {day <= today && <Evening day={day} view={view} />}
    </>
  );
}

const freeWords = ({ free, tooMuch }: DayPlan): string =>
  tooMuch > 0 ? words.tooMuch(formatMinutes(tooMuch)) : words.free(formatMinutes(minutesOf(free)));

function Events({ view: { entries } }: { view: DayPlan }) {
  const times = useTimes();
  const conflicts = useMemo(() => conflictsIn(entries), [entries]);
  if (entries.length === 0) return <Text c="dimmed">{words.noEvents}</Text>;
  return (
    <List label={words.events}>
      {entries.map((entry) => (
        <ListRow key={entry.id}>
          <EntryLink entry={entry} />
          <Text size="sm" c="dimmed">
            {timesOf(entry, times)}
            {entry.isDone && `, ${strings.entry.done}`}
          </Text>
          {conflicts.has(entry.id) && (
            <Text size="sm" c="var(--cadence-warning)">
              {words.overlaps(othersOf(entry, entries))}
            </Text>
          )}
        </ListRow>
      ))}
    </List>
  );
}

const othersOf = (entry: Entry, entries: readonly Entry[]): string =>
  overlapping(entries, entry)
    .filter(({ id }) => id !== entry.id)
    .map(({ row }) => row.title)
    .join(', ');

function Plan({ day, view }: { day: string; view: DayPlan }) {
  const run = useRun();
  const [dialog, setDialog] = useState<'none' | 'pull' | 'template'>('none');
  const { items, taken } = view;
  const unplaced = items.filter((item) => isOpen(item) && item.at === null);
  const placed = items.filter((item) => isOpen(item) && item.at !== null);
  const place = async (): Promise<void> => {
    const places = [...boxed(items, HOURS, taken)].map(([id, at]) => ({ id, at }));
    if (places.length === 0 || !(await run('plan.box', { day, places }))) return;
    const done = places.filter(({ at }) => at !== null).length;
    const back = (): void => void run('plan.box', { day, places: places.map(({ id }) => ({ id, at: null })) });
    showToast({ message: words.boxed(done, places.length - done), action: { label: strings.undo, run: back } });
  };
  return (
    <Stack gap="sm">
      <AddLine day={day} />
      {items.length === 0 ? (
        <EmptyPlace icon={IconListCheck} title={words.emptyTitle} order={3}>
          {words.emptyText}
        </EmptyPlace>
      ) : (
        <PlanItems day={day} items={items} />
      )}
      <Group gap="xs">
        <Button variant="default" onClick={() => setDialog('pull')}>
          {words.pull}
        </Button>
        {unplaced.length > 0 && (
          <Button variant="default" onClick={() => void place()}>
            {words.box}
          </Button>
        )}
        {placed.length > 0 && (
          <Button
            variant="default"
            onClick={() => void run('plan.box', { day, places: placed.map(({ id }) => ({ id, at: null })) })}
          >
            {words.unbox}
          </Button>
        )}
        <Button variant="default" leftSection={<IconTemplate size={18} />} component={Link} to="/plan/templates">
          {strings.templates}
        </Button>
        {items.length > 0 && (
          <Button variant="default" onClick={() => setDialog('template')}>
            {words.saveTemplate}
          </Button>
        )}
      </Group>
      {dialog === 'pull' && <PullDialog day={day} view={view} onClose={() => setDialog('none')} />}
      {dialog === 'template' && <SaveTemplate items={items} onClose={() => setDialog('none')} />}
    </Stack>
  );
}

function AddLine({ day }: { day: string }) {
  const run = useRun();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const title = typed.trim();
    if (title === '') return;
    setTyped('');
    void run('plan.add', { id: newId(), day, title }).then((isSaved) => {
      if (!isSaved) setTyped((later) => (later === '' ? title : later));
      return isSaved;
    });
  };
  return (
    <Group component="form" gap="xs" onSubmit={submit as never} wrap="nowrap" align="flex-start">
      <TextInput
        flex={1}
        aria-label={words.add}
        placeholder={words.addPlaceholder}
        value={typed}
        maxLength={planningLimits.title}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" disabled={typed.trim() === ''}>
        {strings.quick.add}
      </Button>
    </Group>
  );
}

/** In the morning: what was left yesterday, and the start of the day. */
function Morning({ day, view }: { day: string; view: DayPlan }) {
  const run = useRun();
  const yesterday = addDays(day, -1);
  const { view: before } = useDayPlan(yesterday);
  const left = before.items.filter(isOpen);
  const isStarted = view.row?.opened_at != null;
  if (isStarted && left.length === 0) return null;
  const carry = (): Promise<boolean> => carryOver(run, yesterday, day, left);
  return (
    <Section title={isStarted ? words.morningDone : words.morning} description={isStarted ? undefined : words.morningText}>
      <Stack gap="xs">
        {left.length > 0 && (
          <>
            <Text>{words.fromYesterday(left.length)}</Text>
            <List label={words.fromYesterday(left.length)}>
              {left.map(({ id, title }) => (
                <ListRow key={id}>{title}</ListRow>
              ))}
            </List>
          </>
        )}
        <Group gap="xs">
          {left.length > 0 && (
            <Button variant={isStarted ? 'filled' : 'default'} onClick={() => void carry()}>
              {words.takeOver}
            </Button>
          )}
          {!isStarted && <Button onClick={() => void run('plan.open', { day })}>{words.morning}</Button>}
        </Group>
      </Stack>
    </Section>
  );
}

async function carryOver(run: ReturnType<typeof useRun>, from: string, to: string, items: readonly PlanItem[]): Promise<boolean> {
  const isDone = await run('plan.carry', { from, to, ids: items.map(({ id }) => id) });
  if (isDone) showToast({ message: strings.saved.carried(items.length) });
  return isDone;
}

function Evening({ day, view }: { day: string; view: DayPlan }) {
  const run = useRun();
  const isClosed = view.row?.closed_at != null;
  const [review, setReview] = useState<string | null>(null);
  const open = view.items.filter(isOpen);
  const done = view.items.filter(({ isDone }) => isDone).length + view.entries.filter((entry) => entry.isDone).length;
  const all = view.items.filter(({ to }) => to === null).length + view.entries.length;
  const text = review ?? view.row?.review ?? '';
  return (
    <Section title={isClosed ? words.eveningDone : words.evening} description={isClosed ? undefined : words.eveningText}>
      <Stack gap="sm">
        <Text>{words.doneToday(done, all)}</Text>
        {open.length > 0 && (
          <Group>
            <Button variant="default" onClick={() => void carryOver(run, day, addDays(day, 1), open)}>
              {words.carry(open.length)}
            </Button>
          </Group>
        )}
        <Textarea
          label={words.review}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2_000}
          value={text}
          onChange={(event) => setReview(event.currentTarget.value)}
        />
        <Group>
          <Button onClick={() => void run('plan.close', { day, isClosed: true, review: text.trim() || null })}>
            {isClosed ? strings.save : words.closeDay}
          </Button>
          {isClosed && (
            <Button variant="default" onClick={() => void run('plan.close', { day, isClosed: false })}>
              {words.openDay}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}
