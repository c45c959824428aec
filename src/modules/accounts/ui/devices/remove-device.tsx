// Asks what happens on a device before it is removed.
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { leavings, type Leaving } from '#schema/protocol/devices.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Problem } from '#src/ui/problem.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { removeDevices } from '../../devices-client.ts';
import type { Device } from '../../devices.ts';
import { strings as words } from '../../device-strings.ts';

export type Removing = { kind: 'one'; device: Device } | { kind: 'others' };

export function RemoveDevice({ removing, onClose }: { removing: Removing; onClose(): void }) {
  const [leaving, setLeaving] = useState<Leaving>('send');
  const [isWorking, setIsWorking] = useState(false);
  const [problem, setProblem] = useState<CadenceError | null>(null);
  const name = removing.kind === 'one' ? (removing.device.name ?? words.unknown) : null;
  const remove = async () => {
    setIsWorking(true);
    const answer = await removeDevices(removing.kind === 'one' ? removing.device.id : 'others', leaving);
    setIsWorking(false);
    if (!answer.ok) return setProblem(answer.error);
    showToast({ message: name === null ? words.removedOthers(answer.value.removed) : words.removed(name) });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={name === null ? words.removeOthersTitle : words.removeTitle(name)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <Stack gap="md">
        <Text>{words.removeText}</Text>
        <Radio.Group label={words.leavingLabel} value={leaving} onChange={(chosen) => setLeaving(chosen as Leaving)}>
          <Stack gap={0}>
            {leavings.map((choice) => (
              <Radio key={choice} value={choice} label={words.leaving[choice].name} description={words.leaving[choice].text} />
            ))}
          </Stack>
        </Radio.Group>
        {problem && <Problem error={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={isWorking}>
            {words.cancel}
          </Button>
          <Button color="red.9" onClick={() => void remove()} loading={isWorking}>
            {words.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
