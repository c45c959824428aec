// Where the link of a mail lands, and the way back from another service. It shows whose account it is and what of this device would go to
// it, and does nothing before the person taps: a page elsewhere may have sent them here with somebody else's link.
import { Button, Text } from '@mantine/core';
import { IconCloudOff, IconMailX } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';
import { safeReturnPath } from '#schema/protocol/return-path.ts';
import { usePerson, useSyncStatus } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { lookAtLink, signIn } from '../auth-client.ts';
import type { AuthResult } from '../auth-request.ts';
import { lookAtTicket, signInByTicket } from '../provider-client.ts';
import { strings } from '../strings.ts';
import { useLooked } from '../use-looked.ts';
import { AskToSignIn } from './ask-to-sign-in.tsx';
import { Done, Working } from './sign-in-states.tsx';
import { WaysToSignIn } from './ways-to-sign-in.tsx';

const words = strings.verify;

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { token, ticket, problem, return: path } = route.useSearch();
  const returnTo = safeReturnPath(path);
  return (
    <Page title={words.title} isNarrow>
      {token !== undefined && <LinkOf key={token} token={token} returnTo={returnTo} />}
      {token === undefined && ticket !== undefined && <TicketOf key={ticket} ticket={ticket} returnTo={returnTo} />}
      {token === undefined && ticket === undefined && <SignInHere problem={problem} returnTo={returnTo} />}
    </Page>
  );
}

/** Opened without a link: all ways to sign in, or who is signed in already. */
function SignInHere({ problem, returnTo }: { problem: string | undefined; returnTo: string | null }) {
  const person = usePerson();
  const isSignedOut = useSyncStatus().kind === 'signed-out';
  if (person === null) return null;
  if (person.kind === 'signed-in' && !isSignedOut) return <Done returnTo={returnTo} />;
  return (
    <>
      {problem !== undefined && isErrorCode(problem) && <Problem error={{ code: problem }} />}
      <Text>{person.kind === 'signed-in' ? strings.signIn.againText(person.email) : strings.signIn.text}</Text>
      <WaysToSignIn returnTo={returnTo} />
    </>
  );
}

function LinkOf({ token, returnTo }: { token: string; returnTo: string | null }) {
  const { looked, lookAgain } = useLooked(token, lookAtLink);
  return (
    <WhenLooked looked={looked} lookAgain={lookAgain} returnTo={returnTo} isMail>
      {({ email, needsCode }) => (
        <AskToSignIn
          email={email}
          needsCode={needsCode}
          returnTo={returnTo}
          prove={(code) => signIn(needsCode ? { token, code } : { token })}
        />
      )}
    </WhenLooked>
  );
}

function TicketOf({ ticket, returnTo }: { ticket: string; returnTo: string | null }) {
  const { looked, lookAgain } = useLooked(ticket, lookAtTicket);
  return (
    <WhenLooked looked={looked} lookAgain={lookAgain} returnTo={returnTo}>
      {({ email, provider }) => (
        <AskToSignIn email={email} provider={provider} returnTo={returnTo} prove={() => signInByTicket(ticket)} />
      )}
    </WhenLooked>
  );
}

interface WhenLookedProps<Value> {
  looked: AuthResult<Value> | null;
  lookAgain(): void;
  returnTo: string | null;
  isMail?: boolean;
  children(value: Value): ReactNode;
}

function WhenLooked<Value>({ looked, lookAgain, returnTo, isMail = false, children }: WhenLookedProps<Value>) {
  const person = usePerson();
  const isStarting = useSyncStatus().kind === 'starting';
  // Before the outbox is read nobody knows how much would be added.
  if (looked === null || person === null || isStarting) return <Working text={words.working} />;
  if (looked.ok) return children(looked.value);
  if (looked.error.code === 'unavailable') {
    return (
      <EmptyPlace icon={IconCloudOff} title={words.offline} action={<Button onClick={lookAgain}>{words.tryAgain}</Button>}>
        {words.offlineText}
      </EmptyPlace>
    );
  }
  return <Refused error={looked.error} isMail={isMail} returnTo={returnTo} />;
}

function Refused({ error, isMail, returnTo }: { error: CadenceError; isMail: boolean; returnTo: string | null }) {
  return (
    <>
      <Problem error={error} />
      {isMail && (
        <EmptyPlace icon={IconMailX} title={words.again}>
          {strings.signIn.text}
        </EmptyPlace>
      )}
      <WaysToSignIn returnTo={returnTo} />
    </>
  );
}
