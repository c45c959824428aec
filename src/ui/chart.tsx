// A chart as a line or as bars, with units, the value that is pointed at in words, and its figures in a table behind it.
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { ValueScale } from './chart-axis.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CHART_HEAD_PX } from './chart-pointing.tsx';
import { FigureTable } from './figure-table.tsx';

export interface ChartPoint {
  key: string;
  /** In words and in the table; on the axis too, when the points have no days. */
  label: string;
  value: number;
  /** 'YYYY-MM-DD'. When every point has one, the axis is time: points lie as far apart as their days. */
  day?: string;
}

export interface ChartProps {
  kind: 'line' | 'bars';
  /** Points with days ascend by them. */
  points: readonly ChartPoint[];
  /** What the picture says, for those who do not see it. */
  summary: string;
  /** Heads of the table: what the labels are, what the values are. */
  columns: readonly [string, string];
  /** A value with its unit. */
  format(value: number): string;
  /** Which values are round. */
  scale?: ValueScale;
  /** Of the values, above their axis; minutes, seconds and percent say theirs. */
  unit?: string;
  /** A value to reach or to keep, as a dashed line. The axis reaches to it. */
  target?: number;
  /** The days that the axis of time reaches to; without it those of the points. */
  span?: { from: string; to: string };
  /** Weeks on the axis of time begin there; 1 is Monday. */
  firstWeekday?: number;
}

const HEIGHT = 184;
/** With the line of words above the drawing: for what stands in its place while it is read. */
export const CHART_HEIGHT_PX = HEIGHT + CHART_HEAD_PX;

// The drawing library arrives with the first chart.
const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

export function Chart(props: ChartProps) {
  const { points, summary, columns, format } = props;
  const rows = points.toReversed().map(({ key, label, value }) => ({ key, label, figure: format(value) }));
  return (
    <ChartFrame height={CHART_HEIGHT_PX} summary={summary} table={<FigureTable columns={columns} rows={rows} />}>
      {(width) => (
        <Suspense fallback={<Skeleton height={HEIGHT} mt={CHART_HEAD_PX} radius="md" />}>
          <ChartCanvas {...props} width={width} height={HEIGHT} />
        </Suspense>
      )}
    </ChartFrame>
  );
}
