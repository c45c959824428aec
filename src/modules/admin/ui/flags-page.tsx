// Parts of the app that an admin switches on and off. The rows are on this device; a change goes to the server.
import { ActionIcon, Alert, Badge, Group, NativeSelect, NumberInput, Skeleton, Switch, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { isFlagName } from '#schema/flags/rules.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { adminActions } from '../admin-client.ts';
import { adminFlags, roleNames, type AdminFlagRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { AdminDialog } from './admin-dialog.tsx';
import { AdminFrame } from './admin-frame.tsx';
import classes from './admin.module.css';

const words = strings.flags;

export function FlagsPage() {
  const may = useEntitlements();
  const read = useRows(adminFlags());
  const [editing, setEditing] = useState<AdminFlagRow | null>(null);
  const canEdit = may.has('flags.edit');
  return (
    <AdminFrame title={words.title} text={words.text}>
      {!canEdit && <Alert title={strings.notAllowed}>{strings.notAllowedText}</Alert>}
      <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
        {({ rows }) => (
          <List label={words.title}>
            {rows.map((flag) => (
              <FlagRow key={flag.flag_name} flag={flag} onEdit={canEdit ? () => setEditing(flag) : null} />
            ))}
          </List>
        )}
      </WhenRead>
      {editing && <FlagDialog flag={editing} onClose={() => setEditing(null)} />}
    </AdminFrame>
  );
}

function FlagRow({ flag, onEdit }: { flag: AdminFlagRow; onEdit: (() => void) | null }) {
  const { busy, act } = useAction(() => undefined);
  const { flag_name: name, enabled, share, role_name: roleName } = flag;
  const turn = (isOn: boolean) =>
    act('turn', () => adminActions.changeFlag(name, { enabled: isOn, share, roleName }), words.saved(name));
  const isKnown = isFlagName(name);
  return (
    <ListRow
      actions={
        onEdit &&
        isKnown && (
          <Group gap="xs" wrap="nowrap">
            <Switch
              aria-label={name}
              checked={enabled}
              disabled={busy !== null}
              onChange={(event) => void turn(event.currentTarget.checked)}
            />
            <ActionIcon aria-label={words.change(name)} onClick={onEdit}>
              <IconPencil size={18} aria-hidden />
            </ActionIcon>
          </Group>
        )
      }
    >
      <Text fw={520} className={classes.long}>
        {name}
      </Text>
      <Text size="sm">{isKnown ? flag.description : words.unknown}</Text>
      <Group gap={8} mt={4}>
        <Text size="sm" c="dimmed" className="tabular">
          {standingOf(flag)}
        </Text>
        {flag.edited_at !== null && (
          <Badge variant="light" tt="none">
            {words.edited}
          </Badge>
        )}
      </Group>
    </ListRow>
  );
}

function standingOf({ enabled, share, role_name }: AdminFlagRow): string {
  if (!enabled) return words.offFor;
  return share >= 100 && role_name === null ? words.everybody : words.some(share, role_name);
}

function FlagDialog({ flag, onClose }: { flag: AdminFlagRow; onClose(): void }) {
  const { busy, act } = useAction(onClose);
  const roles = rowsIfReady(useRows(roleNames())) ?? [];
  const form = useForm({
    initialValues: { enabled: flag.enabled, share: flag.share as number | string, roleName: flag.role_name ?? '' },
  });
  const save = ({ enabled, share, roleName }: typeof form.values) =>
    act(
      'save',
      () =>
        adminActions.changeFlag(flag.flag_name, {
          enabled,
          share: Math.min(100, Math.max(0, Math.round(Number(share) || 0))),
          roleName: roleName === '' ? null : roleName,
        }),
      words.saved(flag.flag_name),
    );
  return (
    <AdminDialog
      title={words.change(flag.flag_name)}
      isBusy={busy === 'save'}
      onSubmit={form.onSubmit((values) => void save(values))}
      onClose={onClose}
    >
      <Text size="sm">{flag.description}</Text>
      <Switch label={words.on} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      <NumberInput
        label={words.share}
        description={words.shareHint}
        min={0}
        max={100}
        allowDecimal={false}
        {...form.getInputProps('share')}
      />
      <NativeSelect
        label={words.role}
        data={[{ value: '', label: words.anyRole }, ...roles.map(({ name }) => ({ value: name, label: name }))]}
        {...form.getInputProps('roleName')}
      />
    </AdminDialog>
  );
}
