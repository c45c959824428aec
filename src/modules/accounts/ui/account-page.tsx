// Who this device belongs to: a local person who may sign in, or an account that may sign out.
import { Skeleton, Stack, Text } from '@mantine/core';
import { rowsIfReady, usePerson, useRows, useSyncStatus, type Person } from '#src/replica/public.ts';
import { Page } from '#src/ui/page.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings as deviceStrings } from '../device-strings.ts';
import { BringIn } from '../arrival/bring-in.tsx';
import { Activity } from '../leaving/activity.tsx';
import { YourData } from '../leaving/your-data.tsx';
import { ownAddress } from '../queries.ts';
import { strings } from '../strings.ts';
import { ConfirmQuestion } from './confirm-dialog.tsx';
import { Devices } from './devices/devices.tsx';
import { RemovedNotice } from './devices/removed-notice.tsx';
import { SignOut } from './sign-out.tsx';
import { WaysIn } from './ways-in.tsx';
import { WaysToSignIn } from './ways-to-sign-in.tsx';

export function AccountPage() {
  const known = usePerson();
  const address = rowsIfReady(useRows(ownAddress()))?.find(({ id }) => known?.kind === 'signed-in' && id === known.userId)?.email;
  const person = known?.kind === 'signed-in' ? { ...known, email: address ?? known.email } : known;
  return (
    <Page title={strings.account.title} description={person?.kind === 'local' ? strings.account.local : undefined} isNarrow>
      {person === null && <Skeleton height={200} radius="lg" aria-label={strings.account.loading} />}
      <RemovedNotice />
      {person?.kind === 'local' && (
        <Section title={strings.signIn.title} description={strings.signIn.text}>
          <WaysToSignIn />
          <PlainLink to="/sign-in/device">{deviceStrings.enter.link}</PlainLink>
        </Section>
      )}
      {person?.kind === 'signed-in' && <SignedIn person={person} />}
      <Section title={strings.account.profile}>
        <PlainLink to="/profile">{strings.account.earned}</PlainLink>
      </Section>
      {person !== null && <Activity person={person} />}
      {person !== null && <YourData person={person} />}
      {person !== null && <BringIn person={person} />}
    </Page>
  );
}

/** Who is signed in, how the person gets into the account, and what is in it now. */
function SignedIn({ person }: { person: Extract<Person, { kind: 'signed-in' }> }) {
  const isSignedOut = useSyncStatus().kind === 'signed-out';
  return (
    <>
      {isSignedOut && (
        <Section title={strings.signIn.again} description={strings.signIn.againText(person.email)}>
          <WaysToSignIn />
        </Section>
      )}
      <Section title={strings.account.signedInAs}>
        <Stack gap="md" align="flex-start">
          <div>
            {person.name !== null && <Text fw={560}>{person.name}</Text>}
            <Text>{person.email}</Text>
          </div>
          <Text size="sm" c="dimmed">
            {strings.account.syncs}
          </Text>
          <SignOut />
        </Stack>
      </Section>
      <WaysIn person={person} />
      <ConfirmQuestion person={person} />
      <Devices />
    </>
  );
}
