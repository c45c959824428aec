// How the signed-in person gets into the account: the mail, passkeys, linked accounts and recovery codes. Changing them needs the
// network, because the server decides.
import { Alert, Button, Divider, Group, Stack, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { WaysAnswer } from '#schema/protocol/answers.ts';
import { isErrorCode } from '#schema/protocol/errors.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { goToProvider } from '../provider-client.ts';
import { linkedAccounts, passkeys } from '../queries.ts';
import { strings } from '../strings.ts';
import { useOfferedWays } from '../use-offered-ways.ts';
import { useWorking } from '../use-working.ts';
import { AddPasskey } from './add-passkey.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { LinkedAccount } from './linked-account-row.tsx';
import { PasskeyListRow } from './passkey-row.tsx';
import { ProviderIcon } from './provider-icon.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { WayIcon } from './way-icon.tsx';

const words = strings.waysIn;
const route = getRouteApi('/account');

export function WaysIn({ person: { userId, email } }: { person: { userId: string; email: string } }) {
  const read = joinRows({ keys: useRows(passkeys()), accounts: useRows(linkedAccounts()) });
  const offered = useOfferedWays();
  const [isChanging, setChanging] = useState(false);
  return (
    <Section title={words.title} description={words.text}>
      <WhenRead read={read} loading={null}>
        {({ rows: { keys, accounts } }) => (
          <Stack gap="md">
            <LinkOutcome offered={offered} />
            <List label={words.title}>
              <ListRow
                actions={
                  <Button variant="subtle" aria-label={strings.address.changeOf} onClick={() => setChanging(true)}>
                    {strings.address.change}
                  </Button>
                }
              >
                <WayIcon icon={<IconMail size={20} aria-hidden />}>
                  <Text fw={520}>{words.mail}</Text>
                  <Text size="sm" c="dimmed">
                    {email}
                  </Text>
                </WayIcon>
              </ListRow>
              {keys.map((row) => (
                <PasskeyListRow key={row.id} person={userId} passkey={row} />
              ))}
              {accounts.map((row) => (
                <LinkedAccount key={row.id} person={userId} account={row} offered={offered} />
              ))}
            </List>
            {keys.length < 2 && (
              <Text size="sm" c="dimmed">
                {keys.length === 1 ? words.suggestSecond : accounts.length === 0 ? words.suggestFirst : words.suggestPasskey}
              </Text>
            )}
            <Group gap="xs" align="flex-start">
              <AddPasskey person={userId} />
              {offered?.providers
                .filter(({ issuer }) => !accounts.some(({ provider }) => provider === issuer))
                .map(({ id, name }) => (
                  <LinkButton key={id} id={id} name={name} person={userId} />
                ))}
            </Group>
            <Divider />
            <RecoveryCodes person={userId} />
          </Stack>
        )}
      </WhenRead>
      {isChanging && <AddressDialog person={userId} onClose={() => setChanging(false)} />}
    </Section>
  );
}

/** What the way back from another service says. */
function LinkOutcome({ offered }: { offered: WaysAnswer | null }) {
  const { linked, problem } = route.useSearch();
  if (problem !== undefined && isErrorCode(problem)) return <Problem error={{ code: problem }} />;
  const provider = offered?.providers.find(({ id }) => id === linked);
  return provider && <Alert role="status">{words.isLinked(provider.name)}</Alert>;
}

function LinkButton({ id, name, person }: { id: string; name: string; person: string }) {
  const { isWorking, error, run } = useWorking();
  const link = () => run(() => goToProvider(id, { purpose: 'link' }, person));
  return (
    <Stack gap="sm" align="flex-start">
      {error && <Problem error={error} />}
      <Button variant="default" leftSection={<ProviderIcon id={id} />} loading={isWorking} onClick={() => void link()}>
        {words.link(name)}
      </Button>
    </Stack>
  );
}
