// Creates a role or changes one. Inherited entitlements are shown and belong to the parent.
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { AdminRole, RolesAnswer } from '#schema/protocol/admin.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { adminActions } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';

const words = strings.roles;

interface RoleDialogProps {
  /** Null: a new one. */
  role: AdminRole | null;
  answer: RolesAnswer;
  onChanged(): void;
  onClose(): void;
}

export function RoleDialog({ role, answer: { roles, entitlements }, onChanged, onClose }: RoleDialogProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const { busy, act } = useAction(() => {
    onChanged();
    onClose();
  });
  const form = useForm({
    initialValues: {
      name: role?.name ?? '',
      description: role?.description ?? '',
      parentId: role?.parentId ?? '',
      entitlements: role?.entitlements ?? [],
    },
    validate: { name: (name) => (name.trim() === '' ? words.nameEmpty : null) },
  });
  const { values } = form;
  const parent = roles.find(({ id }) => id === values.parentId);
  const inherited = new Set([...(parent?.entitlements ?? []), ...(parent?.inherited ?? [])]);
  const save = () =>
    act(
      'save',
      () =>
        adminActions.saveRole(role?.id ?? null, {
          name: values.name.trim(),
          description: values.description.trim() === '' ? null : values.description.trim(),
          parentId: values.parentId === '' ? null : values.parentId,
          entitlements: values.entitlements,
        }),
      role ? words.changed : words.created,
    );
  if (role && isDeleting) {
    return (
      <Confirm
        title={words.removeTitle(role.name)}
        text={words.removeText}
        confirm={words.remove}
        keep={words.keep}
        isDangerous
        onConfirm={() => void act('delete', () => adminActions.deleteRole(role.id), words.removed)}
        onClose={() => setIsDeleting(false)}
      />
    );
  }
  const isShipped = role?.isBuiltIn ?? false;
  return (
    <Modal
      opened
      onClose={onClose}
      title={role ? words.editTitle(role.name) : words.addTitle}
      closeButtonProps={{ 'aria-label': strings.cancel }}
    >
      <form onSubmit={form.onSubmit(() => void save())} noValidate>
        <Stack gap="md">
          <TextInput label={words.name} maxLength={60} disabled={isShipped} data-autofocus {...form.getInputProps('name')} />
          <TextInput label={words.description} maxLength={200} {...form.getInputProps('description')} />
          <NativeSelect
            label={words.parent}
            disabled={isShipped}
            data={[
              { value: '', label: words.noParent },
              ...roles.filter(({ id }) => id !== role?.id).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...form.getInputProps('parentId')}
          />
          <Checkbox.Group label={words.may} {...form.getInputProps('entitlements')}>
            <Stack gap={0}>
              {entitlements.map(({ name, description }) =>
                inherited.has(name) ? (
                  <Checkbox
                    key={name}
                    label={`${name} (${words.inherited})`}
                    description={description}
                    checked
                    disabled
                    readOnly
                  />
                ) : (
                  <Checkbox key={name} value={name} label={name} description={description} />
                ),
              )}
            </Stack>
          </Checkbox.Group>
          <Group justify="space-between" gap="xs">
            {role && !isShipped ? (
              <Button variant="subtle" color="red" onClick={() => setIsDeleting(true)}>
                {words.remove}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {strings.cancel}
              </Button>
              <Button type="submit" loading={busy === 'save'}>
                {strings.save}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
