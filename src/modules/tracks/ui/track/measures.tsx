// What the analysis measured: loudness, peaks, stereo. Each figure with its unit.
import { Text } from '@mantine/core';
import { Section } from '#src/ui/section.tsx';
import { formatDb, formatDbtp, formatLu, formatLufs, formatPart } from '../../format.ts';
import type { TrackSummary } from '../../analysis/summary.ts';
import { strings } from '../../strings.ts';
import { Figures, type Figure } from './figures.tsx';

const words = strings.measures;

const measureFigures = (summary: TrackSummary): readonly Figure[] => [
  [words.integrated, formatLufs(summary.integratedLufs)],
  [words.range, formatLu(summary.rangeLu)],
  [words.truePeak, formatDbtp(summary.truePeakDb)],
  [words.plr, formatDb(summary.plrDb)],
  [words.shortTerm, formatLufs(summary.maxShortTermLufs)],
  [words.momentary, formatLufs(summary.maxMomentaryLufs)],
  [words.psr, formatDb(summary.psrDb?.median)],
  [words.psrLeast, formatDb(summary.psrDb?.least)],
  [words.rms, formatDb(summary.rmsDb)],
  [words.crest, formatDb(summary.crestDb)],
  [words.width, formatPart(summary.stereo?.width)],
  [words.correlation, formatPart(summary.stereo?.correlation)],
];

export function Measures({ summary, version }: { summary: TrackSummary | null; version: string | null }) {
  return (
    <Section title={words.title}>
      {summary ? <Figures figures={measureFigures(summary)} /> : <Text c="dimmed">{words.none}</Text>}
      {summary?.notice && <Text mt="sm">{summary.notice}</Text>}
      {version !== null && (
        <Text size="sm" c="dimmed" mt="sm">
          {words.version(version)}
        </Text>
      )}
    </Section>
  );
}
