// The roles of the server and what each may do, and the entitlements that there are.
import { ActionIcon, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AdminRole, RolesAnswer } from '#schema/protocol/admin.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { useRoles } from '../use-roles.ts';
import { AdminFrame, NotRead } from './admin-frame.tsx';
import { RoleDialog } from './role-dialog.tsx';

const words = strings.roles;

export function RolesPage() {
  const { read, reload } = useRoles();
  const may = useEntitlements();
  const [editing, setEditing] = useState<AdminRole | 'new' | null>(null);
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
          <Entitlements answer={read.answer} />
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

function Entitlements({ answer: { entitlements, roles } }: { answer: RolesAnswer }) {
  return (
    <Section title={words.entitlements} description={words.entitlementsText}>
      <Stack gap="md" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {entitlements.map(({ name, description }) => {
          const holding = roles.filter((role) => role.entitlements.includes(name) || role.inherited.includes(name));
          return (
            <li key={name}>
              <Text fw={520}>{name}</Text>
              {description !== null && <Text size="sm">{description}</Text>}
              <Text size="sm" c="dimmed">
                {holding.length === 0 ? words.inNone : words.held(holding.map((role) => role.name).join(', '))}
              </Text>
            </li>
          );
        })}
      </Stack>
    </Section>
  );
}
