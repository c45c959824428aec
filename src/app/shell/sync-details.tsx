// The popover of the sync state: its explanation, the number of waiting changes, every refused change with its reason, and the
// possible actions.
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { errorToText } from '#schema/protocol/errors.ts';
import { formatMoment } from '#src/format/days.ts';
import type { RejectedCommand, SyncStatus } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { reportFailure } from '#src/ui/toast.tsx';
import { strings } from '../strings.ts';
import { useCommandWords } from './command-words.ts';
import { exportChanges } from './export-changes.ts';
import classes from './sync-corner.module.css';
import { refusalsOf } from './refusals.ts';
import { syncWords } from './sync-words.ts';

const words = strings.sync;

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
        {(status.kind === 'offline' || status.kind === 'error') && (
          <Button variant="default" onClick={() => void replica.tryNow()}>
            {words.tryNow}
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
  const commandWords = useCommandWords();
  const refusals = refusalsOf(rejected);
  const retry = async (ids: readonly string[]) => {
    // One after the other, in the order they were made, until one is refused again.
    // eslint-disable-next-line no-await-in-loop
    for (const id of ids) if (!(await reportFailure(replica.retryRejected(id)))) return;
  };
  const dismiss = (ids: readonly string[]) => Promise.all(ids.map((id) => replica.dismissRejected(id)));
  return (
    <section aria-label={words.refusedTitle}>
      <Title order={3} size="sm">
        {words.refusedTitle}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.refusedHint}
      </Text>
      <ul className={classes.refused}>
        {refusals.map(({ key, ids, last: { name, error, at } }) => (
          <li key={key}>
            <Text size="sm" fw={560}>
              {commandWords(name)} · {ids.length > 1 && `${words.times(ids.length)} · `}
              {formatMoment(at)}
            </Text>
            <Text size="sm">{errorToText(error)}</Text>
            <Group gap="xs" mt="xs">
              <Button variant="default" onClick={() => void retry(ids)}>
                {words.retry}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => void dismiss(ids)}>
                {words.dismiss}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {refusals.length > 1 && (
        <Button fullWidth mt="xs" variant="subtle" color="gray" onClick={() => void dismiss(rejected.map(({ id }) => id))}>
          {words.dismissAll}
        </Button>
      )}
    </section>
  );
}
