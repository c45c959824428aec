// The person's data to take away, from the server or from this device, and the deletion of the account.
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { formatDayLong } from '#src/format/days.ts';
import { useReplica, useRow, type Person } from '#src/replica/public.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { Section } from '#src/ui/section.tsx';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import { DeletionDialog } from './deletion-dialog.tsx';
import { keepAccount, SERVER_ARCHIVE } from './deletion-client.ts';
import { deletionDue } from './queries.ts';
import { leavingStrings as words } from './strings.ts';

export function YourData({ person }: { person: Person }) {
  return (
    <Section title={words.title} description={words.text}>
      <Stack gap="lg" align="flex-start">
        {person.kind === 'signed-in' && (
          <div>
            <Button component="a" href={SERVER_ARCHIVE} download leftSection={<IconDownload size={18} aria-hidden />}>
              {words.server}
            </Button>
            <Text size="sm" c="dimmed" mt={4}>
              {words.serverText}
            </Text>
          </div>
        )}
        <DeviceArchiveButton person={person} />
        {person.kind === 'signed-in' && <Deletion person={person} />}
      </Stack>
    </Section>
  );
}

function DeviceArchiveButton({ person }: { person: Person }) {
  const replica = useReplica();
  const [rows, setRows] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const save = async () => {
    const controller = new AbortController();
    stop.current = controller;
    setRows(0);
    try {
      const { writeDeviceArchive } = await import('./device-archive.ts');
      const { file, name } = await writeDeviceArchive(replica, person, { onRows: setRows, signal: controller.signal });
      saveFile(file, name);
    } catch (error) {
      if (!controller.signal.aborted) {
        showProblem({ code: 'unreadable_here', detail: words.failed });
        throw error;
      }
    } finally {
      setRows(null);
    }
  };
  return (
    <div>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={rows !== null}
          onClick={() => void save()}
        >
          {words.device}
        </Button>
        {rows !== null && (
          <>
            <Text size="sm" role="status" className="tabular">
              {words.writing(rows)}
            </Text>
            <Button variant="subtle" color="gray" onClick={() => stop.current?.abort()}>
              {words.stop}
            </Button>
          </>
        )}
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {words.deviceText}
      </Text>
    </div>
  );
}

function Deletion({ person }: { person: Extract<Person, { kind: 'signed-in' }> }) {
  const read = useRow(deletionDue(person.userId));
  const [isAsking, setIsAsking] = useState(false);
  const [isKeeping, setIsKeeping] = useState(false);
  const dueAt = read.kind === 'ready' ? read.row.deletion_due_at : null;
  const keep = async () => {
    setIsKeeping(true);
    const result = await keepAccount(person.userId);
    setIsKeeping(false);
    if (result.ok) showToast({ message: words.kept });
    else showProblem(result.error);
  };
  if (dueAt !== null) {
    return (
      <Alert
        color="red"
        icon={<IconTrash size={20} />}
        title={words.due(formatDayLong(dueAt.toISOString().slice(0, 10)))}
        w="100%"
      >
        <Text size="sm" mb="sm">
          {words.dueText}
        </Text>
        <Button variant="default" loading={isKeeping} onClick={() => void keep()}>
          {words.keep}
        </Button>
      </Alert>
    );
  }
  return (
    <div>
      <Button variant="default" color="red" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setIsAsking(true)}>
        {words.ask}
      </Button>
      <Text size="sm" c="dimmed" mt={4}>
        {words.deletionText}
      </Text>
      {isAsking && <DeletionDialog person={person} onClose={() => setIsAsking(false)} />}
    </div>
  );
}
