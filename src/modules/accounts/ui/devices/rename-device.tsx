// The person's own name for a device.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { MAX_DEVICE_NAME } from '#schema/protocol/devices.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Problem } from '#src/ui/problem.tsx';
import { renameDevice } from '../../devices-client.ts';
import type { Device } from '../../devices.ts';
import { strings as words } from '../../device-strings.ts';

export function RenameDevice({ device, onClose }: { device: Device; onClose(): void }) {
  const [name, setName] = useState(device.name === device.agent ? '' : (device.name ?? ''));
  const [isWorking, setIsWorking] = useState(false);
  const [problem, setProblem] = useState<CadenceError | null>(null);
  const rename = async (event: FormEvent) => {
    event.preventDefault();
    setIsWorking(true);
    const answer = await renameDevice(device.id, name);
    setIsWorking(false);
    if (!answer.ok) return setProblem(answer.error);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.renameTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form onSubmit={(event) => void rename(event)} noValidate>
        <Stack gap="md">
          <TextInput
            label={words.name}
            description={words.nameHint}
            placeholder={device.agent ?? undefined}
            value={name}
            maxLength={MAX_DEVICE_NAME}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          {problem && <Problem error={problem} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={isWorking}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={isWorking}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
