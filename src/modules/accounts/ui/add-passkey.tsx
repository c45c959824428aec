// Adds a passkey of this device or of a key at hand. It gets the device's name at once, so that there is nothing to fill in.
import { Button, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { Problem } from '#src/ui/problem.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { addPasskey, canUsePasskeys } from '../passkey-client.ts';
import { strings } from '../strings.ts';
import { useWorking } from '../use-working.ts';

const words = strings.waysIn;

export function AddPasskey({ person }: { person: string }) {
  const { isWorking, error, run } = useWorking();
  const add = async (): Promise<void> => {
    const added = await run(() => addPasskey(person));
    if (added) showToast({ message: words.added(added.value.name) });
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
      {error && <Problem error={error} />}
      <Button
        variant="default"
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={isWorking}
        onClick={() => void add()}
      >
        {words.add}
      </Button>
    </Stack>
  );
}
