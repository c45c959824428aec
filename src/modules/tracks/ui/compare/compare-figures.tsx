// Two tracks in figures and curves: every measure side by side with its difference, and the average spectra laid over each
// other at the same loudness.
import { Table, Text } from '@mantine/core';
import { Section } from '#src/ui/section.tsx';
import { balanceAtLoudness, balanceDifference, greatestDifferences, levelScale } from '../../analysis/balance.ts';
import { formatDifference, formatDifferenceOf, formatFigure, formatHz, formatPart, type Figure } from '../../format.ts';
import { keyOf, tempoOf } from '../../model.ts';
import type { TrackSummary } from '../../analysis/summary.ts';
import type { TrackRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { FrequencyChart } from '../track/frequency-chart.tsx';
import { Legend } from '../track/legend.tsx';

interface Side {
  track: TrackRow;
  summary: TrackSummary | null;
}

export function CompareFigures({ a, b }: { a: Side; b: Side }) {
  if (!a.summary || !b.summary) {
    return <Text c="dimmed">{strings.balance.none}</Text>;
  }
  return (
    <>
      <BalanceOverlay a={a.summary} b={b.summary} names={[`A: ${a.track.name}`, `B: ${b.track.name}`]} />
      <SideBySide a={a} b={b} />
    </>
  );
}

interface OverlayProps {
  a: TrackSummary;
  b: TrackSummary;
  names: readonly [string, string];
}

const asCurve = (points: readonly { hz: number; db: number }[]) => points.map(({ hz, db }) => ({ hz, value: db }));

function BalanceOverlay({ a, b, names }: OverlayProps) {
  const [pointsA, pointsB] = [balanceAtLoudness(a), balanceAtLoudness(b)];
  const difference = balanceDifference(pointsA, pointsB);
  const greatest = greatestDifferences(difference);
  const words = strings.balance;
  const summary = greatest
    ? words.differenceSummary(
        formatHz(greatest.most.hz),
        formatDifference(greatest.most.db, 'dB'),
        formatHz(greatest.least.hz),
        formatDifference(greatest.least.db, 'dB'),
      )
    : words.title;
  const reach = Math.max(6, Math.ceil(Math.max(...difference.map(({ db }) => Math.abs(db)), 0) / 6) * 6);
  return (
    <Section title={words.title} description={words.overlay}>
      <Legend names={names} />
      <FrequencyChart
        curves={[
          { name: 'A', tone: 'a', points: asCurve(pointsA) },
          { name: 'B', tone: 'b', points: asCurve(pointsB) },
        ]}
        summary={summary}
        scale={levelScale([...pointsA, ...pointsB].map(({ db }) => db))}
        unit="dB"
        height={220}
      />
      <Text size="sm" fw={560} mt="md">
        {words.difference}
      </Text>
      <FrequencyChart
        curves={[{ name: words.difference, tone: 'difference', points: asCurve(difference) }]}
        summary={summary}
        scale={{ lowest: -reach, highest: reach, step: reach / 2 }}
        unit="dB"
        height={140}
        isFilled
      />
    </Section>
  );
}

type Compared = readonly [name: string, a: string, b: string, difference: string];

function comparedFigures(a: Side & { summary: TrackSummary }, b: Side & { summary: TrackSummary }): Compared[] {
  const words = strings.measures;
  const figures = (name: string, unit: string, left: Figure, right: Figure): Compared => [
    words.inUnit(name, unit),
    formatFigure(left),
    formatFigure(right),
    formatDifferenceOf(left, right, 1),
  ];
  const row = (name: string, unit: string, of: (summary: TrackSummary) => Figure): Compared =>
    figures(name, unit, of(a.summary), of(b.summary));
  const part = (name: string, of: (summary: TrackSummary) => Figure): Compared => {
    const [left, right] = [of(a.summary), of(b.summary)];
    return [name, formatPart(left), formatPart(right), formatDifferenceOf(left, right, 2)];
  };
  return [
    row(words.integrated, 'LUFS', (summary) => summary.integratedLufs),
    row(words.range, 'LU', (summary) => summary.rangeLu),
    row(words.shortTerm, 'LUFS', (summary) => summary.maxShortTermLufs),
    row(words.momentary, 'LUFS', (summary) => summary.maxMomentaryLufs),
    row(words.truePeak, 'dBTP', (summary) => summary.truePeakDb),
    row(words.plr, 'dB', (summary) => summary.plrDb),
    row(words.psr, 'dB', (summary) => summary.psrDb?.median),
    row(words.crest, 'dB', (summary) => summary.crestDb),
    part(words.width, (summary) => summary.stereo?.width),
    part(words.correlation, (summary) => summary.stereo?.correlation),
    figures(strings.music.tempo, 'bpm', tempoOf(a.track), tempoOf(b.track)),
    [strings.music.key, keyOf(a.track) ?? '–', keyOf(b.track) ?? '–', ''],
  ];
}

function SideBySide({ a, b }: { a: Side; b: Side }) {
  if (!a.summary || !b.summary) return null;
  const words = strings.comparing;
  const rows = comparedFigures({ ...a, summary: a.summary }, { ...b, summary: b.summary });
  return (
    <Section title={words.figures}>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.measure}</Table.Th>
              {['A', 'B', words.difference].map((name) => (
                <Table.Th key={name} scope="col" ta="end">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([name, left, right, difference]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={400}>
                  {name}
                </Table.Th>
                <Table.Td ta="end">{left}</Table.Td>
                <Table.Td ta="end">{right}</Table.Td>
                <Table.Td ta="end">{difference}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
