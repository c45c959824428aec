// One habit: how it stands, its calendar to correct, its strength, streaks, weekdays and months, notes, pauses, and what can be done with it.
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconArchive, IconBeach, IconDots, IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { addDays } from '#schema/day.ts';
import { readReminders } from '#schema/habits/rules/reminders.ts';
import { formatDay } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { joinRows, useRow, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { Page } from '#src/ui/page.tsx';
import { RecordPage } from '#src/ui/record-page.tsx';
import { archiveHabit, deleteHabit, endPause } from '../commands.ts';
import { historyOf, pauseOn, pausesFor } from '../model.ts';
import { habitById, habitEntries, habitPauses, type HabitDetails, type HabitEntryRow, type PauseRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { DayDialog } from './day-dialog.tsx';
import { HabitCalendar } from './habit-calendar.tsx';
import { ByMonth, ByWeekday, HabitFigures, ScoreCurve, Streaks } from './habit-figures.tsx';
import { HabitForm } from './habit-form.tsx';
import { HabitNotes, HabitPauses } from './habit-notes.tsx';
import classes from './habits.module.css';
import { PauseDialog } from './pause-dialog.tsx';

const words = strings.page;
const route = getRouteApi('/habits/$habitId');

export function HabitPage() {
  const { habitId } = route.useParams();
  const habit = useRow(habitById(habitId), { mayArrive: true });
  const known = joinRows({ entries: useRows(habitEntries(habitId)), pauses: useRows(habitPauses()) });
  return (
    <RecordPage
      title={strings.title}
      record={habit}
      beside={known}
      missing={{
        icon: IconRepeat,
        title: words.missingTitle,
        text: words.missingText,
        back: { to: '/habits', label: words.back },
      }}
    >
      {(row, { entries, pauses }) => <Known habit={row} entries={entries} pauses={pauses} />}
    </RecordPage>
  );
}

interface KnownProps {
  habit: HabitDetails;
  entries: readonly HabitEntryRow[];
  pauses: readonly PauseRow[];
}

function Known({ habit, entries, pauses }: KnownProps) {
  const today = useToday();
  const [day, setDay] = useState<string | null>(null);
  const ownPauses = pauses.filter(({ habit_id }) => habit_id === null || habit_id === habit.id);
  const history = useMemo(
    () =>
      historyOf(
        habit,
        entries.map(({ completed_date, mark, value }) => ({ day: completed_date, mark, value })),
        pausesFor(pauses, habit.id),
        today,
      ),
    [habit, entries, pauses, today],
  );
  return (
    <Page title={habit.name} description={<Facts habit={habit} />} actions={<Actions habit={habit} />}>
      <PausedNow pauses={ownPauses} today={today} />
      <HabitFigures history={history} onToday={() => setDay(today)} />
      <HabitCalendar habit={habit} history={history} today={today} onDay={setDay} />
      <ScoreCurve history={history} today={today} />
      <div className={classes.pair}>
        <Streaks history={history} />
        <ByWeekday history={history} />
      </div>
      <ByMonth habit={habit} history={history} today={today} />
      <HabitNotes entries={entries} onDay={setDay} />
      <HabitPauses pauses={ownPauses} />
      {day !== null && (
        <DayDialog
          habit={habit}
          day={day}
          entry={entries.find(({ completed_date }) => completed_date === day) ?? null}
          onClose={() => setDay(null)}
        />
      )}
    </Page>
  );
}

function Facts({ habit }: { habit: HabitDetails }) {
  const { times } = readReminders(habit.reminders);
  const facts = [
    strings.schedule(habit),
    strings.target(habit),
    habit.group_name,
    ...times.map(({ minute, weekdays }) => words.reminderAt(minute, weekdays)),
    habit.is_active ? null : strings.archived,
  ].filter(Boolean);
  return (
    <>
      {facts.join(' · ')}
      {habit.description !== null && (
        <Text component="span" display="block" size="sm" className={classes.notes}>
          {habit.description}
        </Text>
      )}
    </>
  );
}

function PausedNow({ pauses, today }: { pauses: readonly PauseRow[]; today: string }) {
  const run = useRun();
  const pause = pauseOn(pauses, today);
  if (pause === null) return null;
  return (
    <Group gap="sm">
      <IconBeach size={20} aria-hidden />
      <Text>{strings.pausedUntil(pause.to_day === null ? null : formatDay(pause.to_day))}</Text>
      <Button variant="default" onClick={() => void endPause(run, pause.id, addDays(today, -1), pause.to_day)}>
        {strings.pause.end}
      </Button>
    </Group>
  );
}

type Dialog = 'closed' | 'edit' | 'pause' | 'delete';

function Actions({ habit }: { habit: HabitDetails }) {
  const run = useRun();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<Dialog>('closed');
  const close = () => setDialog('closed');
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setDialog('edit')}>
        {strings.edit}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={strings.more}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconBeach size={18} aria-hidden />} onClick={() => setDialog('pause')}>
            {words.pause}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArchive size={18} aria-hidden />}
            onClick={() => void archiveHabit(run, habit.id, habit.is_active)}
          >
            {habit.is_active ? words.archive : words.restore}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setDialog('delete')}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' && <HabitForm habit={habit} onClose={close} />}
      {dialog === 'pause' && <PauseDialog habit={habit} onClose={close} />}
      {dialog === 'delete' && (
        <Confirm
          isDangerous
          title={words.removeTitle}
          text={words.removeText}
          confirm={words.remove}
          keep={words.keep}
          onClose={close}
          onConfirm={() => {
            void deleteHabit(run, habit.id).then((isDone) => {
              if (isDone) void navigate({ to: '/habits' });
            });
          }}
        />
      )}
    </>
  );
}
