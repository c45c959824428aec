// One person of the list: who it is, what state the account is in, the roles, and what can be decided.
import { ActionIcon, Badge, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { AdminPerson } from '#schema/protocol/admin.ts';
import { formatMoment } from '#src/format/days.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { RowBody } from '#src/ui/list.tsx';
import { adminActions } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { useEntitlements } from '../use-entitlements.ts';
import classes from './admin.module.css';
import { PersonRoles } from './person-roles.tsx';

const words = strings.people;

interface PersonRowProps {
  person: AdminPerson;
  isApprovals: boolean;
  onChanged(): void;
}

export function PersonRow({ person, isApprovals, onChanged }: PersonRowProps) {
  const [dialog, setDialog] = useState<'roles' | 'suspend' | null>(null);
  const { busy, act } = useAction(onChanged);
  const approve = () => act('approve', () => adminActions.approve(person.id), words.approved(person.email));
  const refuse = (said: string) => act('refuse', () => adminActions.refuse(person.id), said);
  return (
    <>
      <RowBody
        actions={
          isApprovals ? (
            <Group gap="xs" wrap="wrap" justify="flex-end">
              <Button variant="default" loading={busy === 'refuse'} onClick={() => void refuse(words.refused(person.email))}>
                {words.refuse}
              </Button>
              <Button loading={busy === 'approve'} onClick={() => void approve()}>
                {words.approve}
              </Button>
            </Group>
          ) : (
            <PersonMenu
              person={person}
              onRoles={() => setDialog('roles')}
              onApprove={() => void approve()}
              onSignOut={() => void act('signOut', () => adminActions.signOut(person.id), words.signedOut(person.email))}
              onRefuse={() => (person.state === 'waiting' ? void refuse(words.refused(person.email)) : setDialog('suspend'))}
            />
          )
        }
      >
        <Text fw={520} className={classes.long}>
          {person.name ?? person.email}
        </Text>
        {person.name !== null && (
          <Text size="sm" className={classes.long}>
            {person.email}
          </Text>
        )}
        <Text size="sm" c="dimmed" className="tabular">
          {isApprovals ? strings.approvals.asked(formatMoment(new Date(person.createdAt))) : seenWords(person)}
        </Text>
        {!isApprovals && <Badges person={person} />}
      </RowBody>
      {dialog === 'roles' && <PersonRoles person={person} onChanged={onChanged} onClose={() => setDialog(null)} />}
      {dialog === 'suspend' && (
        <Confirm
          title={words.suspendTitle(person.email)}
          text={words.suspendText}
          confirm={words.suspend}
          keep={words.keep}
          isDangerous
          onConfirm={() => {
            setDialog(null);
            void refuse(words.suspended(person.email));
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

const seenWords = ({ lastSeenAt, createdAt, sessions }: AdminPerson): string =>
  [
    lastSeenAt === null ? words.neverSeen : words.seen(formatMoment(new Date(lastSeenAt))),
    words.since(formatMoment(new Date(createdAt))),
    ...(sessions > 0 ? [words.devices(sessions)] : []),
  ].join(' · ');

function Badges({ person: { state, roles } }: { person: AdminPerson }) {
  if (state === 'active' && roles.length === 0) return null;
  return (
    <Group gap={6} mt={6}>
      {state !== 'active' && (
        <Badge variant="light" color={state === 'waiting' ? 'yellow' : 'red'} tt="none">
          {strings.state[state]}
        </Badge>
      )}
      {roles.map(({ id, name, expiresAt }) => (
        <Badge key={id} variant="light" tt="none">
          {expiresAt === null ? name : words.until(name, formatMoment(new Date(expiresAt)))}
        </Badge>
      ))}
    </Group>
  );
}

interface PersonMenuProps {
  person: AdminPerson;
  onRoles(): void;
  onApprove(): void;
  onSignOut(): void;
  onRefuse(): void;
}

function PersonMenu({ person: { email, state, sessions }, onRoles, onApprove, onSignOut, onRefuse }: PersonMenuProps) {
  const may = useEntitlements();
  if (!may.has('roles.grant') && !may.has('people.admit')) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={words.actionsOf(email)}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may.has('roles.grant') && may.has('roles.read') && <Menu.Item onClick={onRoles}>{words.roles}</Menu.Item>}
        {may.has('people.admit') && (state === 'waiting' || state === 'refused') && (
          <Menu.Item onClick={onApprove}>{words.approve}</Menu.Item>
        )}
        {may.has('people.admit') && sessions > 0 && <Menu.Item onClick={onSignOut}>{words.signOut}</Menu.Item>}
        {may.has('people.admit') && state !== 'refused' && (
          <Menu.Item onClick={onRefuse}>{state === 'waiting' ? words.refuse : words.suspend}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
