// Asks for a mail, then says where to look for it and takes its code.
import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Problem } from '#src/ui/problem.tsx';
import { requestMail, signIn } from '../auth-client.ts';
import { strings } from '../strings.ts';
import { useSigningIn } from '../use-signing-in.ts';
import { CodeField, codeOf, codeProblem } from './code-field.tsx';

const words = strings.signIn;

type FormState =
  | { kind: 'asking'; error?: CadenceError }
  | { kind: 'sending' }
  | { kind: 'sent'; email: string; mailbox: string | null };

export function SignInForm({ onSent }: { onSent?: (isSent: boolean) => void }) {
  const [state, setState] = useState<FormState>({ kind: 'asking' });
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (email) => (/^[^\s@]+@[^\s@]+\.?[^\s@]*$/.test(email.trim()) ? null : words.invalid) },
  });
  const send = async ({ email }: { email: string }) => {
    setState({ kind: 'sending' });
    const result = await requestMail(email.trim());
    onSent?.(result.ok);
    setState(
      result.ok
        ? { kind: 'sent', email: email.trim(), mailbox: result.value.mailbox ?? null }
        : { kind: 'asking', error: result.error },
    );
  };

  const askAgain = () => {
    setState({ kind: 'asking' });
    onSent?.(false);
  };

  if (state.kind === 'sent') return <Sent {...state} onAnother={askAgain} />;
  return (
    <form onSubmit={form.onSubmit((values) => void send(values))} noValidate>
      <Stack gap="md" align="stretch">
        {state.kind === 'asking' && state.error && <Problem error={state.error} />}
        <TextInput
          label={words.email}
          type="email"
          name="email"
          autoComplete="email webauthn"
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

function Sent({ email, mailbox, onAnother }: { email: string; mailbox: string | null; onAnother: () => void }) {
  const { signingIn, start } = useSigningIn();
  const form = useForm({ initialValues: { code: '' }, validate: { code: codeProblem } });
  return (
    <Stack gap="md" align="stretch">
      <Alert icon={<IconMail size={20} />} title={words.sentTitle} role="status">
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{words.sent(email)}</Text>
          {mailbox !== null && (
            <>
              <Text size="sm">{words.mailboxHint}</Text>
              <Anchor href={mailbox} target="_blank" rel="noreferrer">
                {words.mailbox}
              </Anchor>
            </>
          )}
        </Stack>
      </Alert>
      {signingIn.kind === 'idle' && signingIn.error && <Problem error={signingIn.error} />}
      <form onSubmit={form.onSubmit(({ code }) => void start(() => signIn({ email, code: codeOf(code) })))} noValidate>
        <Stack gap="md" align="stretch">
          <CodeField {...form.getInputProps('code')} />
          <Button type="submit" loading={signingIn.kind !== 'idle'}>
            {words.codeSubmit}
          </Button>
        </Stack>
      </form>
      <Button variant="default" onClick={onAnother}>
        {words.another}
      </Button>
    </Stack>
  );
}
