// The polite question whether to notify: shown once a timer runs, never as the browser's own prompt out of the blue.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSettings } from '#src/modules/settings/public.ts';
import { canAskToNotify, rememberAsked } from '../alerts/notification.ts';
import { strings } from '../strings.ts';

export function NotifyOffer() {
  const { notifications } = useSettings();
  const [isOffered, setIsOffered] = useState(canAskToNotify);
  if (!isOffered || !notifications) return null;
  const answer = async (wanted: boolean) => {
    rememberAsked();
    if (wanted) await Notification.requestPermission();
    setIsOffered(false);
  };
  return (
    <Stack gap={4} align="center">
      <Text size="sm" c="dimmed" ta="center">
        {strings.notify.ask}
      </Text>
      <Group gap="xs" justify="center">
        <Button variant="light" onClick={() => void answer(true)}>
          {strings.notify.yes}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => void answer(false)}>
          {strings.notify.no}
        </Button>
      </Group>
    </Stack>
  );
}
