// The settings' card about files: storage on this device, storage on the server, waiting uploads, and a way to free space here.
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatBytes } from '#src/format/bytes.ts';
import { Problem } from '#src/ui/problem.tsx';
import { Section } from '#src/ui/section.tsx';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import { blobTransfers, removeStoredCopies } from './blobs.ts';
import { useServerUsage, useStorageUsage, useUploadSummary } from './react.ts';
import { strings } from './strings.ts';

export function FilesSection() {
  const usage = useStorageUsage();
  const onServer = useServerUsage();
  const { waiting, error } = useUploadSummary();
  const [isRemoving, setIsRemoving] = useState(false);
  const makeRoom = async () => {
    setIsRemoving(true);
    try {
      showToast({ message: strings.freed(formatBytes(await removeStoredCopies())) });
    } catch (thrown) {
      const problem = errorToProblem(thrown);
      if (problem === null) throw thrown;
      showProblem(problem);
    } finally {
      setIsRemoving(false);
    }
  };
  return (
    <Section title={strings.title} description={strings.description}>
      <Stack gap="sm" mih={96}>
        {usage && (
          <Text className="tabular">
            {usage.kept === 0 ? strings.none : strings.kept(formatBytes(usage.kept), formatBytes(usage.free))}
          </Text>
        )}
        {onServer && (
          <>
            <Text className="tabular">{strings.onServer(formatBytes(onServer.usedBytes), formatBytes(onServer.quotaBytes))}</Text>
            <Progress value={(100 * onServer.usedBytes) / onServer.quotaBytes} aria-label={strings.meter} size="sm" />
          </>
        )}
        {waiting > 0 && (
          <Text c="dimmed" size="sm" role="status">
            {strings.waiting(waiting)}
          </Text>
        )}
        {error && <Problem error={error} />}
        <Group gap="sm">
          {onServer && usage && usage.kept > 0 && (
            <Button variant="default" loading={isRemoving} onClick={() => void makeRoom()}>
              {strings.makeRoom}
            </Button>
          )}
          {error && (
            <Button variant="default" onClick={() => blobTransfers.retry()}>
              {strings.retry}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}
