// Sounds and notifications. The browser's own permission is asked for when the person turns notifications on, not before.
import { Button, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import {
  askToNotify,
  canPush,
  noticePermission,
  noticeReach,
  NOTICES_ALLOWED,
  usePushOutcome,
  type NoticePermission,
} from '#src/modules/device/public.ts';
import { usePerson } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { useSaveSetting, useSettings } from '../settings-provider.tsx';
import { strings } from '../strings.ts';
import { NoticeChoices } from './notice-choices.tsx';

export function AlertsSection() {
  const { sounds, notifications } = useSettings();
  const save = useSaveSetting();
  const [permission, setPermission] = useState(noticePermission);
  const allowed = permission === 'granted';
  const toggleNotifications = async (on: boolean) => {
    const answer = on && permission === 'default' ? await askToNotify() : permission;
    setPermission(answer);
    save('notifications', on && answer === 'granted');
  };
  return (
    <Section title={strings.alerts.title}>
      <Stack gap="xs">
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
          disabled={!allowed && permission !== 'default'}
          onChange={(event) => void toggleNotifications(event.currentTarget.checked)}
          size="md"
        />
        {notifications && allowed && <NoticeChoices />}
        {(notifications || !allowed) && <Reach permission={permission} />}
      </Stack>
    </Section>
  );
}

/** Whether notifications come while Cadence is closed, and if not, what the person can do. */
function Reach({ permission }: { permission: NoticePermission }) {
  const person = usePerson();
  const { hasFailed } = usePushOutcome();
  const reach = noticeReach({ permission, isSignedIn: person?.kind === 'signed-in', canPush: canPush(), hasFailed });
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {strings.alerts.reach[reach]}
      </Text>
      {reach === 'open: not registered' && (
        <Button variant="default" onClick={() => dispatchEvent(new Event(NOTICES_ALLOWED))}>
          {strings.alerts.tryAgain}
        </Button>
      )}
    </>
  );
}
