// What is in an archive: where it is from, how much of what, what is wrong with it, and what this server lacks for it.
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { countByArea } from '#schema/leaving/areas.ts';
import type { ArrivalAnswer } from '#schema/leaving/arrival.ts';
import { formatMoment } from '#src/format/days.ts';
import { formatNumber } from '#src/format/numbers.ts';
import { PreviewRow, ShortList } from '#src/importing/public.ts';
import { FactList } from '#src/ui/fact-list.tsx';
import type { ArchiveFacts } from './archive-reader.ts';
import { arrivalStrings as words } from './strings.ts';

export function ArchiveContents({ facts, trial }: { facts: ArchiveFacts; trial: ArrivalAnswer | null }) {
  const bytes = facts.files.reduce((sum, { size }) => sum + size, 0);
  return (
    <Stack gap="lg">
      <Part title={words.inside}>
        <FactList
          facts={[
            [words.savedAt, formatMoment(new Date(facts.at))],
            [words.from, words.fromServer(facts.from, words.madeBy[facts.madeBy])],
            [words.account, facts.person.email ?? words.noAddress],
            [words.entries, formatNumber(facts.rows)],
            ...countByArea(facts.tables).map(({ area, rows }) => [area, formatNumber(rows)] as const),
            [words.files, words.filesAre(facts.files.length, bytes)],
          ]}
        />
      </Part>
      {facts.problems.length > 0 && (
        <Part title={words.problemsTitle(facts.problems.length)} text={words.problemsText}>
          <Rows texts={facts.problems.map((problem) => words.problem(problem))} />
        </Part>
      )}
      {facts.missingFiles.length > 0 && (
        <Part title={words.missingTitle(facts.missingFiles.length)} text={words.missingText}>
          <Rows texts={facts.missingFiles.map(({ table, sha256 }) => words.missing(table, sha256))} />
        </Part>
      )}
      {trial !== null && trial.lacking.length > 0 && (
        <Part title={words.lackingTitle} text={words.lackingText}>
          <Rows
            texts={trial.lacking.map(({ rows, table, refersTo, outcome }) =>
              words.lacking(rows, table, refersTo, outcome === 'left-out'),
            )}
          />
        </Part>
      )}
      {trial !== null && (
        <Part title={words.happensTitle} text={words.happens}>
          <Text size="sm" c="dimmed">
            {words.stays}
          </Text>
        </Part>
      )}
    </Stack>
  );
}

const Part = ({ title, text, children }: { title: string; text?: string; children: ReactNode }) => (
  <Stack gap="xs">
    <Title order={3} size="h5">
      {title}
    </Title>
    {text !== undefined && <Text size="sm">{text}</Text>}
    {children}
  </Stack>
);

const Rows = ({ texts }: { texts: readonly string[] }) => (
  <ShortList
    showAll={words.showAll}
    rows={texts.map((text) => (
      <PreviewRow key={text} words={<span style={{ overflowWrap: 'anywhere' }}>{text}</span>} />
    ))}
  />
);
