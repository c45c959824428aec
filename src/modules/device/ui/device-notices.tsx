// Notices about this device, above every page: first set-up, a window that keeps nothing, little room, a new version.
import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useReplica, useSyncStatus } from '#src/replica/public.ts';
import { formatBytes, keepStorageOnce, lowStorage, useStorageReport } from '../storage.ts';
import { strings } from '../strings.ts';
import { putOffUpdate, useUpdate } from '../update.ts';
import classes from './device-notices.module.css';

/** `isSessionRunning`: a timer or a workout runs, so that an update must wait. */
export function DeviceNotices({ isSessionRunning }: { isSessionRunning: boolean }) {
  useKeptStorage();
  return (
    <div className={classes.notices}>
      <FirstVisitNotice />
      <UpdateNotice isSessionRunning={isSessionRunning} />
      <PrivateWindowNotice />
      <LowStorageNotice />
    </div>
  );
}

/** A command that waits means the person made something: now storage is worth keeping. */
function useKeptStorage(): void {
  const status = useSyncStatus();
  const hasMadeSomething = 'waiting' in status && status.waiting > 0;
  useEffect(() => {
    if (hasMadeSomething) void keepStorageOnce();
  }, [hasMadeSomething]);
}

function FirstVisitNotice() {
  const status = useSyncStatus();
  // Without a number this is an ordinary start, which is over before it could be read.
  if (status.kind !== 'starting' || status.progress === null) return null;
  const percent = Math.round(status.progress * 100);
  return (
    <section className={classes.setup} aria-label={strings.firstVisit.title}>
      <Group justify="space-between" gap="sm">
        <Text fw={560}>{strings.firstVisit.title}</Text>
        <Text className="tabular">{strings.firstVisit.progress(percent)}</Text>
      </Group>
      <Progress value={percent} size="sm" my={8} aria-label={strings.firstVisit.title} />
      <Text size="sm" c="dimmed">
        {strings.firstVisit.text}
      </Text>
    </section>
  );
}

function UpdateNotice({ isSessionRunning }: { isSessionRunning: boolean }) {
  const { apply, isPutOff } = useUpdate();
  if (apply === null || isPutOff) return null;
  return (
    <Alert icon={<IconRefresh size={20} />} title={strings.update.title} role="status">
      <Text size="sm">{isSessionRunning ? strings.update.held : strings.update.text}</Text>
      {!isSessionRunning && (
        <Group gap="xs" mt="sm">
          <Button onClick={apply}>{strings.update.now}</Button>
          <Button variant="subtle" onClick={putOffUpdate}>
            {strings.update.later}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function PrivateWindowNotice() {
  const replica = useReplica();
  const isReady = useSyncStatus().kind !== 'starting';
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (!isReady) return undefined;
    let isCurrent = true;
    void replica.diagnostics().then(({ outbox }) => {
      if (isCurrent) setIsShown(outbox.backing !== 'opfs');
    });
    return () => {
      isCurrent = false;
    };
  }, [replica, isReady]);
  if (!isShown) return null;
  return (
    <Alert icon={<IconEyeOff size={20} />} color="yellow" title={strings.privateWindow.title} role="status">
      <Text size="sm">{strings.privateWindow.text}</Text>
      <Button variant="default" mt="sm" onClick={() => setIsShown(false)}>
        {strings.privateWindow.dismiss}
      </Button>
    </Alert>
  );
}

function LowStorageNotice() {
  const { report } = useStorageReport();
  const left = lowStorage(report);
  if (left === null) return null;
  return (
    <Alert icon={<IconAlertTriangle size={20} />} color="orange" title={strings.low.title} role="status">
      <Text size="sm">{strings.low.text(formatBytes(left))}</Text>
    </Alert>
  );
}
