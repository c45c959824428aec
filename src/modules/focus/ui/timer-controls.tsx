// The buttons of an open session. They work from the first paint: a command is durable before the replica is open.
import { ActionIcon, Button, Group, Popover, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBellRinging,
  IconCheck,
  IconMaximize,
  IconMinimize,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
} from '@tabler/icons-react';
import { useFocusCommands } from '../commands.ts';
import type { ActiveFocus } from '../model.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { interruptionsOf } from '../queries.ts';
import { setFullScreen, useFocusStore } from '../store.ts';
import { strings } from '../strings.ts';
import { enterFullScreen, leaveFullScreen } from './browser-full-screen.ts';
import classes from './focus.module.css';

const EXTEND_SECONDS = 300;

export function TimerControls({ session }: { session: ActiveFocus }) {
  const focus = useFocusCommands();
  const isFullScreen = useFocusStore((state) => state.isFullScreen);
  const isPaused = session.status === 'paused';
  const interruptions = rowsIfReady(useRows(interruptionsOf(session.id)))?.[0]?.interruptions ?? 0;
  return (
    <Stack gap="sm" align="center" className={classes.controls}>
      <Group gap="xs" justify="center">
        <Button
          size="lg"
          px="lg"
          leftSection={isPaused ? <IconPlayerPlay size={20} aria-hidden /> : <IconPlayerPause size={20} aria-hidden />}
          onClick={() => void (isPaused ? focus.resume(session) : focus.pause(session))}
        >
          {isPaused ? strings.resume : strings.pause}
        </Button>
        {session.duration_seconds !== null && (
          <Button
            size="lg"
            variant="default"
            px="md"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => void focus.extend(session, EXTEND_SECONDS)}
          >
            <VisuallyHidden>{strings.add} </VisuallyHidden>
            {strings.minuteChip(EXTEND_SECONDS / 60)}
            {strings.minutesUnit}
          </Button>
        )}
        <ActionIcon
          size={50}
          variant="default"
          aria-label={isFullScreen ? strings.leaveFullScreen : strings.fullScreen}
          onClick={() => {
            setFullScreen(!isFullScreen);
            void (isFullScreen ? leaveFullScreen() : enterFullScreen());
          }}
        >
          {isFullScreen ? <IconMinimize size={20} aria-hidden /> : <IconMaximize size={20} aria-hidden />}
        </ActionIcon>
      </Group>
      <Group gap="xs" justify="center">
        <Button variant="subtle" leftSection={<IconCheck size={18} aria-hidden />} onClick={() => void focus.complete(session)}>
          {session.phase === 'focus' ? strings.complete : strings.skipBreak}
        </Button>
        {session.phase === 'focus' && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconBellRinging size={18} aria-hidden />}
            onClick={() => void focus.interrupt(session)}
          >
            {interruptions === 0 ? strings.interrupt : `${strings.interrupt} · ${interruptions}`}
          </Button>
        )}
        {session.phase === 'focus' && <AbandonButton onAbandon={() => void focus.abandon(session)} />}
      </Group>
    </Stack>
  );
}

function AbandonButton({ onAbandon }: { onAbandon(): void }) {
  const [isAsking, { open, close }] = useDisclosure(false);
  return (
    <Popover opened={isAsking} onChange={(next) => (next ? open() : close())} width={328} trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button variant="subtle" color="gray" onClick={isAsking ? close : open}>
          {strings.abandon}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={strings.abandonTitle}>
        <Stack gap="sm">
          <div>
            <Text fw={560}>{strings.abandonTitle}</Text>
            <Text size="sm" c="dimmed">
              {strings.abandonText}
            </Text>
          </div>
          <Group gap="xs" grow>
            <Button variant="default" px="sm" onClick={close}>
              {strings.keepGoing}
            </Button>
            <Button
              color="red"
              variant="light"
              px="sm"
              onClick={() => {
                close();
                onAbandon();
              }}
            >
              {strings.abandon}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
