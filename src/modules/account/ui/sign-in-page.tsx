// Where the link of the mail lands: spends the token, then moves this device's local work into the account.
import { Button, Loader, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconMailX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { useReplica } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { errorToProblem } from '#src/ui/toast.tsx';
import { verifyToken } from '../auth-client.ts';
import { strings } from '../strings.ts';
import { SignInForm } from './sign-in-form.tsx';

const words = strings.verify;

type Progress = { kind: 'checking' } | { kind: 'moving' } | { kind: 'done' } | { kind: 'failed'; error: CadenceError };

export function SignInPage({ token }: { token: string | undefined }) {
  return (
    <Page title={words.title}>
      {token === undefined ? (
        <>
          <Text>{words.missing}</Text>
          <SignInForm />
        </>
      ) : (
        <Verification token={token} />
      )}
    </Page>
  );
}

function Verification({ token }: { token: string }) {
  const progress = useVerification(token);
  switch (progress.kind) {
    case 'checking':
    case 'moving':
      return (
        <Stack align="center" gap="md" py="xl" role="status">
          <Loader />
          <Text>{progress.kind === 'checking' ? words.working : words.moving}</Text>
        </Stack>
      );
    case 'done':
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
    case 'failed':
      return (
        <>
          <Problem error={progress.error} />
          <EmptyPlace icon={IconMailX} title={words.again}>
            {strings.signIn.text}
          </EmptyPlace>
          <SignInForm />
        </>
      );
  }
}

function useVerification(token: string): Progress {
  const replica = useReplica();
  const [progress, setProgress] = useState<Progress>({ kind: 'checking' });
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Progress) => {
      if (isCurrent) setProgress(next);
    };
    const run = async () => {
      try {
        const verified = await verifyToken(token, () => {
          show({ kind: 'moving' });
          return replica.signedIn();
        });
        show(verified.ok ? { kind: 'done' } : { kind: 'failed', error: verified.error });
      } catch (error) {
        const problem = errorToProblem(error);
        if (problem === null) throw error;
        show({ kind: 'failed', error: problem });
      }
    };
    void run();
    return () => {
      isCurrent = false;
    };
  }, [replica, token]);
  return progress;
}
