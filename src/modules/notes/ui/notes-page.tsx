// The list of notes: add, edit, delete and undo.
import { ActionIcon, Button, Skeleton, Text } from '@mantine/core';
import { IconNotes, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Rooms } from '#src/modules/rooms.tsx';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { deleteRecord } from '../commands.ts';
import { notesRecords, type NotesRecord } from '../queries.ts';
import { strings } from '../strings.ts';
import { NotesDialog } from './notes-dialog.tsx';

type Dialog = { kind: 'closed' } | { kind: 'new' } | { kind: 'edit'; record: NotesRecord };

export function NotesPage() {
  const read = useRows(notesRecords());
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setDialog({ kind: 'new' })}>
      {strings.add}
    </Button>
  );
  return (
    <Page title={strings.title} description={strings.description} actions={add}>
      <Rooms of="/library" />
      <WhenRead read={read} loading={<Skeleton height={160} radius="lg" />}>
        {({ rows }) => <Records rows={rows} onEdit={(record) => setDialog({ kind: 'edit', record })} />}
      </WhenRead>
      {dialog.kind !== 'closed' && (
        <NotesDialog record={dialog.kind === 'edit' ? dialog.record : null} onClose={() => setDialog({ kind: 'closed' })} />
      )}
    </Page>
  );
}

function Records({ rows, onEdit }: { rows: readonly NotesRecord[]; onEdit(record: NotesRecord): void }) {
  const run = useRun();
  if (rows.length === 0) {
    return (
      <EmptyPlace icon={IconNotes} title={strings.emptyTitle}>
        {strings.emptyText}
      </EmptyPlace>
    );
  }
  return (
    <List label={strings.title}>
      {rows.map((record) => (
        <ListRow
          key={record.id}
          actions={
            <>
              <ActionIcon aria-label={strings.edit(record.title)} onClick={() => onEdit(record)}>
                <IconPencil size={18} />
              </ActionIcon>
              <ActionIcon aria-label={strings.remove(record.title)} onClick={() => void deleteRecord(run, record)}>
                <IconTrash size={18} />
              </ActionIcon>
            </>
          }
        >
          <Text fw={520}>{record.title}</Text>
        </ListRow>
      ))}
    </List>
  );
}
