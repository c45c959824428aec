// The roles of one person: until when each lasts, taking one away, and giving one.
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AdminPerson, AdminRole } from '#schema/protocol/admin.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { formatMoment } from '#src/format/days.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import { adminActions } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { useRoles } from '../use-roles.ts';
import { NotRead } from './admin-frame.tsx';

const words = strings.grant;

interface PersonRolesProps {
  person: AdminPerson;
  onChanged(): void;
  onClose(): void;
}

export function PersonRoles({ person, onChanged, onClose }: PersonRolesProps) {
  const { read, reload } = useRoles();
  const { busy, act } = useAction(onChanged);
  return (
    <Modal opened onClose={onClose} title={strings.people.rolesOf(person.email)} closeButtonProps={{ 'aria-label': words.close }}>
      <Stack gap="md">
        {person.roles.length === 0 && <Text c="dimmed">{words.none}</Text>}
        {person.roles.length > 0 && (
          <List label={words.title}>
            {person.roles.map(({ id, name, expiresAt }) => (
              <ListRow
                key={id}
                actions={
                  <Button
                    variant="subtle"
                    color="red"
                    aria-label={words.takeOf(name)}
                    loading={busy === id}
                    onClick={() => void act(id, () => adminActions.withdraw(person.id, id), words.taken(name))}
                  >
                    {words.take}
                  </Button>
                }
              >
                <Text fw={520}>{name}</Text>
                <Text size="sm" c="dimmed">
                  {expiresAt === null ? words.noEnd : words.ends(formatMoment(new Date(expiresAt)))}
                </Text>
              </ListRow>
            ))}
          </List>
        )}
        {read.kind === 'failed' && <NotRead error={read.error} onRetry={reload} />}
        {read.kind === 'ready' && (
          <GiveRole
            roles={read.answer.roles}
            isBusy={busy === 'give'}
            onGive={(role, expiresAt) =>
              void act('give', () => adminActions.grant(person.id, role.id, expiresAt), words.given(role.name))
            }
          />
        )}
      </Stack>
    </Modal>
  );
}

interface GiveRoleProps {
  roles: readonly AdminRole[];
  isBusy: boolean;
  onGive(role: AdminRole, expiresAt: string | null): void;
}

function GiveRole({ roles, isBusy, onGive }: GiveRoleProps) {
  // Everybody has what the role `user` may do.
  const choices = roles.filter(({ name, isBuiltIn }) => !(isBuiltIn && name === 'user'));
  // Nothing is chosen at first: a slip of a finger must not make an admin.
  const [chosen, setChosen] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const { firstWeekday } = useSettings();
  const role = choices.find(({ id }) => id === chosen);
  return (
    <Stack gap="sm">
      <NativeSelect
        label={words.role}
        description={role?.description ?? undefined}
        data={[{ value: '', label: words.choose }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <DayField
        label={words.until}
        description={words.untilHint}
        firstWeekday={firstWeekday}
        isClearable
        value={day}
        onChange={setDay}
      />
      <Group justify="flex-end">
        <Button disabled={!role} loading={isBusy} onClick={() => role && onGive(role, day === null ? null : endOfDay(day))}>
          {words.give}
        </Button>
      </Group>
    </Stack>
  );
}

/** The last moment of the day in this device's zone. */
const endOfDay = (day: string): string => new Date(`${day}T23:59:59`).toISOString();
