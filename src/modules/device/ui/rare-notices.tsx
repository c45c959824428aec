// Notices that are loaded after the first screen: a new version, lost rows, a window that keeps nothing, little room.
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconDatabaseOff, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { formatBytes } from '#src/format/bytes.ts';
import { lowStorage, useStorageReport } from '../storage.ts';
import { useStorageLoss } from '../storage-loss.ts';
import { strings } from '../strings.ts';
import { putOffUpdate, useUpdate } from '../update.ts';
import { useWeakStorage } from '../weak-storage.ts';

export function RareNotices({ isSessionRunning }: { isSessionRunning: boolean }) {
  return (
    <>
      <UpdateNotice isSessionRunning={isSessionRunning} />
      <StorageLossNotice />
      <WeakStorageNotice />
      <LowStorageNotice />
    </>
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

function StorageLossNotice() {
  const loss = useStorageLoss();
  const [isSeen, setIsSeen] = useState(false);
  if (loss === null || isSeen) return null;
  const words = strings.lost;
  return (
    <Alert icon={<IconDatabaseOff size={20} />} color="red" title={words.title} role="alert">
      {loss.waiting > 0 && <Text size="sm">{words.unsent(loss.waiting)}</Text>}
      {loss.kind === 'signed-in' && <Text size="sm">{words.account}</Text>}
      <Text size="sm">{words.cause}</Text>
      <Button variant="default" mt="sm" onClick={() => setIsSeen(true)}>
        {words.dismiss}
      </Button>
    </Alert>
  );
}

function WeakStorageNotice() {
  const { cause, dismiss } = useWeakStorage();
  if (cause === null) return null;
  const { title, text } = strings.weakStorage[cause];
  return (
    <Alert icon={<IconEyeOff size={20} />} color="yellow" title={title} role="status">
      <Text size="sm">{text}</Text>
      <Button variant="default" mt="sm" onClick={dismiss}>
        {strings.weakStorage.dismiss}
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
