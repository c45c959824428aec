// What the person did, from this device's rows, and what happened to the account, from the server.
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AuditEntry } from '#schema/protocol/admin.ts';
import { formatMoment } from '#src/format/days.ts';
import { useRows, type Person } from '#src/replica/public.ts';
import { Choice } from '#src/ui/choice.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { eventWords } from '../event-words.ts';
import { readAccountEvents } from './deletion-client.ts';
import { activity, type ActivityRow } from './queries.ts';
import { activityStrings as words } from './strings.ts';

const SHOWN = 10;
const STEP = 30;
type Shown = 'done' | 'account';
const SHOWABLE: Readonly<Record<Shown, string>> = { done: words.done, account: words.account };

export function Activity({ person }: { person: Person }) {
  const [shown, setShown] = useState<Shown>('done');
  return (
    <Section title={words.title}>
      <Stack gap="md">
        {person.kind === 'signed-in' && (
          <Choice<Shown> label={words.choose} value={shown} options={SHOWABLE} onChange={setShown} />
        )}
        {shown === 'done' || person.kind !== 'signed-in' ? <WhatWasDone /> : <AccountEvents person={person.userId} />}
      </Stack>
    </Section>
  );
}

function WhatWasDone() {
  const [limit, setLimit] = useState(SHOWN);
  const read = useRows(activity(limit + 1), { keepWithin: 'activity' });
  return (
    <WhenRead read={read} loading={<Skeleton height={240} radius="lg" />}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Text c="dimmed">{words.empty}</Text>
        ) : (
          <Stack gap="sm" align="flex-start">
            <List label={words.done}>
              {rows.slice(0, limit).map((row) => (
                <Done key={row.id} row={row} />
              ))}
            </List>
            {rows.length > limit && (
              <Button variant="default" onClick={() => setLimit(limit + STEP)}>
                {words.more}
              </Button>
            )}
          </Stack>
        )
      }
    </WhenRead>
  );
}

function Done({ row }: { row: ActivityRow }) {
  const facts = [
    formatMoment(row.happened_at ?? row.created_at),
    row.taken_back_at === null ? words.earned(row.xp_earned, row.coins_earned) : words.takenBack,
  ];
  return (
    <ListRow>
      <Text>{words.kinds[row.event_type] ?? row.event_type}</Text>
      <Text size="sm" c="dimmed" className="tabular">
        {facts.filter((fact) => fact !== '').join(' · ')}
      </Text>
    </ListRow>
  );
}

type Events = { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready'; entries: readonly AuditEntry[]; next: string | null };

function AccountEvents({ person }: { person: string }) {
  const [events, setEvents] = useState<Events>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void readAccountEvents(person, null).then((result) => {
      if (isCurrent) setEvents(result.ok ? { kind: 'ready', ...result.value } : { kind: 'failed' });
    });
    return () => {
      isCurrent = false;
    };
  }, [person, round]);
  const more = async () => {
    if (events.kind !== 'ready' || events.next === null) return;
    const result = await readAccountEvents(person, events.next);
    if (result.ok) setEvents({ kind: 'ready', entries: [...events.entries, ...result.value.entries], next: result.value.next });
  };
  if (events.kind === 'loading') return <Skeleton height={240} radius="lg" />;
  if (events.kind === 'failed') {
    return (
      <Stack gap="sm" align="flex-start">
        <Text c="dimmed">{words.offline}</Text>
        <Button variant="default" onClick={() => setRound(round + 1)}>
          {words.tryAgain}
        </Button>
      </Stack>
    );
  }
  if (events.entries.length === 0) return <Text c="dimmed">{words.noEvents}</Text>;
  return (
    <Stack gap="sm" align="flex-start">
      <List label={words.account}>
        {events.entries.map((entry) => (
          <ListRow key={entry.id}>
            <Text>{entryWords(entry)}</Text>
            <Text size="sm" c="dimmed" className="tabular" style={{ overflowWrap: 'anywhere' }}>
              {factsOf(entry, person)}
            </Text>
          </ListRow>
        ))}
      </List>
      {events.next !== null && (
        <Button variant="default" onClick={() => void more()}>
          {words.more}
        </Button>
      )}
    </Stack>
  );
}

const entryWords = ({ event, status }: AuditEntry): string => {
  const name = eventWords[event] ?? event;
  return status === 'success' ? name : `${name} (${words.refused})`;
};

const factsOf = ({ at, address, agent, userId }: AuditEntry, person: string): string =>
  [
    formatMoment(new Date(at)),
    ...(userId === person ? [] : [words.byOthers]),
    ...(address === null ? [] : [words.from(address)]),
    ...(agent === null ? [] : [agent]),
  ].join(' · ');
