// One note: its text with tasks to tick, what links to it, its files, the versions that two devices made, and of a reference its page
// and how far it is read.
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconArchive, IconDots, IconNotes, IconPencil, IconPin, IconRestore, IconTrash } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { tasksOf } from '#schema/notes/rules/checklist.ts';
import { formatMoment } from '#src/format/days.ts';
import { factLine } from '#src/format/words.ts';
import { useRun } from '#src/modules/use-run.ts';
import { joinRows, useReplica, useRow, useRows } from '#src/replica/public.ts';
import { Page } from '#src/ui/page.tsx';
import { RecordPage } from '#src/ui/record-page.tsx';
import { markNotes } from '../commands.ts';
import { filesOfNote, noteById, versionsOfNote, type NoteDetails, type NoteFile, type NoteVersion } from '../queries.ts';
import { strings } from '../strings.ts';
import { Backlinks } from './backlinks.tsx';
import { Files } from './files.tsx';
import { NoteForm } from './note-form.tsx';
import { NoteMarkdown } from './note-markdown.tsx';
import classes from './notes.module.css';
import { ReferenceCard } from './reference-card.tsx';
import { Versions } from './versions.tsx';

const words = strings.page;
const route = getRouteApi('/library/notes/$noteId');

export function NotePage() {
  const { noteId } = route.useParams();
  const note = useRow(noteById(noteId), { mayArrive: true });
  const beside = joinRows({ files: useRows(filesOfNote(noteId)), versions: useRows(versionsOfNote(noteId)) });
  return (
    <RecordPage
      title={strings.title}
      record={note}
      beside={beside}
      missing={{
        icon: IconNotes,
        title: words.missingTitle,
        text: words.missingText,
        back: { to: '/library/notes', label: words.back },
      }}
    >
      {(row, { files, versions }) => <Known key={noteId} note={row} files={files} versions={versions} />}
    </RecordPage>
  );
}

interface KnownProps {
  note: NoteDetails;
  files: readonly NoteFile[];
  versions: readonly NoteVersion[];
}

function Known({ note, files, versions }: KnownProps) {
  const [isEditing, setEditing] = useState(false);
  const run = useRun();
  const end = () => setEditing(false);
  if (isEditing) {
    return (
      <Page title={strings.editor.editTitle}>
        <NoteForm note={note} files={files} onDone={end} onCancel={end} />
      </Page>
    );
  }
  const tick = (offset: number, done: boolean): void => {
    const task = tasksOf(note.content).find(({ lineAt, markAt }) => lineAt <= offset && offset < markAt);
    if (task) void run('notes.tick', { kind: note.kind, id: note.id, words: task.words, nth: task.nth, done });
  };
  return (
    <Page
      title={note.title}
      description={factLine(
        strings.kinds[note.kind],
        note.category,
        note.is_archived ? words.archived : null,
        words.changed(formatMoment(note.updated_at)),
      )}
      actions={<Actions note={note} onEdit={() => setEditing(true)} />}
    >
      {note.deleted_at !== null && <InBin note={note} />}
      {versions.length > 0 && <Versions versions={versions} />}
      {note.kind === 'reference' && <ReferenceCard note={note} />}
      {note.tags.length > 0 && (
        <div className={classes.links}>
          {note.tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              {tag}
            </span>
          ))}
        </div>
      )}
      <div className={classes.body}>
        {note.content.trim() === '' ? (
          <Text c="dimmed">{words.empty}</Text>
        ) : (
          <NoteMarkdown text={note.content} files={files} onTask={tick} />
        )}
      </div>
      <Files note={note} files={files} />
      <Backlinks note={note} />
    </Page>
  );
}

function InBin({ note }: { note: NoteDetails }) {
  const replica = useReplica();
  return (
    <Group justify="space-between" className={classes.body}>
      <Text>{words.inBin}</Text>
      <Button
        variant="default"
        leftSection={<IconRestore size={18} aria-hidden />}
        onClick={() => void markNotes(replica, [note], { deleted: false }, strings.done.restored(1))}
      >
        {strings.list.restore}
      </Button>
    </Group>
  );
}

function Actions({ note, onEdit }: { note: NoteDetails; onEdit(): void }) {
  const replica = useReplica();
  const mark = (marks: Parameters<typeof markNotes>[2], message: string) => void markNotes(replica, [note], marks, message);
  const { list, done } = strings;
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={onEdit}>
        {words.edit}
      </Button>
      <ActionIcon
        variant={note.is_pinned ? 'light' : 'default'}
        aria-label={note.is_pinned ? list.unpin : list.pin}
        aria-pressed={note.is_pinned}
        onClick={() => mark({ pinned: !note.is_pinned }, (note.is_pinned ? done.unpinned : done.pinned)(1))}
      >
        <IconPin size={20} aria-hidden />
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={strings.more}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconArchive size={18} aria-hidden />}
            onClick={() => mark({ archived: !note.is_archived }, (note.is_archived ? done.unarchived : done.archived)(1))}
          >
            {note.is_archived ? list.unarchive : list.archive}
          </Menu.Item>
          {note.deleted_at === null && (
            <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={() => mark({ deleted: true }, done.binned(1))}>
              {list.bin}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
