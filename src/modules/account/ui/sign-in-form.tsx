// Asks for a sign-in link, then says where to look for it.
import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Problem } from '#src/ui/problem.tsx';
import { requestLink } from '../auth-client.ts';
import { strings } from '../strings.ts';

const words = strings.signIn;

type FormState =
  | { kind: 'asking'; error?: CadenceError }
  | { kind: 'sending' }
  | { kind: 'sent'; email: string; mailbox: string | null };

export function SignInForm() {
  const [state, setState] = useState<FormState>({ kind: 'asking' });
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (email) => (/^[^\s@]+@[^\s@]+\.?[^\s@]*$/.test(email.trim()) ? null : words.invalid) },
  });
  const send = async ({ email }: { email: string }) => {
    setState({ kind: 'sending' });
    const result = await requestLink(email.trim());
    setState(
      result.ok
        ? { kind: 'sent', email: email.trim(), mailbox: result.value?.mailbox ?? null }
        : { kind: 'asking', error: result.error },
    );
  };

  if (state.kind === 'sent') {
    return (
      <Alert icon={<IconMail size={20} />} title={words.sentTitle} role="status">
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{words.sent(state.email)}</Text>
          {state.mailbox !== null && (
            <>
              <Text size="sm">{words.mailboxHint}</Text>
              <Anchor href={state.mailbox} target="_blank" rel="noreferrer">
                {words.mailbox}
              </Anchor>
            </>
          )}
          <Button variant="default" onClick={() => setState({ kind: 'asking' })}>
            {words.another}
          </Button>
        </Stack>
      </Alert>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => void send(values))} noValidate>
      <Stack gap="md" align="stretch">
        {state.kind === 'asking' && state.error && <Problem error={state.error} />}
        <TextInput
          label={words.email}
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          required
          {...form.getInputProps('email')}
        />
        <Button type="submit" loading={state.kind === 'sending'}>
          {words.send}
        </Button>
      </Stack>
    </form>
  );
}
