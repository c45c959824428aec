// All ways to sign in on one device: the mail first, because everybody has one, then passkeys and what else this server offers.
import { Button, Divider, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { Problem } from '#src/ui/problem.tsx';
import { canUsePasskeys, signInByPasskey } from '../passkey-client.ts';
import { strings } from '../strings.ts';
import { useOfferedWays } from '../use-offered-ways.ts';
import { usePasskeyAutofill } from '../use-passkey-autofill.ts';
import { useSigningIn } from '../use-signing-in.ts';
import { SignInForm } from './sign-in-form.tsx';

const words = strings.ways;

export function WaysToSignIn() {
  const { signingIn, start } = useSigningIn();
  const offered = useOfferedWays();
  const [isMailSent, setMailSent] = useState(false);
  const hasPasskeys = canUsePasskeys() && offered?.passkeys !== false;
  usePasskeyAutofill(hasPasskeys && !isMailSent && signingIn.kind === 'idle', start);
  return (
    <Stack gap="md" align="stretch">
      <SignInForm onSent={setMailSent} />
      {!isMailSent && hasPasskeys && (
        <>
          <Divider label={words.or} />
          {signingIn.kind === 'idle' && signingIn.error && <Problem error={signingIn.error} />}
          <Button
            variant="default"
            leftSection={<IconFingerprint size={20} aria-hidden />}
            loading={signingIn.kind !== 'idle'}
            onClick={() => void start(signInByPasskey)}
          >
            {words.passkey}
          </Button>
        </>
      )}
    </Stack>
  );
}
