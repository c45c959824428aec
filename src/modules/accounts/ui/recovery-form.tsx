// Signs in by the address of the account and one of its recovery codes, for a person who reaches neither the mailbox nor a passkey.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Problem } from '#src/ui/problem.tsx';
import { signInByRecoveryCode } from '../recovery-client.ts';
import { strings } from '../strings.ts';
import { useSigningIn } from '../use-signing-in.ts';

const words = strings.recovery;
const isAddress = (email: string) => /^[^\s@]+@[^\s@]+$/.test(email.trim());

export function RecoveryForm({ onBack }: { onBack(): void }) {
  const { signingIn, start } = useSigningIn();
  const form = useForm({
    initialValues: { email: '', code: '' },
    validate: {
      email: (email) => (isAddress(email) ? null : strings.signIn.invalid),
      code: (code) => (code.replaceAll(/[^a-z0-9]/gi, '').length === 16 ? null : words.invalid),
    },
  });
  return (
    <form onSubmit={form.onSubmit(({ email, code }) => void start(() => signInByRecoveryCode(email.trim(), code)))} noValidate>
      <Stack gap="md" align="stretch">
        <Text>{words.text}</Text>
        {signingIn.kind === 'idle' && signingIn.error && <Problem error={signingIn.error} />}
        <TextInput
          label={strings.signIn.email}
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          required
          data-autofocus
          {...form.getInputProps('email')}
        />
        <TextInput
          label={words.code}
          description={words.hint}
          name="recovery-code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          required
          {...form.getInputProps('code')}
        />
        <Group gap="xs">
          <Button type="submit" loading={signingIn.kind !== 'idle'}>
            {words.submit}
          </Button>
          <Button variant="default" onClick={onBack}>
            {words.back}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
