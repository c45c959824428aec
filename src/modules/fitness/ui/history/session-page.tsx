// A finished workout: what it was, its records, its sets; and the same cards as while training to correct it later.
import { ActionIcon, Button, Menu, NativeSelect, Rating, Text } from '@mantine/core';
import { IconCalendarTime, IconDots, IconPencil, IconTrash, IconTrophy } from '@tabler/icons-react';
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDayWithYear } from '#src/format/days.ts';
import { formatMinutes, fullMinutes } from '#src/format/durations.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { useSessionCommands } from '../../commands.ts';
import { formatRecord, formatSet, formatVolume } from '../../format.ts';
import { totalsOf, volumeOfEntries, type EntryView } from '../../model.ts';
import type { SessionRow, SetRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useSession, useSessionRecords } from '../../use-session.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { SessionEntries } from '../session/session-entries.tsx';
import { RenameDialog, SessionNotes } from '../session/session-words.tsx';
import { MoveDialog } from './past-workout-dialog.tsx';
import { Proposals } from './proposals.tsx';
import { MissingSession, SessionSkeleton, UnreadSession } from '../session/session-states.tsx';
import classes from '../session/session.module.css';

const words = strings.summary;

const toUtcDay = (at: Date): string => at.toISOString().slice(0, 10);

export function SessionPage() {
  const { id = '' } = useParams({ strict: false });
  const state = useSession(id);
  switch (state.kind) {
    case 'loading':
      return <SessionSkeleton />;
    case 'missing':
      return <MissingSession />;
    case 'failed':
      return <UnreadSession failed={state} />;
    case 'ready':
      // The page of a running workout also leads on from one that joined another.
      if (state.session.status !== 'completed') {
        return (
          <>
            <SessionSkeleton />
            <Navigate to="/train/session/$id" params={{ id }} replace />
          </>
        );
      }
      return <FinishedSession session={state.session} sets={state.sets} entries={state.entries} />;
  }
}

interface FinishedSessionProps {
  session: SessionRow;
  sets: SetRow[];
  entries: EntryView[];
}

function FinishedSession({ session, sets, entries }: FinishedSessionProps) {
  // A workout that was just entered opens to be filled.
  const { edit } = useSearch({ strict: false });
  const [isEditing, setEditing] = useState(edit === 1);
  const [dialog, setDialog] = useState<'rename' | 'move' | 'delete' | null>(null);
  const run = useRun();
  const toggleEditing = () => {
    // Counts the sets of a workout that was entered afterwards; changes nothing in any other.
    if (isEditing) void run('workout.finish', { id: session.id, day: session.day ?? toUtcDay(session.started_at) });
    setEditing(!isEditing);
  };
  const commands = useSessionCommands(session.id);
  const endedAt = () => session.completed_at ?? session.started_at;
  return (
    <Page
      isNarrow
      title={session.name ?? strings.title}
      description={session.day === null ? undefined : formatDayWithYear(session.day)}
      actions={
        <>
          <Button variant="default" onClick={toggleEditing}>
            {isEditing ? words.doneEditing : words.edit}
          </Button>
          <FinishedMenu
            onRename={() => setDialog('rename')}
            onMove={() => setDialog('move')}
            onDelete={() => setDialog('delete')}
          />
        </>
      }
    >
      <Facts session={session} sets={sets} entries={entries} />
      <Records sessionId={session.id} />
      <Proposals session={session} />
      {isEditing ? (
        <>
          <SessionEntries sessionId={session.id} entries={entries} commands={commands} tickAt={endedAt} newSetAt={endedAt} />
          <SessionNotes session={session} />
        </>
      ) : (
        <>
          {session.notes !== null && <Text style={{ whiteSpace: 'pre-line' }}>{session.notes}</Text>}
          {entries.map((entry) => (
            <ReadEntry key={entry.id} entry={entry} />
          ))}
        </>
      )}
      {dialog === 'rename' && <RenameDialog session={session} onClose={() => setDialog(null)} />}
      {dialog === 'move' && <MoveDialog session={session} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && <DeleteDialog session={session} onClose={() => setDialog(null)} />}
    </Page>
  );
}

function FinishedMenu({ onRename, onMove, onDelete }: { onRename(): void; onMove(): void; onDelete(): void }) {
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label={strings.session.menu}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onRename}>
          {strings.session.rename}
        </Menu.Item>
        <Menu.Item leftSection={<IconCalendarTime size={16} aria-hidden />} onClick={onMove}>
          {strings.past.move}
        </Menu.Item>
        <Menu.Item className={classes.danger} leftSection={<IconTrash size={16} aria-hidden />} onClick={onDelete}>
          {words.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Facts({ session, sets, entries }: FinishedSessionProps) {
  const { units } = useSettings();
  const run = useRun();
  const { done } = totalsOf(sets);
  const seconds = session.completed_at ? (session.completed_at.getTime() - session.started_at.getTime()) / 1000 : 0;
  const facts = [
    [words.duration, formatMinutes(fullMinutes(seconds))],
    [words.sets, String(done)],
    [words.volume, formatVolume(volumeOfEntries(entries), units)],
    ...(session.xp_awarded > 0 ? [[words.reward, words.xp(session.xp_awarded, session.coins_awarded)]] : []),
  ];
  return (
    <div>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Rating
        mt="md"
        size="lg"
        aria-label={words.rating}
        getSymbolLabel={words.rate}
        value={session.rating ?? 0}
        onChange={(rating) => void run('workout.edit', { id: session.id, rating: rating === 0 ? null : rating })}
      />
      <NativeSelect
        mt="md"
        maw={320}
        label={words.effort}
        value={session.effort === null ? '' : String(session.effort)}
        data={[
          { value: '', label: words.noEffort },
          ...words.efforts.map((text, at) => ({ value: String(at + 1), label: words.effortOf(at + 1, text) })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          void run('workout.edit', { id: session.id, effort: value === '' ? null : Number(value) });
        }}
      />
    </div>
  );
}

function Records({ sessionId }: { sessionId: string }) {
  const { units } = useSettings();
  const records = useSessionRecords(sessionId) ?? [];
  if (records.length === 0) return null;
  return (
    <Section title={words.records(records.length)}>
      <ul className={classes.recordList}>
        {records.map(({ id, name, record_type, value, previous_value }) => (
          <li key={id}>
            <IconTrophy size={20} aria-hidden />
            <span>
              {name}
              <Text component="span" display="block" size="sm" c="dimmed">
                {strings.session.recordText(
                  strings.records[record_type],
                  formatRecord(record_type, value, units),
                  formatRecord(record_type, previous_value ?? 0, units),
                )}
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ReadEntry({ entry }: { entry: EntryView }) {
  const { units } = useSettings();
  const done = entry.sets.filter(({ completed_at }) => completed_at !== null);
  return (
    <Section title={entry.name} description={entry.note ?? undefined}>
      <ol className={classes.readSets}>
        {done.map((set) => (
          <li key={set.id}>
            <span>{set.label}</span>
            <span>{formatSet(set, units, entry.measure)}</span>
            {set.rpe !== null && (
              <Text component="span" c="dimmed">
                {strings.session.rpe} {set.rpe}
              </Text>
            )}
            {set.notes !== null && (
              <Text component="span" c="dimmed" style={{ whiteSpace: 'pre-line' }}>
                {set.notes}
              </Text>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function DeleteDialog({ session, onClose }: { session: SessionRow; onClose(): void }) {
  const run = useRun();
  const navigate = useNavigate();
  return (
    <Confirm
      isDangerous
      title={words.deleteTitle}
      text={words.deleteText}
      confirm={words.delete}
      keep={strings.cancel}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void navigate({ to: '/train/history' });
        void run('workout.delete', { id: session.id }).then((isGone) => {
          if (isGone) showToast({ message: words.deleted });
        });
      }}
    />
  );
}
