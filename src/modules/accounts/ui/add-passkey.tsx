// Adds a passkey of this device or of a key at hand. It gets the device's name at once, so that there is nothing to fill in.
import { Button, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Problem } from '#src/ui/problem.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { addPasskey, canUsePasskeys } from '../passkey-client.ts';
import { strings } from '../strings.ts';

const words = strings.waysIn;

export function AddPasskey({ person }: { person: string }) {
  const [state, setState] = useState<{ isWorking: boolean; error?: CadenceError }>({ isWorking: false });
  const add = async (): Promise<void> => {
    setState({ isWorking: true });
    const added = await addPasskey(person);
    setState(added.ok ? { isWorking: false } : { isWorking: false, error: added.error });
    if (added.ok) showToast({ message: words.added(added.value.name) });
  };
  if (!canUsePasskeys()) {
    return (
      <Text size="sm" c="dimmed">
        {words.unsupported}
      </Text>
    );
  }
  return (
    <Stack gap="sm" align="flex-start">
      {state.error && <Problem error={state.error} />}
      <Button
        variant="default"
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={state.isWorking}
        onClick={() => void add()}
      >
        {words.add}
      </Button>
    </Stack>
  );
}
