// Curves over frequency on a logarithmic axis, with their figures in a table behind them.
import { Table } from '@mantine/core';
import { ChartFrame, Drawing } from '#src/ui/chart-frame.tsx';
import { formatHz, formatPart } from '../../format.ts';
import { strings } from '../../strings.ts';
import classes from './track.module.css';

export interface Curve {
  name: string;
  /** Which of the two decks it is, or what lies between them. */
  tone: 'a' | 'b' | 'difference';
  points: readonly { hz: number; value: number }[];
}

interface FrequencyChartProps {
  curves: readonly Curve[];
  /** What the picture says, for those who do not see it. */
  summary: string;
  scale: { lowest: number; highest: number; step: number };
  unit: string;
  height?: number;
  /** Fills between a curve and zero. */
  isFilled?: boolean;
}

const MARGIN = { top: 8, bottom: 24, left: 44, right: 8 };
const LOWEST_HZ = 20;
const HIGHEST_HZ = 20_000;
const TICKS_HZ = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
const FEW_TICKS_HZ = [20, 100, 500, 2000, 10_000];

export function FrequencyChart(props: FrequencyChartProps) {
  const { height = 200, summary } = props;
  return (
    <ChartFrame height={height} summary={summary} table={<CurveTable {...props} />}>
      {(width) => <Picture {...props} width={width} height={height} />}
    </ChartFrame>
  );
}

const stepsOf = ({ lowest, highest, step }: FrequencyChartProps['scale']): number[] =>
  Array.from({ length: Math.round((highest - lowest) / step) + 1 }, (_, at) => lowest + at * step);

function Picture({
  curves,
  scale,
  unit,
  summary,
  width,
  height,
  isFilled = false,
}: FrequencyChartProps & { width: number; height: number }) {
  const plot = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const x = (hz: number) => MARGIN.left + (plot.width * Math.log(hz / LOWEST_HZ)) / Math.log(HIGHEST_HZ / LOWEST_HZ);
  const part = (value: number) => (value - scale.lowest) / (scale.highest - scale.lowest);
  const y = (value: number) => MARGIN.top + plot.height * (1 - Math.max(0, Math.min(1, part(value))));
  const lineOf = ({ points }: Curve) => points.map(({ hz, value }) => `${x(hz).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const areaOf = (curve: Curve) => {
    const [first, last] = [curve.points[0], curve.points.at(-1)];
    return first && last ? `${x(first.hz)},${y(0)} ${lineOf(curve)} ${x(last.hz)},${y(0)}` : '';
  };
  return (
    <Drawing width={width} height={height} summary={summary}>
      {stepsOf(scale).map((value) => (
        <g key={value}>
          <line
            data-grid
            data-zero={(value === 0 && isFilled) || undefined}
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={y(value)}
            y2={y(value)}
          />
          <text x={MARGIN.left - 8} y={y(value) + 4} textAnchor="end">
            {Number(value.toFixed(2)).toString().replace('-', '−')}
          </text>
        </g>
      ))}
      <text x={4} y={height - 6}>
        {unit}
      </text>
      {(plot.width < 480 ? FEW_TICKS_HZ : TICKS_HZ).map((hz) => (
        <g key={hz}>
          <line data-grid x1={x(hz)} x2={x(hz)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
          <text x={x(hz)} y={height - 6} textAnchor={hz === HIGHEST_HZ ? 'end' : 'middle'}>
            {hz >= 1000 ? `${hz / 1000}k` : hz}
          </text>
        </g>
      ))}
      {curves.map((curve) => (
        <g key={curve.name} data-tone={curve.tone} className={classes.curve}>
          {isFilled && <polygon points={areaOf(curve)} />}
          <polyline points={lineOf(curve)} />
        </g>
      ))}
    </Drawing>
  );
}

function CurveTable({ curves, unit }: FrequencyChartProps) {
  const [first] = curves;
  return (
    <Table.ScrollContainer minWidth={240} mah={320}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{strings.balance.frequency}</Table.Th>
            {curves.map(({ name }) => (
              <Table.Th key={name} scope="col" ta="end">
                {unit === '' ? name : `${name}, ${unit}`}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {first?.points.map(({ hz }) => (
            <Table.Tr key={hz}>
              <Table.Td>{formatHz(hz)}</Table.Td>
              {curves.map(({ name, points }) => (
                <Table.Td key={name} ta="end">
                  {formatPart(points.find((point) => point.hz === hz)?.value)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
