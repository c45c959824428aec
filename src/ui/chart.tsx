// A chart over time, as a line or as bars, with units, what the pointer is on in words, and its figures in a table behind it.
import { lazy, Suspense } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import { FigureTable } from './figure-table.tsx';

export interface ChartPoint {
  key: string;
  /** On the axis and in the table. */
  label: string;
  value: number;
}

export interface ChartProps {
  kind: 'line' | 'bars';
  points: readonly ChartPoint[];
  /** What the picture says, for those who do not see it. */
  summary: string;
  /** Heads of the table: what the labels are, what the values are. */
  columns: readonly [string, string];
  /** A value with its unit, or for an axis whose unit the head of the table names. */
  format(value: number): string;
  /** Of the values, above their axis, where `format` does not say it. */
  unit?: string;
  /** Values that the axis may be marked at, ascending: minutes go by quarters of an hour, not by tens. */
  steps?: readonly number[];
}

const HEIGHT = 184;

// The drawing library arrives with the first chart.
const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

export function Chart(props: ChartProps) {
  const { points, summary, columns, format } = props;
  const rows = points.toReversed().map(({ key, label, value }) => ({ key, label, figure: format(value) }));
  return (
    <ChartFrame height={HEIGHT} summary={summary} table={<FigureTable columns={columns} rows={rows} />}>
      {(width) => (
        <Suspense fallback={null}>
          <ChartCanvas {...props} width={width} height={HEIGHT} />
        </Suspense>
      )}
    </ChartFrame>
  );
}
