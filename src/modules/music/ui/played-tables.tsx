// What played in the last year: counts of sessions by library and by track.
import { Stack, Table, Text } from '@mantine/core';
import { formatMinutes } from '#src/format/durations.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { playedSince } from '../model.ts';
import { playedByLibrary, playedByTrack } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.played;

/** Nothing while nothing has played. */
export function PlayedTables() {
  const since = playedSince(useToday());
  const read = joinRows({ byLibrary: useRows(playedByLibrary(since)), byTrack: useRows(playedByTrack(since)) });
  return (
    <WhenRead read={read} loading={null}>
      {({ rows: { byLibrary, byTrack } }) =>
        byLibrary.length > 0 && (
          <Section title={words.title} description={words.text}>
            <Stack gap="lg">
              <Counts
                title={words.byLibrary}
                column={words.library}
                rows={byLibrary.map((row) => ({ ...row, key: row.library_name, name: row.library_name }))}
              />
              <Counts
                title={words.byTrack}
                column={words.track}
                rows={byTrack.map((row) => ({
                  ...row,
                  key: `${row.library_name}\n${row.track_title}`,
                  name: row.track_title,
                  of: row.library_name,
                }))}
              />
            </Stack>
          </Section>
        )
      }
    </WhenRead>
  );
}

interface CountsProps {
  title: string;
  column: string;
  rows: readonly { key: string; name: string; of?: string; completed: number; abandoned: number; seconds: number }[];
}

const Counts = ({ title, column, rows }: CountsProps) => (
  <Table.ScrollContainer minWidth={320} mah={420}>
    <Table aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{column}</Table.Th>
          {[words.completed, words.abandoned, words.time].map((name) => (
            <Table.Th key={name} scope="col" ta="end">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, name, of, completed, abandoned, seconds }) => (
          <Table.Tr key={key}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {name}
              {of !== undefined && (
                <Text size="sm" c="dimmed">
                  {of}
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="end" className="tabular">
              {completed}
            </Table.Td>
            <Table.Td ta="end" className="tabular">
              {abandoned}
            </Table.Td>
            <Table.Td ta="end" className="tabular">
              {seconds < 60 ? words.seconds(seconds) : formatMinutes(Math.round(seconds / 60))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
