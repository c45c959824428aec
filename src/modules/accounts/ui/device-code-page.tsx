// Signing in on a new device with the code that a signed-in device shows, typed or from its QR code. Nothing happens before the
// person taps, and the account is named before this device's work goes to it: somebody may have sent them here with another's code.
import { Button, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isDeviceCode, normalDeviceCode, type Claim, type ClaimState } from '#schema/protocol/device-codes.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { usePerson, useSyncStatus } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { claimDeviceCode, lookAtClaim, redeemClaim } from '../device-codes-client.ts';
import { strings as deviceStrings } from '../device-strings.ts';
import { strings } from '../strings.ts';
import { usePolled } from '../use-polled.ts';
import { useSigningIn } from '../use-signing-in.ts';
import { FourWords } from './devices/four-words.tsx';

const words = deviceStrings.enter;

const isLast = ({ state }: ClaimState): boolean => state !== 'claimed';

export function DeviceCodePage() {
  const person = usePerson();
  const scanned = useScannedCode();
  const [claim, setClaim] = useState<Claim | null>(null);
  return (
    <Page title={words.title} isNarrow>
      {person?.kind === 'signed-in' && claim === null && (
        <EmptyPlace
          icon={IconCircleCheck}
          title={words.signedIn}
          action={
            <Button component={Link} to="/account">
              {words.account}
            </Button>
          }
        >
          {person.email}
        </EmptyPlace>
      )}
      {person?.kind === 'local' && claim === null && <EnterCode scanned={scanned} onClaimed={setClaim} />}
      {claim !== null && <Claimed claim={claim} onAgain={() => setClaim(null)} />}
    </Page>
  );
}

/** From the fragment of the address, which is not sent to any server. It is then removed from the address. */
function useScannedCode(): string | null {
  const { history } = useRouter();
  const [code] = useState(() => normalDeviceCode(location.hash.slice(1)));
  useEffect(() => {
    if (location.hash !== '') history.replace(location.pathname);
  }, [history]);
  return isDeviceCode(code) ? code : null;
}

function EnterCode({ scanned, onClaimed }: { scanned: string | null; onClaimed(claim: Claim): void }) {
  const [isWorking, setIsWorking] = useState(false);
  const [problem, setProblem] = useState<CadenceError | null>(null);
  const form = useForm({
    initialValues: { code: scanned ?? '' },
    validate: { code: (typed) => (isDeviceCode(normalDeviceCode(typed)) ? null : words.invalid) },
  });
  const enter = async ({ code }: { code: string }) => {
    setIsWorking(true);
    const answer = await claimDeviceCode(normalDeviceCode(code));
    setIsWorking(false);
    if (answer.ok) onClaimed(answer.value);
    else setProblem(answer.error);
  };
  return (
    <form onSubmit={form.onSubmit((values) => void enter(values))} noValidate>
      <Stack gap="md" align="stretch">
        <Text>{scanned === null ? words.text : words.scanned}</Text>
        {problem && <Problem error={problem} />}
        <TextInput
          label={words.code}
          description={words.hint}
          name="device-code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          required
          {...form.getInputProps('code')}
        />
        <Button type="submit" loading={isWorking}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}

function Claimed({ claim, onAgain }: { claim: Claim; onAgain(): void }) {
  const state = usePolled(claim.claim, lookAtClaim, isLast);
  if (state?.state === 'confirmed') return <Question claim={claim.claim} email={state.email} onAgain={onAgain} />;
  if (state?.state === 'gone') return <Gone onAgain={onAgain} />;
  return (
    <Stack gap="md" align="stretch">
      <Title order={2}>{words.words}</Title>
      <FourWords words={claim.words} />
      <Text>{words.compare}</Text>
      <Group gap="sm" role="status">
        <Loader size="sm" />
        <Text>{words.waiting}</Text>
      </Group>
    </Stack>
  );
}

const Gone = ({ onAgain }: { onAgain(): void }) => (
  <Stack gap="md" align="flex-start">
    <Text role="status">{words.gone}</Text>
    <Button onClick={onAgain}>{words.again}</Button>
  </Stack>
);

function Question({ claim, email, onAgain }: { claim: string; email: string; onAgain(): void }) {
  const { signingIn, start } = useSigningIn();
  const person = usePerson();
  const status = useSyncStatus();
  const verify = strings.verify;
  if (signingIn.kind === 'done') {
    return (
      <EmptyPlace
        icon={IconCircleCheck}
        title={verify.done}
        action={
          <Button component={Link} to="/">
            {verify.go}
          </Button>
        }
      >
        {verify.doneText}
      </EmptyPlace>
    );
  }
  const count = person?.kind === 'local' && 'waiting' in status ? status.waiting : 0;
  return (
    <Stack gap="md" align="stretch">
      <Title order={2}>{count > 0 ? verify.askAndAdd(email, count) : verify.ask(email)}</Title>
      <Text>{count > 0 ? verify.adds(email, count) : verify.addsNothing}</Text>
      {signingIn.kind === 'idle' && signingIn.error && <Problem error={signingIn.error} />}
      <Group gap="xs">
        <Button loading={signingIn.kind !== 'idle'} onClick={() => void start(() => redeemClaim(claim))}>
          {verify.submit(email)}
        </Button>
        <Button variant="default" onClick={onAgain} disabled={signingIn.kind !== 'idle'}>
          {verify.leave}
        </Button>
      </Group>
    </Stack>
  );
}
