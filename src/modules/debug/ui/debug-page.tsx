// The sync panel: what the replica holds, what waits, and switches that make trouble on purpose.
import { Button, Code, Skeleton, Stack, Switch, Table, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { errorToText } from '#schema/protocol/errors.ts';
import { formatNumber } from '#src/format/numbers.ts';
import type { ReplicaDiagnostics } from '#src/replica/api.ts';
import { useReplica, useSyncStatus } from '#src/replica/public.ts';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { strings } from '../strings.ts';
import { DemoSection } from './demo-section.tsx';
import { useDiagnostics } from './use-diagnostics.ts';

export function DebugPage() {
  const diagnostics = useDiagnostics();
  return (
    <Page title={strings.title} description={strings.description}>
      {diagnostics === null ? (
        <Skeleton height={320} radius="lg" aria-label={strings.loading} />
      ) : (
        <>
          <StateSection diagnostics={diagnostics} />
          <ToolsSection />
          <DemoSection />
          <OutboxSection outbox={diagnostics.outbox} />
          <CursorsSection cursors={diagnostics.cursors} />
          <TablesSection tables={diagnostics.replica.tables} />
        </>
      )}
    </Page>
  );
}

function StateSection({ diagnostics }: { diagnostics: ReplicaDiagnostics }) {
  const status = useSyncStatus();
  const { replica, lastError } = diagnostics;
  return (
    <Section title={strings.state}>
      <Facts
        facts={[
          [strings.status, <Code key="status">{JSON.stringify(status)}</Code>],
          [strings.machine, diagnostics.machine],
          [strings.role, strings.roles[diagnostics.role]],
          [strings.client, <Code key="client">{diagnostics.clientId}</Code>],
          [strings.opened, strings.openings[replica.opened]],
          [strings.openMs, strings.milliseconds(replica.openMs)],
          [strings.schema, <Code key="schema">{replica.schema}</Code>],
          [strings.error, lastError === null ? strings.none : errorToText(lastError)],
        ]}
      />
    </Section>
  );
}

function ToolsSection() {
  const replica = useReplica();
  const [isOffline, setIsOffline] = useState(false);
  const toggleOffline = async (offline: boolean) => {
    setIsOffline(offline);
    await replica.debug.setOffline(offline);
  };
  return (
    <Section title={strings.tools}>
      <Stack gap="md" align="flex-start">
        <Switch
          size="md"
          label={strings.offline}
          description={strings.offlineHint}
          checked={isOffline}
          onChange={(event) => void toggleOffline(event.currentTarget.checked)}
        />
        <Button
          variant="default"
          onClick={() => void replica.debug.rejectNextPush().then(() => showToast({ message: strings.rejectArmed }))}
        >
          {strings.rejectNext}
        </Button>
        <Button
          variant="default"
          onClick={() => void replica.debug.rebuild().then(() => showToast({ message: strings.rebuilt }))}
        >
          {strings.rebuild}
        </Button>
        <Text size="sm" c="dimmed">
          {strings.rebuildHint}
        </Text>
      </Stack>
    </Section>
  );
}

const SHOWN_COMMANDS = 50;

function OutboxSection({ outbox }: { outbox: ReplicaDiagnostics['outbox'] }) {
  const { pending } = outbox;
  return (
    <Section title={strings.outbox} description={pending.length === 0 ? strings.nothingWaits : strings.pending(pending.length)}>
      <Facts
        facts={[
          [strings.backing, strings.backings[outbox.backing]],
          [strings.size, `${formatNumber(outbox.bytes)} B`],
        ]}
      />
      {pending.length > 0 && (
        <Rows
          head={[strings.id, strings.command, strings.at]}
          rows={pending.slice(0, SHOWN_COMMANDS).map(({ id, name, at }) => [String(id), name, at])}
        />
      )}
    </Section>
  );
}

function CursorsSection({ cursors }: { cursors: ReplicaDiagnostics['cursors'] }) {
  return (
    <Section title={strings.cursors}>
      {cursors.length === 0 ? (
        <Text c="dimmed">{strings.noCursors}</Text>
      ) : (
        <Rows
          head={[strings.scope, strings.offset, strings.handle]}
          rows={cursors.map(({ scope, offset, handle }) => [scope, offset, handle ?? strings.none])}
        />
      )}
    </Section>
  );
}

function TablesSection({ tables }: { tables: ReplicaDiagnostics['replica']['tables'] }) {
  const filled = tables.filter(({ rows }) => rows > 0);
  return (
    <Section title={strings.tables}>
      <Rows head={[strings.table, strings.rows]} rows={filled.map(({ name, rows }) => [name, formatNumber(rows)])} />
    </Section>
  );
}

function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <Table layout="fixed" variant="vertical" withRowBorders={false}>
      <Table.Tbody>
        {facts.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w="40%">{name}</Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Rows({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <Table layout="fixed">
      <Table.Thead>
        <Table.Tr>
          {head.map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((cells) => (
          <Table.Tr key={cells[0]}>
            {cells.map((cell, column) => (
              <Table.Td key={head[column]} style={{ overflowWrap: 'anywhere' }}>
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
