// The question whether to notify, in two forms: under a timer that runs, and as a message when a rest begins.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSettings } from '#src/modules/settings/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { askToNotify, canAskToNotify, rememberAsked } from '../notice-permission.ts';
import { strings } from '../strings.ts';

const words = strings.notices;

export function NotifyOffer() {
  const { notifications } = useSettings();
  const [isOffered, setIsOffered] = useState(canAskToNotify);
  if (!isOffered || !notifications) return null;
  const answer = async (wanted: boolean) => {
    rememberAsked();
    if (wanted) await askToNotify();
    setIsOffered(false);
  };
  return (
    <Stack gap={4} align="center">
      <Text size="sm" c="dimmed" ta="center">
        {words.askTimer}
      </Text>
      <Group gap="xs" justify="center">
        <Button variant="light" onClick={() => void answer(true)}>
          {words.yes}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => void answer(false)}>
          {words.no}
        </Button>
      </Group>
    </Stack>
  );
}

/** Asks once, as a message that goes by itself. */
export function offerRestNotices(): void {
  if (!canAskToNotify()) return;
  rememberAsked();
  showToast({ message: words.askRest, action: { label: words.yes, run: () => void askToNotify() } });
}
