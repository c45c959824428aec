// Two parts of the settings: installing Cadence, and what it keeps on this device.
import { Button, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { formatBytes } from '#src/format/bytes.ts';
import { Section } from '#src/ui/section.tsx';
import { install, useInstall } from '../install.ts';
import { useStorageReport } from '../storage.ts';
import { strings } from '../strings.ts';

export function InstallSection() {
  const state = useInstall();
  return (
    <Section title={strings.install.title}>
      {state.kind === 'installed' && <Text>{strings.install.installed}</Text>}
      {state.kind === 'offered' && (
        <Stack gap="md" align="flex-start">
          <Text>{strings.install.offer}</Text>
          <Button leftSection={<IconDownload size={18} />} onClick={() => void install(state.offer)}>
            {strings.install.button}
          </Button>
        </Stack>
      )}
      {state.kind === 'by-hand' && (
        <Stack gap="xs">
          <Text>{strings.install.offer}</Text>
          {state.system === 'ios' && <Text>{strings.install.iosEmpty}</Text>}
          <Text c="dimmed">{state.system === 'ios' ? strings.install.ios : strings.install.other}</Text>
        </Stack>
      )}
    </Section>
  );
}

export function StorageSection() {
  const { report, keep } = useStorageReport();
  const [wasRefused, setWasRefused] = useState(false);
  const isMeasured = report?.usedBytes != null && report.allowedBytes != null && report.allowedBytes > 0;
  return (
    <Section title={strings.storage.title}>
      <Stack gap="sm" mih={120}>
        {report !== null && isMeasured ? (
          <>
            <Text className="tabular">
              {strings.storage.used(formatBytes(report.usedBytes ?? 0), formatBytes(report.allowedBytes ?? 0))}
            </Text>
            <Progress
              value={Math.max(1, (100 * (report.usedBytes ?? 0)) / (report.allowedBytes ?? 1))}
              aria-label={strings.storage.meter}
              size="sm"
            />
          </>
        ) : (
          <Text>{strings.storage.unknown}</Text>
        )}
        {report !== null && report.kept !== null && (
          <Text c="dimmed" size="sm">
            {report.kept ? strings.storage.kept : strings.storage.notKept}
          </Text>
        )}
        {report?.kept === false && (
          <div>
            <Button variant="default" onClick={() => void keep().then((kept) => setWasRefused(!kept))}>
              {strings.storage.keep}
            </Button>
          </div>
        )}
        {wasRefused && (
          <Text size="sm" role="status">
            {strings.storage.refused}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
