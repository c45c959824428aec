// Behind the sync word: what it means, how much waits, every refused change with its reason, and the ways out.
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { errorToText } from '#schema/protocol/errors.ts';
import type { RejectedCommand, SyncStatus } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import { exportChanges } from './export-changes.ts';
import classes from './sync-corner.module.css';
import { commandWords, syncWords } from './sync-words.ts';

const words = strings.sync;
const whenFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export function SyncDetails({ status, rejected }: { status: SyncStatus; rejected: readonly RejectedCommand[] }) {
  const replica = useReplica();
  const waiting = 'waiting' in status ? status.waiting : 0;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {syncWords(status).word}
      </Title>
      <Text size="sm">{syncWords(status).sentence}</Text>
      {waiting > 0 && (
        <Text size="sm" c="dimmed" className="tabular">
          {words.waitingCount(waiting)}
        </Text>
      )}
      {rejected.length > 0 && <Refused rejected={rejected} />}
      <Group gap="xs">
        {(status.kind === 'local' || status.kind === 'signed-out') && (
          <Button component={Link} to="/account">
            {words.signIn}
          </Button>
        )}
        {(waiting > 0 || rejected.length > 0) && (
          <Button variant="default" onClick={() => void exportChanges(replica)}>
            {words.export}
          </Button>
        )}
        <Button component={Link} to="/debug" variant="subtle" color="gray">
          {words.details}
        </Button>
      </Group>
    </Stack>
  );
}

function Refused({ rejected }: { rejected: readonly RejectedCommand[] }) {
  const replica = useReplica();
  return (
    <section aria-label={words.refusedTitle}>
      <Title order={3} size="sm">
        {words.refusedTitle}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.refusedHint}
      </Text>
      <ul className={classes.refused}>
        {rejected.map(({ id, name, error, at }) => (
          <li key={id}>
            <Text size="sm" fw={560}>
              {commandWords(name)} · {whenFormat.format(at)}
            </Text>
            <Text size="sm">{errorToText(error)}</Text>
            <Group gap="xs" mt="xs">
              <Button variant="default" onClick={() => void replica.retryRejected(id)}>
                {words.retry}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => void replica.dismissRejected(id)}>
                {words.dismiss}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}
