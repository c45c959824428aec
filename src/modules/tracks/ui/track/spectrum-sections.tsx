// The average spectrum of one track, and its width and correlation over frequency.
import { Section } from '#src/ui/section.tsx';
import { balanceAtLoudness, bandCentresHz, levelScale } from '../../analysis/balance.ts';
import { formatDb, formatHz } from '../../format.ts';
import type { TrackSummary } from '../../analysis/summary.ts';
import { strings } from '../../strings.ts';
import { FrequencyChart } from './frequency-chart.tsx';
import { Legend } from './legend.tsx';

const words = strings.balance;

export function BalanceSection({ name, summary }: { name: string; summary: TrackSummary }) {
  const points = balanceAtLoudness(summary).map(({ hz, db }) => ({ hz, value: db }));
  const [first] = points;
  if (!first) return null;
  const strongest = points.reduce((best, point) => (point.value > best.value ? point : best), first);
  return (
    <Section title={words.title} description={words.text}>
      <FrequencyChart
        curves={[{ name: words.level, tone: 'a', points }]}
        summary={words.summary(name, formatHz(strongest.hz), formatDb(strongest.value))}
        scale={levelScale(points.map(({ value }) => value))}
        unit="dB"
      />
    </Section>
  );
}

export function StereoSection({ name, summary }: { name: string; summary: TrackSummary }) {
  const bands = summary.stereo?.bands ?? [];
  if (bands.length === 0) return null;
  const centres = bandCentresHz();
  const curveOf = (of: 'width' | 'correlation') =>
    bands.flatMap((band, at) => {
      const hz = centres[at];
      return hz === undefined ? [] : [{ hz, value: band[of] }];
    });
  return (
    <Section title={strings.stereoBands.title}>
      <div aria-hidden>
        <Legend names={[strings.stereoBands.width, strings.stereoBands.correlation]} />
      </div>
      <FrequencyChart
        curves={[
          { name: strings.stereoBands.width, tone: 'a', points: curveOf('width') },
          { name: strings.stereoBands.correlation, tone: 'b', points: curveOf('correlation') },
        ]}
        summary={strings.stereoBands.summary(name)}
        scale={{ lowest: -1, highest: 1, step: 0.5 }}
        unit=""
      />
    </Section>
  );
}
