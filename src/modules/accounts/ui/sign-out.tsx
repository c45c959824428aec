// Signing out wipes the device, so what has not reached the server, changes and files, is sent or knowingly discarded first.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { restPorts, uploadRest } from '#src/blobs/public.ts';
import { useIsSessionRunning } from '#src/modules/manifest.ts';
import { useReplica, useSyncStatus } from '#src/replica/public.ts';
import { dropAllDrafts } from '#src/ui/drafts.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import { showProblem } from '#src/ui/toast.tsx';
import { strings } from '../strings.ts';
import { useFilesOnlyHere } from '../use-files-only-here.ts';

const words = strings.signOut;

export function SignOut() {
  const replica = useReplica();
  const status = useSyncStatus();
  const isSessionRunning = useIsSessionRunning();
  const [isOpen, { open, close }] = useDisclosure();
  const [isWorking, setIsWorking] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const uploading = useRef<AbortController | null>(null);
  const waiting = 'waiting' in status ? status.waiting : 0;
  const files = useFilesOnlyHere(isOpen);
  const isComplete = waiting === 0 && files === 0;
  const cancel = () => {
    uploading.current?.abort();
    setHasFailed(false);
    close();
  };
  const leave = async (choice: 'send' | 'discard') => {
    if (choice === 'send' && files > 0) {
      const sending = new AbortController();
      uploading.current = sending;
      const canSend = () => ['synced', 'syncing'].includes(replica.status().kind);
      const left = await uploadRest(restPorts, canSend, sending.signal);
      uploading.current = null;
      setHasFailed(left > 0);
      if (left > 0 || sending.signal.aborted) return;
    }
    await replica.signOut(choice);
    dropAllDrafts();
    close();
  };
  const signOut = async (choice: 'send' | 'discard') => {
    setIsWorking(true);
    try {
      await leave(choice);
    } catch (error) {
      const problem = errorToProblem(error);
      if (problem === null) throw error;
      showProblem(problem);
    } finally {
      setIsWorking(false);
    }
  };
  return (
    <>
      <Button variant="default" onClick={open} disabled={isSessionRunning}>
        {words.button}
      </Button>
      {isSessionRunning && (
        <Text size="sm" c="dimmed">
          {words.running}
        </Text>
      )}
      <Modal opened={isOpen} onClose={cancel} title={words.title} closeButtonProps={{ 'aria-label': words.cancel }}>
        <Stack gap="md">
          <Text>{words.text}</Text>
          {!isComplete && (
            <>
              <Stack gap={4} role="status" className="tabular">
                {waiting > 0 && <Text fw={560}>{words.waiting(waiting)}</Text>}
                {files > 0 && <Text fw={560}>{words.files(files)}</Text>}
              </Stack>
              <Text size="sm" c="dimmed">
                {words.discardHint}
              </Text>
            </>
          )}
          {hasFailed && files > 0 && (
            <Text size="sm" role="alert">
              {words.filesStay(files)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={cancel} disabled={isWorking && files === 0}>
              {words.cancel}
            </Button>
            {!isComplete && (
              <Button variant="default" color="red" onClick={() => void signOut('discard')} disabled={isWorking}>
                {words.discard}
              </Button>
            )}
            <Button onClick={() => void signOut('send')} loading={isWorking}>
              {isComplete ? words.button : words.send}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
