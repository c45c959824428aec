// How the server is: what to look at first, then every figure with its unit and words, then the slowest queries and commands.
import { Alert, Code, Skeleton, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ServerAnswer } from '#schema/protocol/admin.ts';
import { formatMoment, formatTimeOfDay } from '#src/format/days.ts';
import { formatNumber } from '#src/format/numbers.ts';
import { Flow } from '#src/ui/columns.tsx';
import { Figures } from '#src/ui/figures.tsx';
import { Section } from '#src/ui/section.tsx';
import { formatMs, formatSpan, healthGroups, toLookAt, type HealthGroup, type HealthRow } from '../server-health.ts';
import { strings } from '../strings.ts';
import { useServerHealth } from '../use-server-health.ts';
import { AdminFrame, NotRead } from './admin-frame.tsx';
import classes from './server-page.module.css';

const words = strings.server;

export function ServerPage() {
  const { answer, error, reload } = useServerHealth();
  return (
    <AdminFrame title={words.title} text={words.text}>
      {answer === null && error === null && <Skeleton height={480} radius="lg" />}
      {answer === null && error !== null && <NotRead error={error} onRetry={reload} />}
      {answer !== null && <Health answer={answer} isOld={error !== null} />}
    </AdminFrame>
  );
}

function Health({ answer, isOld }: { answer: ServerAnswer; isOld: boolean }) {
  const groups = healthGroups(answer, formatMoment);
  const { people, startedAt, readAt, statements, commands } = answer;
  const uptimeS = Math.max(0, (Date.parse(readAt) - Date.parse(startedAt)) / 1000);
  return (
    <>
      <Summary groups={groups} readAt={readAt} isOld={isOld} />
      <Figures
        figures={[
          [words.live, formatNumber(people.live)],
          [words.today, words.of(formatNumber(people.day), formatNumber(people.all))],
          [words.week, words.of(formatNumber(people.week), formatNumber(people.all))],
          [words.uptime, formatSpan(uptimeS)],
        ]}
      />
      <Flow>
        {groups.map(({ title, rows }) => (
          <Section key={title} title={title}>
            <dl className={classes.rows}>
              {rows.map((row) => (
                <Row key={row.name} {...row} />
              ))}
            </dl>
          </Section>
        ))}
      </Flow>
      <Section title={words.slowCommands} description={words.slowCommandsText}>
        {commands.length === 0 ? (
          <Text size="sm">{words.commandsNone}</Text>
        ) : (
          <SpeedTable label={words.slowCommands} rows={commands.map(({ name, ...speed }) => ({ ...speed, text: name }))} />
        )}
      </Section>
      <Section title={words.slowStatements} description={words.slowStatementsText}>
        <Statements {...statements} />
      </Section>
    </>
  );
}

function Summary({ groups, readAt, isOld }: { groups: readonly HealthGroup[]; readAt: string; isOld: boolean }) {
  const count = toLookAt(groups);
  const isGood = count === 0 && !isOld;
  return (
    <Alert
      color={isGood ? 'teal' : 'orange'}
      icon={isGood ? <IconCircleCheck size={20} /> : <IconAlertTriangle size={20} />}
      title={count === 0 ? words.allGood : words.toLookAt(count)}
    >
      <Text size="sm">{isOld ? words.notReadAgain : words.readAt(formatTimeOfDay(new Date(readAt)))}</Text>
    </Alert>
  );
}

function Row({ name, figure, text, isGood }: HealthRow) {
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd className={classes.figure}>{figure}</dd>
      <dd className={classes.text}>
        {isGood !== null && (
          <span className={isGood ? classes.good : classes.look}>
            {isGood ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
            {isGood ? words.good : words.look}
          </span>
        )}
        {text}
      </dd>
    </div>
  );
}

function Statements({ state, slowest }: ServerAnswer['statements']) {
  if (state === 'missing') {
    return (
      <>
        <Text size="sm">{words.statementsMissing}</Text>
        <Code block mt="xs">
          create extension pg_stat_statements;
        </Code>
      </>
    );
  }
  if (state === 'forbidden') return <Text size="sm">{words.statementsForbidden}</Text>;
  if (slowest.length === 0) return <Text size="sm">{words.statementsNone}</Text>;
  return <SpeedTable label={words.slowStatements} rows={slowest} />;
}

interface Speed {
  text: string;
  calls: number;
  meanMs: number;
  longestMs: number;
}

function SpeedTable({ label, rows }: { label: string; rows: readonly Speed[] }) {
  return (
    <Table.ScrollContainer
      minWidth={420}
      scrollAreaProps={{ viewportProps: { 'aria-label': label, tabIndex: 0, role: 'region' } }}
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.columns.what}</Table.Th>
            {[words.columns.calls, words.columns.mean, words.columns.longest].map((column) => (
              <Table.Th key={column} scope="col" ta="end">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ text, calls, meanMs, longestMs }) => (
            <Table.Tr key={text}>
              <Table.Td className={classes.statement}>{text}</Table.Td>
              <Figure>{formatNumber(calls)}</Figure>
              <Figure>{formatMs(meanMs)}</Figure>
              <Figure>{formatMs(longestMs)}</Figure>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const Figure = ({ children }: { children: string }) => (
  <Table.Td ta="end" className={classes.number}>
    {children}
  </Table.Td>
);
