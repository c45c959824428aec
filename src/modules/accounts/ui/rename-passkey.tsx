// Names a passkey, so that a person with several can tell them apart.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Problem } from '#src/ui/problem.tsx';
import { renamePasskey } from '../passkey-client.ts';
import type { PasskeyRow } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.waysIn;

export function RenamePasskey({ person, passkey, onClose }: { person: string; passkey: PasskeyRow; onClose(): void }) {
  const [name, setName] = useState(passkey.name ?? '');
  const [state, setState] = useState<{ isWorking: boolean; error?: CadenceError }>({ isWorking: false });
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setState({ isWorking: true });
    const renamed = await renamePasskey(person, passkey.id, name);
    if (renamed.ok) onClose();
    else setState({ isWorking: false, error: renamed.error });
  };
  return (
    <Modal opened onClose={onClose} title={words.renameTitle} closeButtonProps={{ 'aria-label': words.keep, size: 44 }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="md">
          {state.error && <Problem error={state.error} />}
          <TextInput
            label={words.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={60}
            required
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {words.keep}
            </Button>
            <Button type="submit" loading={state.isWorking} disabled={name.trim() === ''}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
