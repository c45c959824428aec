// The roles of the server and what each may do, and the entitlements that there are.
import { ActionIcon, Button, Skeleton, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AdminEntitlement, AdminRole, RolesAnswer } from '#schema/protocol/admin.ts';
import entries from '#src/ui/entries.module.css';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { adminActions } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { useRoles } from '../use-roles.ts';
import { AdminDialog } from './admin-dialog.tsx';
import { AdminFrame, NotRead } from './admin-frame.tsx';
import { RoleDialog } from './role-dialog.tsx';

const words = strings.roles;

export function RolesPage() {
  const { read, reload } = useRoles();
  const may = useEntitlements();
  const [editing, setEditing] = useState<AdminRole | 'new' | null>(null);
  const [describing, setDescribing] = useState<AdminEntitlement | null>(null);
  const canEdit = may.has('roles.edit') && read.kind === 'ready';
  return (
    <AdminFrame
      title={words.title}
      text={words.text}
      actions={
        canEdit && (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setEditing('new')}>
            {words.add}
          </Button>
        )
      }
    >
      {read.kind === 'loading' && <Skeleton height={320} radius="lg" />}
      {read.kind === 'failed' && <NotRead error={read.error} onRetry={reload} />}
      {read.kind === 'ready' && (
        <>
          <Roles answer={read.answer} onEdit={canEdit ? setEditing : null} />
          <Entitlements answer={read.answer} onEdit={canEdit ? setDescribing : null} />
          {describing !== null && (
            <DescriptionDialog entitlement={describing} onChanged={reload} onClose={() => setDescribing(null)} />
          )}
          {editing !== null && (
            <RoleDialog
              role={editing === 'new' ? null : editing}
              answer={read.answer}
              onChanged={reload}
              onClose={() => setEditing(null)}
            />
          )}
        </>
      )}
    </AdminFrame>
  );
}

function Roles({ answer: { roles }, onEdit }: { answer: RolesAnswer; onEdit: ((role: AdminRole) => void) | null }) {
  return (
    <List label={words.title}>
      {roles.map((role) => (
        <ListRow
          key={role.id}
          actions={
            onEdit &&
            !(role.isBuiltIn && role.name === 'admin') && (
              <ActionIcon aria-label={words.edit(role.name)} onClick={() => onEdit(role)}>
                <IconPencil size={18} />
              </ActionIcon>
            )
          }
        >
          <Text fw={520} component="h2" fz="md">
            {role.name}
          </Text>
          {role.description !== null && role.description !== '' && <Text size="sm">{role.description}</Text>}
          <Text size="sm" c="dimmed" className="tabular">
            {factsOf(role, roles)}
          </Text>
          <Text size="sm" c="dimmed">
            {mayWords(role)}
          </Text>
        </ListRow>
      ))}
    </List>
  );
}

function factsOf({ parentId, people, isBuiltIn, name }: AdminRole, roles: readonly AdminRole[]): string {
  const parent = roles.find(({ id }) => id === parentId);
  // Everybody has the role `user` without a row that says so.
  const isEverybodys = isBuiltIn && name === 'user';
  return [
    ...(isBuiltIn ? [words.shipped] : []),
    ...(parent ? [words.inherits(parent.name)] : []),
    ...(isEverybodys ? [] : [words.people(people)]),
  ].join(' · ');
}

const mayWords = ({ entitlements, inherited }: AdminRole): string => {
  const all = [...new Set([...entitlements, ...inherited])].sort();
  return all.length === 0 ? words.nothing : `${words.may}: ${all.join(', ')}`;
};

interface EntitlementsProps {
  answer: RolesAnswer;
  onEdit: ((entitlement: AdminEntitlement) => void) | null;
}

const Entitlements = ({ answer: { entitlements, roles }, onEdit }: EntitlementsProps) => (
  <Section title={words.entitlements} description={words.entitlementsText}>
    <ul className={entries.list}>
      {entitlements.map((entitlement) => {
        const { name, description } = entitlement;
        const holding = roles.filter((role) => role.entitlements.includes(name) || role.inherited.includes(name));
        return (
          <li key={name} className={entries.entry}>
            <div className={entries.words}>
              <Text fw={520}>{name}</Text>
              {description !== null && <Text size="sm">{description}</Text>}
              <Text size="sm" c="dimmed">
                {holding.length === 0 ? words.inNone : words.held(holding.map((role) => role.name).join(', '))}
              </Text>
            </div>
            {onEdit && (
              <ActionIcon aria-label={words.describe(name)} onClick={() => onEdit(entitlement)}>
                <IconPencil size={18} aria-hidden />
              </ActionIcon>
            )}
          </li>
        );
      })}
    </ul>
  </Section>
);

interface DescriptionDialogProps {
  entitlement: AdminEntitlement;
  onChanged(): void;
  onClose(): void;
}

function DescriptionDialog({ entitlement: { name, description }, onChanged, onClose }: DescriptionDialogProps) {
  const { busy, act } = useAction(() => {
    onChanged();
    onClose();
  });
  const form = useForm({ initialValues: { description: description ?? '' } });
  const save = (values: typeof form.values) =>
    act('save', () => adminActions.describeEntitlement(name, values.description || null), words.described(name));
  return (
    <AdminDialog
      title={words.describe(name)}
      isBusy={busy === 'save'}
      onSubmit={form.onSubmit((values) => void save(values))}
      onClose={onClose}
    >
      <Textarea
        label={words.description}
        description={words.describeHint}
        maxLength={200}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('description')}
      />
    </AdminDialog>
  );
}
