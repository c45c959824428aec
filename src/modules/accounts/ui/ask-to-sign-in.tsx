// The question before signing in: whose account it is, and what of this device would go to it.
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { usePerson, useSyncStatus, type Person, type SyncStatus } from '#src/replica/public.ts';
import { Problem } from '#src/ui/problem.tsx';
import type { SessionUser } from '#schema/protocol/answers.ts';
import type { AuthResult } from '../auth-request.ts';
import { strings } from '../strings.ts';
import { useSigningIn, wasProved } from '../use-signing-in.ts';
import { CodeField, codeOf, codeProblem } from './code-field.tsx';
import { Done, Working } from './sign-in-states.tsx';

const words = strings.verify;

interface AskToSignInProps {
  email: string;
  /** Another browser asked for the mail, so that its code is needed too. */
  needsCode?: boolean;
  /** The other service that said who this is. */
  provider?: string;
  prove(code: string): Promise<AuthResult<SessionUser>>;
  returnTo: string | null;
}

const isHere = (email: string, person: Person | null, status: SyncStatus): boolean =>
  person?.kind === 'signed-in' && person.email === email && status.kind !== 'signed-out';

export function AskToSignIn({ email, needsCode = false, provider, prove, returnTo }: AskToSignInProps) {
  const { signingIn, start } = useSigningIn();
  const person = usePerson();
  const status = useSyncStatus();
  const form = useForm({ initialValues: { code: '' }, validate: { code: needsCode ? codeProblem : () => null } });
  if (signingIn.kind === 'done' || (isHere(email, person, status) && wasProved(email))) return <Done returnTo={returnTo} />;
  if (signingIn.kind === 'moving') return <Working text={words.moving} />;
  const count = person?.kind === 'local' && 'waiting' in status ? status.waiting : 0;
  return (
    <form onSubmit={form.onSubmit(({ code }) => void start(() => prove(codeOf(code))))} noValidate>
      <Stack gap="md" align="stretch">
        <Title order={2}>{count > 0 ? words.askAndAdd(email, count) : words.ask(email)}</Title>
        {provider !== undefined && <Text>{words.saidBy(provider)}</Text>}
        {person?.kind === 'signed-in' && <Text>{words.isSignedInAs(person.email)}</Text>}
        {person?.kind === 'local' && <Text>{count > 0 ? words.adds(email, count) : words.addsNothing}</Text>}
        {signingIn.kind === 'idle' && signingIn.error && <Problem error={signingIn.error} />}
        {needsCode && (
          <>
            <Text>{words.otherBrowser}</Text>
            <CodeField {...form.getInputProps('code')} />
          </>
        )}
        <Group gap="xs">
          <Button type="submit" loading={signingIn.kind === 'checking'}>
            {words.submit(email)}
          </Button>
          <Button component={Link} to="/" variant="default">
            {words.leave}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
