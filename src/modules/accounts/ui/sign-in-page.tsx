// Where the link of a mail lands. It shows whose link it is and what of this device would go to that account, and does nothing before the
// person taps: a page elsewhere may have sent them here with somebody else's link.
import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck, IconCloudOff, IconMailX } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { LinkAnswer } from '#schema/protocol/answers.ts';
import { usePerson, useSyncStatus } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { lookAtLink, signIn } from '../auth-client.ts';
import type { AuthResult } from '../auth-request.ts';
import { strings } from '../strings.ts';
import { useSigningIn } from '../use-signing-in.ts';
import { CodeField, codeOf, codeProblem } from './code-field.tsx';
import { WaysToSignIn } from './ways-to-sign-in.tsx';

const words = strings.verify;

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { token } = route.useSearch();
  return (
    <Page title={words.title} isNarrow>
      {token === undefined ? <SignInHere /> : <LinkOf key={token} token={token} />}
    </Page>
  );
}

/** Opened without a link: all ways to sign in, or who is signed in already. */
function SignInHere() {
  const person = usePerson();
  if (person === null) return null;
  if (person.kind === 'signed-in') return <Done />;
  return (
    <>
      <Text>{strings.signIn.text}</Text>
      <WaysToSignIn />
    </>
  );
}

function LinkOf({ token }: { token: string }) {
  const { link, lookAgain } = useLink(token);
  const person = usePerson();
  const isStarting = useSyncStatus().kind === 'starting';
  // Before the outbox is read nobody knows how much would be added.
  if (link === null || person === null || isStarting) return <Working text={words.working} />;
  if (link.ok) return <Question token={token} link={link.value} />;
  if (link.error.code === 'unavailable') {
    return (
      <EmptyPlace icon={IconCloudOff} title={words.offline} action={<Button onClick={lookAgain}>{words.tryAgain}</Button>}>
        {words.offlineText}
      </EmptyPlace>
    );
  }
  return (
    <>
      <Problem error={link.error} />
      <EmptyPlace icon={IconMailX} title={words.again}>
        {strings.signIn.text}
      </EmptyPlace>
      <WaysToSignIn />
    </>
  );
}

function Question({ token, link: { email, needsCode } }: { token: string; link: LinkAnswer }) {
  const { signingIn, start } = useSigningIn();
  const person = usePerson();
  const status = useSyncStatus();
  const form = useForm({ initialValues: { code: '' }, validate: { code: needsCode ? codeProblem : () => null } });
  if (signingIn.kind === 'done') return <Done />;
  if (signingIn.kind === 'moving') return <Working text={words.moving} />;
  const count = person?.kind === 'local' && 'waiting' in status ? status.waiting : 0;
  const submit = ({ code }: { code: string }) => start(() => signIn(needsCode ? { token, code: codeOf(code) } : { token }));
  return (
    <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
      <Stack gap="md" align="stretch">
        <Title order={2}>{count > 0 ? words.askAndAdd(email, count) : words.ask(email)}</Title>
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

function Done() {
  return (
    <EmptyPlace
      icon={IconCircleCheck}
      title={words.done}
      action={
        <Button component={Link} to="/">
          {words.go}
        </Button>
      }
    >
      {words.doneText}
    </EmptyPlace>
  );
}

function Working({ text }: { text: string }) {
  return (
    <Stack align="center" gap="md" py="xl" role="status">
      <Loader />
      <Text>{text}</Text>
    </Stack>
  );
}

/** Looking uses nothing up, however often a page is opened. Null while the answer is on its way. */
function useLink(token: string): { link: AuthResult<LinkAnswer> | null; lookAgain(): void } {
  const [link, setLink] = useState<AuthResult<LinkAnswer> | null>(null);
  const [look, setLook] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setLink(null);
    void lookAtLink(token).then((answer) => {
      if (isCurrent) setLink(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [token, look]);
  return { link, lookAgain: () => setLook(look + 1) };
}
