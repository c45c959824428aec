// Curves over frequency on a logarithmic axis, with their figures in a table behind them.
import { Table } from '@mantine/core';
import { ticksBy } from '#src/ui/chart-axis.ts';
import { ChartFrame, Drawing } from '#src/ui/chart-frame.tsx';
import { CHART_HEAD_PX, ChartPointing, nearest } from '#src/ui/chart-pointing.tsx';
import { FEW_TICKS_HZ, formatHz, formatHzTick, formatPart, formatTick, TICKS_HZ, withUnit } from '../../format.ts';
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

const MARGIN = { top: 8, bottom: 24, left: 44, right: 12 };
const LOWEST_HZ = 20;
const HIGHEST_HZ = 20_000;

export function FrequencyChart(props: FrequencyChartProps) {
  const { height = 200, summary } = props;
  return (
    <ChartFrame height={height + CHART_HEAD_PX} summary={summary} table={<CurveTable {...props} />}>
      {(width) => <PointedPicture {...props} width={width} height={height} />}
    </ChartFrame>
  );
}

type Sized = FrequencyChartProps & { width: number; height: number };

/** Curves of different tracks may have points at different frequencies: each frequency of any is pointed at. */
function PointedPicture(props: Sized) {
  const { curves, summary, unit, width } = props;
  const hzs = [...new Set(curves.flatMap(({ points }) => points.map(({ hz }) => hz)))].toSorted((a, b) => a - b);
  const { x } = placesOf(props);
  const textOf = (at: number): string => {
    const hz = hzs[at] ?? LOWEST_HZ;
    const values = curves.flatMap(({ name, points }) => {
      const value = points.find((point) => point.hz === hz)?.value;
      if (value === undefined) return [];
      const figure = unit === '' ? formatPart(value) : withUnit(value, unit);
      return [curves.length > 1 ? `${name} ${figure}` : figure];
    });
    return `${formatHz(hz)}: ${values.join(', ')}`;
  };
  return (
    <ChartPointing summary={summary} unit={unit} count={hzs.length} indexAt={(at) => nearest(hzs.map(x), at)} textOf={textOf}>
      {(pointed) => <Picture {...props} width={width} pointedHz={pointed === null ? undefined : hzs[pointed]} />}
    </ChartPointing>
  );
}

function placesOf({ width, height, scale }: Sized) {
  const plot = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const part = (value: number) => (value - scale.lowest) / (scale.highest - scale.lowest);
  return {
    plot,
    x: (hz: number) => MARGIN.left + (plot.width * Math.log(hz / LOWEST_HZ)) / Math.log(HIGHEST_HZ / LOWEST_HZ),
    y: (value: number) => MARGIN.top + plot.height * (1 - Math.max(0, Math.min(1, part(value)))),
  };
}

function Picture(props: Sized & { pointedHz: number | undefined }) {
  const { curves, scale, width, height, isFilled = false, pointedHz } = props;
  const { plot, x, y } = placesOf(props);
  const lineOf = ({ points }: Curve) => points.map(({ hz, value }) => `${x(hz).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const areaOf = (curve: Curve) => {
    const [first, last] = [curve.points[0], curve.points.at(-1)];
    return first && last ? `${x(first.hz)},${y(0)} ${lineOf(curve)} ${x(last.hz)},${y(0)}` : '';
  };
  return (
    <Drawing width={width} height={height}>
      {ticksBy(scale.step, scale.lowest, scale.highest).map((value) => (
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
            {formatTick(value)}
          </text>
        </g>
      ))}
      <text x={4} y={height - 6}>
        Hz
      </text>
      {(plot.width < 480 ? FEW_TICKS_HZ : TICKS_HZ).map((hz) => (
        <g key={hz}>
          <line data-grid x1={x(hz)} x2={x(hz)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
          <text x={x(hz)} y={height - 6} textAnchor={hz === HIGHEST_HZ ? 'end' : 'middle'}>
            {formatHzTick(hz)}
          </text>
        </g>
      ))}
      {pointedHz !== undefined && (
        <line data-cursor x1={x(pointedHz)} x2={x(pointedHz)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
      )}
      {curves.map((curve) => (
        <g key={curve.name} data-tone={curve.tone} className={classes.curve}>
          {isFilled && <polygon points={areaOf(curve)} />}
          <polyline points={lineOf(curve)} />
          {curve.points
            .filter(({ hz }) => hz === pointedHz)
            .map(({ hz, value }) => (
              <circle key={hz} cx={x(hz)} cy={y(value)} r={4} />
            ))}
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
