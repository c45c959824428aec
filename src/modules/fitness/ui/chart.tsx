// A small chart over time, as a line or as bars, with its figures in a table behind it.
import { Table } from '@mantine/core';
import { ChartFrame } from '#src/ui/chart-frame.tsx';
import { strings } from '../strings.ts';
import classes from './exercises.module.css';

export interface ChartPoint {
  key: string;
  label: string;
  value: number;
}

interface ChartProps {
  kind: 'line' | 'bars';
  points: readonly ChartPoint[];
  /** What the picture says, for those who do not see it. */
  summary: string;
  columns: readonly [string, string];
  format(value: number): string;
}

const HEIGHT = 168;
const MARGIN = { top: 8, bottom: 24, left: 48, right: 8 };

export function Chart({ kind, points, summary, columns, format }: ChartProps) {
  return (
    <ChartFrame
      height={HEIGHT}
      summary={summary}
      words={strings}
      table={<PointTable points={points} columns={columns} format={format} />}
    >
      {(width) => <Picture kind={kind} points={points} width={width} format={format} />}
    </ChartFrame>
  );
}

type PictureProps = Pick<ChartProps, 'kind' | 'points' | 'format'> & { width: number };

function Picture({ kind, points, width, format }: PictureProps) {
  const values = points.map(({ value }) => value);
  const top = Math.max(...values, 0) || 1;
  // A line is about change, so it may start above zero; bars always stand on it.
  const bottom = kind === 'bars' ? 0 : Math.max(0, Math.min(...values) - (top - Math.min(...values)) * 0.25);
  const plot = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const slot = plot.width / Math.max(1, points.length);
  const x = (at: number) => MARGIN.left + slot * (at + 0.5);
  const y = (value: number) => MARGIN.top + plot.height * (1 - (value - bottom) / (top - bottom || 1));
  const labelled = Math.max(1, Math.ceil(points.length / Math.max(2, Math.floor(plot.width / 72))));
  return (
    <>
      {[bottom, (bottom + top) / 2, top].map((value) => (
        <g key={value}>
          <line data-grid x1={MARGIN.left} x2={width - MARGIN.right} y1={y(value)} y2={y(value)} />
          <text x={MARGIN.left - 8} y={y(value) + 4} textAnchor="end">
            {format(value)}
          </text>
        </g>
      ))}
      {points.map(({ key, label }, at) =>
        (points.length - 1 - at) % labelled === 0 ? (
          <text key={key} x={x(at)} y={HEIGHT - 4} textAnchor="middle">
            {label}
          </text>
        ) : null,
      )}
      {kind === 'bars' ? (
        points.map(({ key, value }, at) => (
          <rect
            key={key}
            className={value === 0 ? classes.barEmpty : classes.bar}
            x={x(at) - Math.min(20, slot * 0.35)}
            width={Math.min(40, slot * 0.7)}
            y={value === 0 ? y(0) - 2 : y(value)}
            height={value === 0 ? 2 : Math.max(2, y(0) - y(value))}
            rx={4}
          />
        ))
      ) : (
        <>
          <polyline className={classes.curve} points={points.map(({ value }, at) => `${x(at)},${y(value)}`).join(' ')} />
          {points.length <= 60 &&
            points.map(({ key, value }, at) => <circle key={key} className={classes.dot} cx={x(at)} cy={y(value)} r={3} />)}
        </>
      )}
    </>
  );
}

function PointTable({ points, columns, format }: Pick<ChartProps, 'points' | 'columns' | 'format'>) {
  return (
    <Table.ScrollContainer minWidth={240} mah={320}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{columns[0]}</Table.Th>
            <Table.Th scope="col" ta="end">
              {columns[1]}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.toReversed().map(({ key, label, value }) => (
            <Table.Tr key={key}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="end">{format(value)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
