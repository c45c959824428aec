// Lines over an axis, drawn in SVG, with their values in a table behind them.
import { Group, Text } from '@mantine/core';
import type { Axis, Figure, Series } from '#schema/learn/rules/figures.ts';
import { ChartFrame, Drawing } from '#src/ui/chart-frame.tsx';
import { CHART_HEAD_PX, ChartPointing, nearest } from '#src/ui/chart-pointing.tsx';
import { FigureTable } from '#src/ui/figure-table.tsx';
import classes from './figures.module.css';
import { marksOf, markToText, scaleOf, shareOf, type Scale } from './scale.ts';

type CurvesFigure = Extract<Figure, { kind: 'curves' }>;

const HEIGHT = 240;
const ROOM = { left: 48, right: 12, top: 12, bottom: 44 };
const MARKS_X = { narrow: 5, wide: 9 };
const MARKS_Y = 5;
const NARROW = 480;
/** Of each line in the table. */
const TABLE_ROWS = 12;

export function Curves({ figure: { caption, x, y, series } }: { figure: CurvesFigure }) {
  return (
    <>
      <ChartFrame
        height={HEIGHT + CHART_HEAD_PX}
        summary={caption}
        table={<FigureTable columns={headsOf(x, y)} rows={tableRows(x, y, series)} />}
      >
        {(width) => <Picture width={width} x={x} y={y} series={series} summary={caption} />}
      </ChartFrame>
      {series.length > 1 && (
        <Group gap="md" mt="xs">
          {series.map(({ label }, index) => (
            <Group key={label} gap={8} wrap="nowrap">
              <svg width={28} height={8} aria-hidden>
                <line x1={0} x2={28} y1={4} y2={4} className={classes.line} data-series={index} />
              </svg>
              <Text size="sm">{label}</Text>
            </Group>
          ))}
        </Group>
      )}
    </>
  );
}

const headsOf = (x: Axis, y: Axis): [string, string] => [nameOf(x), nameOf(y)];
export const nameOf = ({ label, unit }: Axis): string => (unit === '' ? label : `${label} (${unit})`);

function tableRows(x: Axis, y: Axis, series: readonly Series[]) {
  return series.flatMap(({ label, points }) => {
    const every = Math.max(1, Math.ceil(points.length / TABLE_ROWS));
    return points
      .filter((_, index) => index % every === 0)
      .map(([at, value]) => ({
        key: `${label} ${at}`,
        label: `${series.length > 1 ? `${label}: ` : ''}${withUnit(at, x)}`,
        figure: withUnit(value, y),
      }));
  });
}

const withUnit = (value: number, { unit }: Axis): string => `${String(value).replace('-', '−')} ${unit}`.trim();

interface PictureProps {
  width: number;
  x: Axis;
  y: Axis;
  series: readonly Series[];
  summary: string;
}

function Picture({ width, x, y, series, summary }: PictureProps) {
  const places = placesOf(width, x, y, series);
  const ats = [...new Set(series.flatMap(({ points }) => points.map(([at]) => at)))].toSorted((a, b) => a - b);
  const textOf = (index: number): string => {
    const at = ats[index] ?? 0;
    const values = series.flatMap(({ label, points }) => {
      const value = points.find((point) => point[0] === at)?.[1];
      if (value === undefined) return [];
      return [series.length > 1 ? `${label} ${withUnit(value, y)}` : withUnit(value, y)];
    });
    return `${withUnit(at, x)}: ${values.join(', ')}`;
  };
  return (
    <ChartPointing
      summary={summary}
      unit={nameOf(y)}
      count={ats.length}
      indexAt={(px) => nearest(ats.map(places.toX), px)}
      textOf={textOf}
    >
      {(pointed) => <Lines {...places} width={width} x={x} series={series} at={pointed === null ? undefined : ats[pointed]} />}
    </ChartPointing>
  );
}

function placesOf(width: number, x: Axis, y: Axis, series: readonly Series[]) {
  const all = series.flatMap(({ points }) => points);
  const xs = scaleExact(
    all.map(([at]) => at),
    x.isLog,
  );
  const ys = scaleOf(
    all.map(([, value]) => value),
    y.isLog,
  );
  const right = width - ROOM.right;
  const bottom = HEIGHT - ROOM.bottom;
  return {
    xs,
    ys,
    right,
    bottom,
    toX: (value: number) => ROOM.left + shareOf(xs, value) * (right - ROOM.left),
    toY: (value: number) => bottom - shareOf(ys, value) * (bottom - ROOM.top),
  };
}

interface LinesProps extends ReturnType<typeof placesOf> {
  width: number;
  x: Axis;
  series: readonly Series[];
  /** What is pointed at. */
  at: number | undefined;
}

function Lines({ width, x, series, at, xs, ys, right, bottom, toX, toY }: LinesProps) {
  return (
    <Drawing width={width} height={HEIGHT}>
      {marksOf(ys, MARKS_Y).map((mark) => (
        <g key={mark}>
          <line data-grid x1={ROOM.left} x2={right} y1={toY(mark)} y2={toY(mark)} />
          <text x={ROOM.left - 8} y={toY(mark) + 4} textAnchor="end">
            {markToText(mark)}
          </text>
        </g>
      ))}
      {marksOf(xs, width < NARROW ? MARKS_X.narrow : MARKS_X.wide).map((mark) => (
        <text key={mark} x={toX(mark)} y={bottom + 18} textAnchor="middle">
          {markToText(mark)}
        </text>
      ))}
      <text x={(ROOM.left + right) / 2} y={HEIGHT - 6} textAnchor="middle">
        {nameOf(x)}
      </text>
      {at !== undefined && <line data-cursor x1={toX(at)} x2={toX(at)} y1={ROOM.top} y2={bottom} />}
      {series.map(({ label, points }, index) => (
        <polyline
          key={label}
          className={classes.line}
          data-series={index}
          points={points.map(([from, value]) => `${toX(from).toFixed(1)},${toY(value).toFixed(1)}`).join(' ')}
        />
      ))}
    </Drawing>
  );
}

/** Without room at the sides: the lines begin at the axis. */
const scaleExact = (values: readonly number[], isLog = false): Scale => ({
  from: Math.min(...values),
  to: Math.max(...values),
  isLog,
});
