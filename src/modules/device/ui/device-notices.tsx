// Notices about this device, above every page: the first set-up, and those that most people never see (rare-notices.tsx).
import { Group, Progress, Text } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useSyncStatus } from '#src/replica/public.ts';
import { keepStorageOnce } from '../storage.ts';
import { strings } from '../strings.ts';
import classes from './device-notices.module.css';

const RareNotices = lazy(async () => ({ default: (await import('./rare-notices.tsx')).RareNotices }));

/** `isSessionRunning`: a timer or a workout runs, so that an update must wait. */
export function DeviceNotices({ isSessionRunning }: { isSessionRunning: boolean }) {
  useKeptStorage();
  return (
    <div className={classes.notices}>
      <FirstVisitNotice />
      <Suspense fallback={null}>
        <RareNotices isSessionRunning={isSessionRunning} />
      </Suspense>
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
