// The running workout: exercises, sets, rest, elapsed time, finish. Every tap is saved on its own, so nothing is lost by a
// reload. A finished workout's address leads on to its summary.
import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconBarbell, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { now } from '#src/clock/clock.ts';
import { useNow } from '#src/clock/use-now.ts';
import { formatClock } from '#src/format/durations.ts';
import { useRun } from '#src/modules/use-run.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { useSessionCommands } from '../../commands.ts';
import { totalsOf, type EntryView } from '../../model.ts';
import type { SessionRow, SetRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useSession } from '../../use-session.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { FinishDialog } from './finish-dialog.tsx';
import { RestBar } from './rest-bar.tsx';
import { SessionEntries } from './session-entries.tsx';
import { MissingSession, SessionSkeleton, UnreadSession } from './session-states.tsx';
import { RenameDialog, SessionNotes } from './session-words.tsx';
import { useRecordMoments } from './use-record-moments.ts';
import classes from './session.module.css';

const words = strings.session;

export function WorkoutSessionPage() {
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
      // What leads on shows the frame of the page it leads to: a redirect alone would be a blank screen.
      if (state.session.status === 'completed') {
        return (
          <>
            <SessionSkeleton />
            <Navigate to="/train/history/$id" params={{ id }} replace />
          </>
        );
      }
      // Another device had started one: this one is a part of it now.
      if (state.session.joined_id !== null) {
        return (
          <>
            <SessionSkeleton />
            <Navigate to="/train/session/$id" params={{ id: state.session.joined_id }} replace />
          </>
        );
      }
      return <RunningSession session={state.session} sets={state.sets} entries={state.entries} />;
  }
}

interface RunningSessionProps {
  session: SessionRow;
  sets: SetRow[];
  entries: EntryView[];
}

const notYet = () => null;

function RunningSession({ session, sets, entries }: RunningSessionProps) {
  const commands = useSessionCommands(session.id);
  const [dialog, setDialog] = useState<'finish' | 'discard' | 'rename' | null>(null);
  const close = () => setDialog(null);
  useRecordMoments(session.id);
  // The summary's code is there before the workout ends.
  useEffect(() => void import('../history/session-page.tsx'), []);
  const name = session.name ?? strings.title;
  return (
    <Page
      stickyHead
      isNarrow
      title={name}
      description={<Elapsed since={session.started_at} sets={sets} />}
      actions={
        <>
          <Button onClick={() => setDialog('finish')}>{words.finish}</Button>
          <SessionMenu onRename={() => setDialog('rename')} onDiscard={() => setDialog('discard')} />
        </>
      }
    >
      {entries.length === 0 && (
        <EmptyPlace icon={IconBarbell} title={words.emptyTitle}>
          {words.emptyText}
        </EmptyPlace>
      )}
      <SessionEntries sessionId={session.id} entries={entries} commands={commands} tickAt={now} newSetAt={notYet} />
      <SessionNotes session={session} />
      <div className={classes.spacer} aria-hidden />
      <RestBar sets={sets} entries={entries} />
      {dialog === 'finish' && <FinishDialog session={session} sets={sets} onClose={close} />}
      {dialog === 'discard' && <DiscardDialog session={session} sets={sets} onClose={close} />}
      {dialog === 'rename' && <RenameDialog session={session} onClose={close} />}
    </Page>
  );
}

function Elapsed({ since, sets }: { since: Date; sets: readonly SetRow[] }) {
  const clock = useNow(true);
  const { done } = totalsOf(sets);
  return (
    <Text component="span" className="tabular">
      <span role="timer" aria-label={words.elapsed}>
        {formatClock((clock.getTime() - since.getTime()) / 1000)}
      </span>
      {` · ${strings.sets(done)}`}
    </Text>
  );
}

function SessionMenu({ onRename, onDiscard }: { onRename(): void; onDiscard(): void }) {
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label={words.menu}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onRename}>
          {words.rename}
        </Menu.Item>
        <Menu.Item className={classes.danger} leftSection={<IconTrash size={16} aria-hidden />} onClick={onDiscard}>
          {words.discard}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function DiscardDialog({ session, sets, onClose }: { session: SessionRow; sets: readonly SetRow[]; onClose(): void }) {
  const run = useRun();
  const navigate = useNavigate();
  return (
    <Confirm
      isDangerous
      title={words.discardTitle}
      text={words.discardText(totalsOf(sets).done)}
      confirm={words.discard}
      keep={words.keep}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void navigate({ to: '/train' });
        void run('workout.discard', { id: session.id });
      }}
    />
  );
}
