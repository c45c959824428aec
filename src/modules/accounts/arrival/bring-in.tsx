// Bringing in an archive: choose it, see what is in it and what the server says to it, then bring it in.
import { Alert, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { IconCheck, IconFileImport } from '@tabler/icons-react';
import { errorCatalogue, type CadenceError } from '#schema/protocol/errors.ts';
import { useReplica, useSyncStatus, type Person } from '#src/replica/public.ts';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Section } from '#src/ui/section.tsx';
import { bringIn, choose, reset, stop, useArrival, type Arrival } from './arrival-store.ts';
import { ArchiveContents } from './archive-contents.tsx';
import { arrivalStrings as words } from './strings.ts';

export function BringIn({ person }: { person: Person }) {
  return (
    <Section title={words.title} description={words.text}>
      {person.kind === 'local' ? (
        <Stack gap="sm">
          <Text>{words.local}</Text>
          <PlainLink to="/sign-in">{words.signIn}</PlainLink>
        </Stack>
      ) : (
        <Steps person={person.userId} />
      )}
    </Section>
  );
}

function Steps({ person }: { person: string }) {
  const arrival = useArrival((state) => state.arrival);
  switch (arrival.kind) {
    case 'choosing':
      return <Choose person={person} text={arrival.text} />;
    case 'reading':
      return <Working text={words.reading(arrival.rows)} onStop={stop} />;
    case 'checking':
      return <Working text={words.checking(arrival.facts.rows)} />;
    case 'unknown':
      return <Refused title={words.refused} text={arrival.reason} />;
    case 'refused':
      return <Refused title={words.refused} text={inWords(arrival.error)} />;
    case 'seen':
      return <Preview seen={arrival} person={person} />;
    case 'uploading':
      return <Uploading {...arrival} />;
    case 'sending':
      return <Working text={words.sending(arrival.facts.rows)} />;
    case 'following':
      return <Working text={words.following} />;
    case 'failed':
      return <Failed failed={arrival} person={person} />;
    case 'ended':
      return <Ended {...arrival} />;
  }
}

/** What is wrong with an archive or an account is said in the detail. */
const inWords = ({ code, detail }: CadenceError): string =>
  detail !== undefined && (code === 'bad_file' || code === 'conflict')
    ? detail
    : [errorCatalogue[code].what, detail, errorCatalogue[code].todo].filter(Boolean).join(' ');

const Choose = ({ person, text }: { person: string; text: string | null }) => (
  <Stack gap="sm" align="flex-start">
    {text !== null && <Text role="status">{text}</Text>}
    <FileButton
      accept=".zip,application/zip"
      onChange={(file) => file && void choose(file, person)}
      inputProps={{ 'aria-label': words.choose }}
    >
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>
          {words.choose}
        </Button>
      )}
    </FileButton>
  </Stack>
);

const Working = ({ text, onStop }: { text: string; onStop?: () => void }) => (
  <Stack gap="sm" align="flex-start">
    <Text role="status" className="tabular">
      {text} …
    </Text>
    <Progress value={100} animated w="100%" aria-label={text} />
    {onStop && (
      <Button variant="default" onClick={onStop}>
        {words.stop}
      </Button>
    )}
  </Stack>
);

const Refused = ({ title, text }: { title: string; text: string }) => (
  <Stack gap="sm" align="flex-start">
    <Alert color="red" title={title} role="alert" w="100%">
      {text}
    </Alert>
    <Button variant="default" onClick={() => reset()}>
      {words.another}
    </Button>
  </Stack>
);

function Preview({ seen, person }: { seen: Extract<Arrival, { kind: 'seen' }>; person: string }) {
  const replica = useReplica();
  const status = useSyncStatus();
  const waiting = 'waiting' in status ? status.waiting : 0;
  const { trial } = seen;
  return (
    <Stack gap="lg">
      <ArchiveContents facts={seen.facts} trial={trial} />
      {waiting > 0 && <Text role="status">{words.waiting(waiting)}</Text>}
      <Group gap="sm">
        {trial !== null && (
          <Button disabled={waiting > 0} onClick={() => void bringIn(replica, person, seen)}>
            {trial.lacking.length > 0 ? words.startWithout : words.start}
          </Button>
        )}
        <Button variant="default" onClick={() => reset()}>
          {trial === null ? words.another : words.cancel}
        </Button>
      </Group>
    </Stack>
  );
}

function Uploading({ facts, progress }: Extract<Arrival, { kind: 'uploading' }>) {
  const bytes = facts.files.reduce((sum, { size }) => sum + size, 0);
  const text = words.uploading(progress.files, facts.files.length, progress.bytes, bytes);
  return (
    <Stack gap="sm" align="flex-start">
      <Text role="status" className="tabular">
        {text}
      </Text>
      <Progress value={bytes === 0 ? 100 : (progress.bytes / bytes) * 100} w="100%" aria-label={text} />
      <Button variant="default" onClick={stop}>
        {words.stop}
      </Button>
    </Stack>
  );
}

function Failed({ failed, person }: { failed: Extract<Arrival, { kind: 'failed' }>; person: string }) {
  const replica = useReplica();
  return (
    <Stack gap="sm" align="flex-start">
      <Alert color="red" title={words.failed} role="alert" w="100%">
        {failed.unsure || failed.error === null ? words.unsure : inWords(failed.error)}
      </Alert>
      <Group gap="sm">
        <Button onClick={() => void bringIn(replica, person, failed)}>{words.tryAgain}</Button>
        <Button variant="default" onClick={() => reset()}>
          {words.another}
        </Button>
      </Group>
    </Stack>
  );
}

const Ended = ({ rows, files, refusedFiles, hasFollowed }: Extract<Arrival, { kind: 'ended' }>) => (
  <Alert color="teal" icon={<IconCheck size={20} />} title={words.ended} role="status">
    <Stack gap="xs">
      <Text>{rows === null ? words.endedUnknown : words.endedText(rows, files)}</Text>
      {!hasFollowed && <Text>{words.endedFollow}</Text>}
      {refusedFiles.length > 0 && (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {words.refusedTitle(refusedFiles.length)}: {refusedFiles.join(', ')}
        </Text>
      )}
    </Stack>
  </Alert>
);
