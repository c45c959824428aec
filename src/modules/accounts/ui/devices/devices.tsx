// The devices on which the person is signed in: rename, remove one or all others.
import { ActionIcon, Badge, Button, Group, Menu, Skeleton, Stack, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconDots } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { MAX_DEVICE_NAME } from '#schema/protocol/devices.ts';
import { useNow } from '#src/clock/use-now.ts';
import { formatMoment } from '#src/format/days.ts';
import { useRows, useSyncStatus } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { renameDevice, thisDeviceId } from '../../devices-client.ts';
import { rowsToDevices, type Device } from '../../devices.ts';
import { strings as words } from '../../device-strings.ts';
import { ownSessions } from '../../queries.ts';
import { AddDevice } from './add-device.tsx';
import { RenameDialog } from '../rename-dialog.tsx';
import { RemoveDevice, type Removing } from './remove-device.tsx';

const MINUTE_MS = 60_000;

type Open =
  | { kind: 'none' }
  | { kind: 'adding' }
  | { kind: 'renaming'; device: Device }
  | { kind: 'removing'; removing: Removing };

export function Devices() {
  const read = useRows(ownSessions());
  const now = useNow(true, MINUTE_MS);
  const thisDevice = useThisDevice();
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const close = () => setOpen({ kind: 'none' });
  const isOffline = thisDevice === null;
  return (
    <Section title={words.title} description={words.text}>
      <WhenRead read={read} loading={<Skeleton height={120} radius="md" aria-label={words.loading} />}>
        {({ rows }) => {
          const devices = rowsToDevices(rows, now, thisDevice);
          return (
            <Stack gap="sm" align="stretch">
              <List label={words.title}>
                {devices.map((device) => (
                  <DeviceRow
                    key={device.id}
                    device={device}
                    isOffline={isOffline}
                    onRename={() => setOpen({ kind: 'renaming', device })}
                    onRemove={() => setOpen({ kind: 'removing', removing: { kind: 'one', device } })}
                  />
                ))}
              </List>
              {isOffline && (
                <Text size="sm" c="dimmed">
                  {words.offline}
                </Text>
              )}
              {!isOffline && (
                <Group gap="xs">
                  <Button onClick={() => setOpen({ kind: 'adding' })}>{words.add.button}</Button>
                  {devices.length > 1 && (
                    <Button variant="default" onClick={() => setOpen({ kind: 'removing', removing: { kind: 'others' } })}>
                      {words.removeOthers}
                    </Button>
                  )}
                </Group>
              )}
            </Stack>
          );
        }}
      </WhenRead>
      {open.kind === 'adding' && <AddDevice onClose={close} />}
      {open.kind === 'renaming' && <Renaming device={open.device} onClose={close} />}
      {open.kind === 'removing' && <RemoveDevice removing={open.removing} onClose={close} />}
    </Section>
  );
}

/** An empty name is the one that the agent gives. */
const Renaming = ({ device, onClose }: { device: Device; onClose(): void }) => (
  <RenameDialog
    words={words}
    name={device.name === device.agent ? '' : (device.name ?? '')}
    usualName={device.agent ?? ''}
    maxLength={MAX_DEVICE_NAME}
    rename={(name) => renameDevice(device.id, name)}
    onClose={onClose}
  />
);

interface DeviceRowProps {
  device: Device;
  isOffline: boolean;
  onRename(): void;
  onRemove(): void;
}

function DeviceRow({ device, isOffline, onRename, onRemove }: DeviceRowProps) {
  const name = device.name ?? words.unknown;
  const DeviceIcon = device.isHandheld ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <ListRow
      actions={
        !isOffline && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size={44} aria-label={words.actions(name)}>
                <IconDots size={20} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onRename}>{words.rename}</Menu.Item>
              {!device.isThis && (
                <Menu.Item color="red" onClick={onRemove}>
                  {words.remove}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <DeviceIcon size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <div>
          <Group gap="xs">
            <Text fw={560}>{name}</Text>
            {device.isThis && <Badge variant="light">{words.isThis}</Badge>}
          </Group>
          {device.agent !== null && device.agent !== device.name && (
            <Text size="sm" c="dimmed">
              {device.agent}
            </Text>
          )}
          <Text size="sm" c="dimmed" className="tabular">
            {words.lastUsed(formatMoment(device.lastUsedAt))}
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {words.signedIn(formatMoment(device.signedInAt), device.address)}
          </Text>
        </div>
      </Group>
    </ListRow>
  );
}

/** Asks again when the sync state changes: the network may be back. */
function useThisDevice(): string | null {
  const [device, setDevice] = useState<string | null>(null);
  const { kind } = useSyncStatus();
  useEffect(() => {
    let isCurrent = true;
    void thisDeviceId().then((id) => {
      if (isCurrent) setDevice(id);
    });
    return () => {
      isCurrent = false;
    };
  }, [kind]);
  return device;
}
