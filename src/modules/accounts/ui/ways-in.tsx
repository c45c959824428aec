// How the signed-in person gets into the account: the mail, passkeys, linked accounts and recovery codes. Changing them needs the
// network, because the server decides.
import { Stack, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { passkeys } from '../queries.ts';
import { strings } from '../strings.ts';
import { AddPasskey } from './add-passkey.tsx';
import { PasskeyListRow } from './passkey-row.tsx';
import { WayIcon } from './way-icon.tsx';

const words = strings.waysIn;

export function WaysIn({ person: { userId, email } }: { person: { userId: string; email: string } }) {
  const read = useRows(passkeys());
  return (
    <Section title={words.title} description={words.text}>
      <WhenRead read={read} loading={null}>
        {({ rows }) => (
          <Stack gap="md">
            <List label={words.title}>
              <ListRow>
                <WayIcon icon={IconMail}>
                  <Text fw={520}>{words.mail}</Text>
                  <Text size="sm" c="dimmed">
                    {email}
                  </Text>
                </WayIcon>
              </ListRow>
              {rows.map((row) => (
                <PasskeyListRow key={row.id} person={userId} passkey={row} />
              ))}
            </List>
            {rows.length < 2 && (
              <Text size="sm" c="dimmed">
                {rows.length === 0 ? words.suggestFirst : words.suggestSecond}
              </Text>
            )}
            <AddPasskey person={userId} />
          </Stack>
        )}
      </WhenRead>
    </Section>
  );
}
