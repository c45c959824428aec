// Sounds and notifications. The browser's own permission is asked for when the person turns notifications on, not before.
import { Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { Section } from '#src/ui/section.tsx';
import { useSaveSetting, useSettings } from '../settings-provider.tsx';
import { strings } from '../strings.ts';

type Permission = NotificationPermission | 'unsupported';

const currentPermission = (): Permission => ('Notification' in window ? Notification.permission : 'unsupported');

export function AlertsSection() {
  const { sounds, notifications } = useSettings();
  const save = useSaveSetting();
  const [permission, setPermission] = useState(currentPermission);
  const allowed = permission === 'granted';
  const toggleNotifications = async (on: boolean) => {
    const answer = on && permission === 'default' ? await Notification.requestPermission() : permission;
    setPermission(answer);
    save('notifications', on && answer === 'granted');
  };
  return (
    <Section title={strings.alerts.title}>
      <Stack gap="md">
        <Switch
          label={strings.alerts.sounds}
          description={strings.alerts.soundsHint}
          checked={sounds}
          onChange={(event) => save('sounds', event.currentTarget.checked)}
          size="md"
        />
        <Switch
          label={strings.alerts.notifications}
          description={strings.alerts.notificationsHint}
          checked={notifications && allowed}
          disabled={permission === 'denied' || permission === 'unsupported'}
          onChange={(event) => void toggleNotifications(event.currentTarget.checked)}
          size="md"
        />
        {permission === 'denied' && <Text size="sm">{strings.alerts.denied}</Text>}
        {permission === 'unsupported' && <Text size="sm">{strings.alerts.unsupported}</Text>}
        <Text size="sm" c="dimmed">
          {strings.alerts.closedApp}
        </Text>
      </Stack>
    </Section>
  );
}
