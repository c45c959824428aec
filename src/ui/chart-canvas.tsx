// Draws a chart on a canvas by uPlot, in the colours of the theme.
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import classes from './chart-canvas.module.css';
import type { ChartProps } from './chart.tsx';

interface ChartCanvasProps extends ChartProps {
  width: number;
  height: number;
}

const LABEL_PX = 64;
const CHARACTER_PX = 6.6;
const FONT = '12px "Inter Variable", sans-serif';

export function ChartCanvas({ width, height, ...chart }: ChartCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const scheme = useComputedColorScheme('light');
  const draw = useEffectEvent((element: HTMLElement) => {
    const data: UPlot.AlignedData = [chart.points.map((_, at) => at), chart.points.map(({ value }) => value)];
    return new UPlot(optionsOf(chart, element, { width, height }, setPointed), data, element);
  });
  // Drawn anew when what it shows changes: points are few, and a redraw takes about a millisecond.
  const shown = JSON.stringify([chart.kind, chart.points]);
  useEffect(() => {
    if (host.current === null) return undefined;
    const plot = draw(host.current);
    return () => plot.destroy();
  }, [width, height, scheme, shown]);
  const point = pointed === null ? undefined : chart.points[pointed];
  return (
    <div className={classes.canvas} role="img" aria-label={chart.summary}>
      {chart.unit !== undefined && (
        <span className={classes.unit} aria-hidden>
          {chart.unit}
        </span>
      )}
      <div ref={host} />
      {point && (
        <span className={classes.pointed} aria-hidden>
          {point.label}: {chart.format(point.value)} {chart.unit}
        </span>
      )}
    </div>
  );
}

function optionsOf(
  { kind, points, format, steps }: ChartProps,
  element: HTMLElement,
  size: { width: number; height: number },
  onPoint: (index: number | null) => void,
): UPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const accent = color('--cadence-accent');
  const axis = {
    stroke: color('--mantine-color-dimmed'),
    font: FONT,
    grid: { stroke: color('--cadence-hairline'), width: 1 },
    ticks: { show: false },
  };
  const { bars } = UPlot.paths;
  const every = Math.max(1, Math.ceil((points.length * LABEL_PX) / size.width));
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: kind === 'line' } },
    scales: {
      x: { time: false, range: [-0.5, points.length - 0.5] },
      y: { range: (_plot, low, high) => rangeOf(kind, low, high) },
    },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        // As many labels as there is room for, the last always among them.
        splits: () => points.map((_, at) => at).filter((at) => (points.length - 1 - at) % every === 0),
        values: (_plot, splits) => splits.map((at) => points[at]?.label ?? ''),
      },
      {
        ...axis,
        // As wide as the widest of its labels.
        size: (_plot, values) => Math.max(24, ...(values ?? []).map((value) => value.length * CHARACTER_PX + 12)),
        ...(steps && { incrs: [...steps] }),
        values: (_plot, splits) => splits.map(format),
      },
    ],
    series: [
      {},
      kind === 'bars'
        ? { fill: accent, width: 0, points: { show: false }, ...(bars && { paths: bars({ size: [0.68, 36], radius: 0.12 }) }) }
        : { stroke: accent, width: 2, points: { show: points.length <= 60, size: 6, fill: accent } },
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
}

/** A line is about change, so it may start above zero; bars always stand on it. */
function rangeOf(kind: 'line' | 'bars', low: number, high: number): [number, number] {
  const top = high > 0 ? high * 1.08 : 1;
  if (kind === 'bars') return [0, top];
  return [Math.max(0, low - (high - low) * 0.25), high === low ? top : high + (high - low) * 0.08];
}
