// The person's own name for a device or a passkey, kept by the server.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Problem } from '#src/ui/problem.tsx';
import type { AuthResult } from '../auth-request.ts';
import { useWorking } from '../use-working.ts';

const CANCEL = 'Cancel';

interface RenameDialogProps {
  words: { renameTitle: string; name: string; nameHint?: string; save: string };
  name: string;
  /** Shown while the name is empty, which then means this one. Without it a name is needed. */
  usualName?: string | null;
  maxLength: number;
  rename(name: string): Promise<AuthResult<unknown>>;
  onClose(): void;
}

export function RenameDialog({ words, name: before, usualName = null, maxLength, rename, onClose }: RenameDialogProps) {
  const [name, setName] = useState(before);
  const { isWorking, error: problem, run } = useWorking();
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (await run(() => rename(name))) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.renameTitle} closeButtonProps={{ 'aria-label': CANCEL, size: 44 }}>
      <form onSubmit={(event) => void save(event)} noValidate>
        <Stack gap="md">
          <TextInput
            label={words.name}
            description={words.nameHint}
            placeholder={usualName ?? undefined}
            value={name}
            maxLength={maxLength}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          {problem && <Problem error={problem} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={isWorking}>
              {CANCEL}
            </Button>
            <Button type="submit" loading={isWorking} disabled={usualName === null && name.trim() === ''}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
