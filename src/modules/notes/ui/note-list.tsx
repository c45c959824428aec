// The rows of a list of notes, and what can be done with several of them.
import { Button, Menu } from '@mantine/core';
import { IconLink, IconNotes } from '@tabler/icons-react';
import { useState } from 'react';
import { useReplica } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import {
  GroupedList,
  ListStates,
  SelectionBar,
  SelectionScope,
  SelectionSwitch,
  useSelection,
} from '#src/ui/list-page/public.ts';
import { MoreRows } from '#src/ui/more-rows.tsx';
import { eraseNotes, markNotes } from '../commands.ts';
import { headingOf, type Grouping } from '../model.ts';
import type { NoteRow as Row, Shelf } from '../queries.ts';
import { strings } from '../strings.ts';
import { AddNoteButton } from './add-note-button.tsx';
import { LabelDialog } from './label-dialog.tsx';
import { NoteRow } from './note-row.tsx';

const words = strings.list;
const { done } = strings;
const keyOf = ({ id }: Row) => id;
const nameOf = ({ title }: Row) => title;

interface NoteListProps {
  of: 'notes' | 'links';
  notes: readonly Row[];
  search: string;
  grouping: Grouping;
  dated: 'updated' | 'created';
  shelf: Shelf;
  isNarrowed: boolean;
  limit: number;
  onMore(): void;
  onClear(): void;
}

export function NoteList({ of, notes, search, grouping, dated, shelf, isNarrowed, limit, onMore, onClear }: NoteListProps) {
  const selection = useSelection(notes.map(keyOf));
  const isLinks = of === 'links';
  const isMore = notes.length === limit;
  const isGrouped = search === '' && (grouping !== 'none' || notes.some((note) => note.is_pinned));
  const chosen = notes.filter(({ id }) => selection.chosen.has(id));
  return (
    <SelectionScope selection={selection}>
      <ListStates
        count={notes.length}
        isNarrowed={isNarrowed}
        onClear={onClear}
        empty={<Empty isLinks={isLinks} />}
        none={words.none}
        noneText={words.noneText}
        words={(isLinks ? words.countLinks : words.count)(notes.length, isMore)}
        tools={<SelectionSwitch selection={selection} />}
      >
        <GroupedList
          label={isLinks ? strings.links : strings.title}
          rows={notes}
          keyOf={keyOf}
          nameOf={nameOf}
          selection={selection}
          estimatePx={96}
          {...(isGrouped && { headingOf: (note: Row) => headingOf(note, grouping, dated) })}
        >
          {(note) => <NoteRow note={note} search={search} isByAdded={dated === 'created'} />}
        </GroupedList>
        <MoreRows count={notes.length} limit={limit} onMore={onMore} />
      </ListStates>
      <SelectionBar selection={selection}>
        <BulkActions notes={chosen} shelf={shelf} isLinks={isLinks} onDone={selection.end} />
      </SelectionBar>
    </SelectionScope>
  );
}

function Empty({ isLinks }: { isLinks: boolean }) {
  return (
    <EmptyPlace
      icon={isLinks ? IconLink : IconNotes}
      title={isLinks ? words.emptyLinksTitle : words.emptyTitle}
      action={<AddNoteButton isLink={isLinks} />}
    >
      {isLinks ? words.emptyLinksText : words.emptyText}
    </EmptyPlace>
  );
}

interface BulkActionsProps {
  notes: readonly Row[];
  shelf: Shelf;
  isLinks: boolean;
  onDone(): void;
}

function BulkActions({ notes, shelf, isLinks, onDone }: BulkActionsProps) {
  const replica = useReplica();
  const [dialog, setDialog] = useState<'closed' | 'tags' | 'erase'>('closed');
  const count = notes.length;
  const isNone = count === 0;
  const isPinned = notes.every((note) => note.is_pinned);
  const mark = async (marks: Parameters<typeof markNotes>[2], message: string): Promise<void> => {
    await markNotes(replica, notes, marks, message);
    onDone();
  };
  const erase = async (): Promise<void> => {
    setDialog('closed');
    if (await eraseNotes(replica, notes)) onDone();
  };
  if (shelf === 'bin') {
    return (
      <>
        <Button variant="default" disabled={isNone} onClick={() => void mark({ deleted: false }, done.restored(count))}>
          {words.restore}
        </Button>
        <Button variant="default" c="var(--mantine-color-error)" disabled={isNone} onClick={() => setDialog('erase')}>
          {words.erase}
        </Button>
        {dialog === 'erase' && (
          <Confirm
            isDangerous
            title={words.eraseTitle}
            text={words.eraseText(count)}
            confirm={words.erase}
            keep={words.keep}
            onConfirm={() => void erase()}
            onClose={() => setDialog('closed')}
          />
        )}
      </>
    );
  }
  const isArchived = shelf === 'archived';
  return (
    <>
      <Button variant="default" disabled={isNone} onClick={() => setDialog('tags')}>
        {words.label}
      </Button>
      <Button
        variant="default"
        disabled={isNone}
        onClick={() => void mark({ archived: !isArchived }, (isArchived ? done.unarchived : done.archived)(count))}
      >
        {isArchived ? words.unarchive : words.archive}
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <Button variant="default" disabled={isNone}>
            {strings.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void mark({ pinned: !isPinned }, (isPinned ? done.unpinned : done.pinned)(count))}>
            {isPinned ? words.unpin : words.pin}
          </Menu.Item>
          {isLinks && (
            <>
              <Menu.Item onClick={() => void mark({ reading: 'later' }, done.tagged(count))}>{words.later}</Menu.Item>
              <Menu.Item onClick={() => void mark({ reading: 'read' }, done.tagged(count))}>{words.read}</Menu.Item>
            </>
          )}
          <Menu.Item c="var(--mantine-color-error)" onClick={() => void mark({ deleted: true }, done.binned(count))}>
            {words.bin}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'tags' && <LabelDialog notes={notes} onClose={() => setDialog('closed')} onDone={onDone} />}
    </>
  );
}
