// The secret address under which other calendars read this one: made, copied, replaced, deleted.
import { Button, CopyButton, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import { formatMoment } from '#src/format/days.ts';
import { authRequest } from '#src/modules/accounts/public.ts';
import { usePerson } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { showProblem } from '#src/ui/toast.tsx';
import { strings } from '../../strings.ts';

const words = strings.share_;
const answer = z.object({ path: z.nullable(z.string()), createdAt: z.nullable(z.string()), readAt: z.nullable(z.string()) });
type Address = z.output<typeof answer>;

export function SharePage() {
  const person = usePerson();
  return (
    <Page title={words.title} description={words.description} isNarrow>
      {person?.kind === 'signed-in' ? <Address personId={person.userId} /> : <Text>{words.needsAccount}</Text>}
    </Page>
  );
}

function Address({ personId }: { personId: string }) {
  const [address, setAddress] = useState<Address | 'unread' | 'failed'>('unread');
  const [isAsking, setAsking] = useState(false);
  const ask = async (method: 'GET' | 'POST' | 'DELETE'): Promise<void> => {
    const result = await authRequest(method, '/v1/calendar/address', method === 'POST' ? {} : undefined, answer, personId);
    if (result.ok) setAddress(result.value);
    else if (method === 'GET') setAddress('failed');
    else showProblem(result.error);
  };
  useEffect(() => {
    let isShown = true;
    void authRequest('GET', '/v1/calendar/address', undefined, answer, personId).then((result) => {
      if (isShown) setAddress(result.ok ? result.value : 'failed');
      return result;
    });
    return () => {
      isShown = false;
    };
  }, [personId]);
  if (address === 'unread') return <Skeleton height={160} radius="lg" />;
  if (address === 'failed') {
    return (
      <Stack align="flex-start">
        <Text>{words.needsAccount}</Text>
        <Button variant="default" onClick={() => void ask('GET')}>
          {words.again}
        </Button>
      </Stack>
    );
  }
  if (address.path === null) {
    return (
      <Section title={words.none}>
        <Button onClick={() => void ask('POST')}>{words.make}</Button>
      </Section>
    );
  }
  const url = `${location.origin}${address.path}`;
  return (
    <Section title={words.field} description={words.help}>
      <Stack gap="sm">
        <TextInput aria-label={words.field} readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
        <Text size="sm" c="dimmed">
          {address.readAt === null ? words.neverRead : words.read(formatMoment(new Date(address.readAt)))}
        </Text>
        <Group gap="xs">
          <CopyButton value={url}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
          </CopyButton>
          <Button variant="default" onClick={() => setAsking(true)}>
            {words.renew}
          </Button>
          <Button variant="default" onClick={() => void ask('DELETE')}>
            {words.revoke}
          </Button>
        </Group>
      </Stack>
      {isAsking && (
        <Confirm
          title={words.renew}
          text={words.renewText}
          confirm={words.renew}
          keep={words.keep}
          onConfirm={() => {
            setAsking(false);
            void ask('POST');
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
