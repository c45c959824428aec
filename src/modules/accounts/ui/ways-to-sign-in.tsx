// All ways to sign in on one device: the mail first, because everybody has one, then passkeys, other services and recovery codes.
import { Button, Divider, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { Problem } from '#src/ui/problem.tsx';
import { canUsePasskeys, signInByPasskey } from '../passkey-client.ts';
import { goToProvider } from '../provider-client.ts';
import { strings } from '../strings.ts';
import { useOfferedWays } from '../use-offered-ways.ts';
import { usePasskeyAutofill } from '../use-passkey-autofill.ts';
import { useSigningIn } from '../use-signing-in.ts';
import { ProviderIcon } from './provider-icon.tsx';
import { RecoveryForm } from './recovery-form.tsx';
import { SignInForm } from './sign-in-form.tsx';

const words = strings.ways;

export function WaysToSignIn({ returnTo = null }: { returnTo?: string | null }) {
  const { signingIn, start } = useSigningIn();
  const offered = useOfferedWays();
  const [shows, setShows] = useState<'all' | 'mail' | 'recovery'>('all');
  const hasPasskeys = canUsePasskeys() && offered?.passkeys !== false;
  const isBusy = signingIn.kind !== 'idle';
  usePasskeyAutofill(hasPasskeys && shows === 'all' && !isBusy, start);
  if (shows === 'recovery') return <RecoveryForm onBack={() => setShows('all')} />;
  return (
    <Stack gap="md" align="stretch">
      <SignInForm onSent={(isSent) => setShows(isSent ? 'mail' : 'all')} />
      {shows === 'all' && (
        <>
          <Divider label={words.or} />
          {signingIn.kind === 'idle' && signingIn.error && <Problem error={signingIn.error} />}
          {hasPasskeys && (
            <Button
              variant="default"
              leftSection={<IconFingerprint size={20} aria-hidden />}
              loading={isBusy}
              onClick={() => void start(signInByPasskey)}
            >
              {words.passkey}
            </Button>
          )}
          {offered?.providers.map(({ id, name }) => (
            <Button
              key={id}
              variant="default"
              leftSection={<ProviderIcon id={id} />}
              disabled={isBusy}
              onClick={() => void start(() => goToProvider(id, { purpose: 'sign-in', returnTo: returnTo ?? undefined }))}
            >
              {words.provider(name)}
            </Button>
          ))}
          <Button variant="subtle" size="sm" fw={400} onClick={() => setShows('recovery')}>
            {words.recovery}
          </Button>
        </>
      )}
    </Stack>
  );
}
