// Signing out wipes the device, so what has not reached the server is sent or knowingly discarded first.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useIsSessionRunning } from '#src/modules/manifest.ts';
import { useReplica, useSyncStatus } from '#src/replica/public.ts';
import { dropAllDrafts } from '#src/ui/drafts.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import { showProblem } from '#src/ui/toast.tsx';
import { strings } from '../strings.ts';

const words = strings.signOut;

export function SignOut() {
  const replica = useReplica();
  const status = useSyncStatus();
  const isSessionRunning = useIsSessionRunning();
  const [isOpen, { open, close }] = useDisclosure();
  const [isWorking, setIsWorking] = useState(false);
  const waiting = 'waiting' in status ? status.waiting : 0;
  const signOut = async (choice: 'send' | 'discard') => {
    setIsWorking(true);
    try {
      await replica.signOut(choice);
      dropAllDrafts();
      close();
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
      <Modal opened={isOpen} onClose={close} title={words.title} closeButtonProps={{ 'aria-label': words.cancel }}>
        <Stack gap="md">
          <Text>{words.text}</Text>
          {waiting > 0 && (
            <>
              <Text fw={560} role="status" className="tabular">
                {words.waiting(waiting)}
              </Text>
              <Text size="sm" c="dimmed">
                {words.discardHint}
              </Text>
            </>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={close} disabled={isWorking}>
              {words.cancel}
            </Button>
            {waiting > 0 && (
              <Button variant="default" color="red" onClick={() => void signOut('discard')} disabled={isWorking}>
                {words.discard}
              </Button>
            )}
            <Button onClick={() => void signOut('send')} loading={isWorking}>
              {waiting > 0 ? words.send : words.button}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
