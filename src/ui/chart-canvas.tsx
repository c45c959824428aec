// Draws a chart on a canvas by uPlot, in the colours of the theme.
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { addDays, dayToNumber } from '#schema/day.ts';
import { dayTicks, valueAxis, weekdayOfBars, type ValueAxis } from './chart-axis.ts';
import { ChartPointing } from './chart-pointing.tsx';
import type { ChartPoint, ChartProps } from './chart.tsx';

interface ChartCanvasProps extends ChartProps {
  width: number;
  height: number;
}

const LABEL_PX = 58;
const CHARACTER_PX = 6.8;
const MOST_PARTS = 5;
const EPOCH = '1970-01-01';
const FONT = '12px "Inter Variable", sans-serif';

export function ChartCanvas({ width, height, ...chart }: ChartCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(null);
  const scheme = useComputedColorScheme('light');
  const { points, kind, scale = 'number', format, summary } = chart;
  const values = points.map(({ value }) => value);
  const { target } = chart;
  const axis = valueAxis(target === undefined ? values : [...values, target], scale, kind, MOST_PARTS);
  const draw = useEffectEvent((element: HTMLElement) => {
    const x = placeOf(chart, width);
    plot.current = new UPlot(
      optionsOf({ kind, x, y: axis, target, element, size: { width, height } }),
      [x.values, values],
      element,
    );
    return plot.current;
  });
  // Drawn anew when what it shows changes: points are few, and a redraw takes about a millisecond.
  const shown = JSON.stringify([kind, scale, points, chart.span, target]);
  useEffect(() => {
    if (host.current === null) return undefined;
    const drawn = draw(host.current);
    return () => {
      drawn.destroy();
      plot.current = null;
    };
  }, [width, height, scheme, shown]);
  const indexAt = (x: number) => {
    if (!plot.current || !host.current) return 0;
    const edge = plot.current.over.getBoundingClientRect().left - host.current.getBoundingClientRect().left;
    return plot.current.posToIdx(x - edge);
  };
  return (
    <ChartPointing
      summary={summary}
      unit={chart.unit ?? axis.unit ?? undefined}
      count={points.length}
      indexAt={indexAt}
      textOf={(at) => textOf(points[at], format)}
    >
      {(pointed) => (
        <>
          <div ref={host} />
          <Cursor plot={plot} pointed={pointed} drawing={`${width} ${scheme} ${shown}`} />
        </>
      )}
    </ChartPointing>
  );
}

const textOf = (point: ChartPoint | undefined, format: ChartProps['format']): string =>
  point ? `${point.label}: ${format(point.value)}` : '';

/** Moves the line and the dot of the drawing to a point. `drawing` names what is drawn: a new drawing has no cursor yet. */
function Cursor({ plot, pointed, drawing }: { plot: { current: UPlot | null }; pointed: number | null; drawing: string }) {
  useEffect(() => {
    const x = pointed === null ? undefined : plot.current?.data[0][pointed];
    plot.current?.setCursor(x === undefined ? NOWHERE : { left: plot.current.valToPos(x, 'x'), top: 0 });
  }, [plot, pointed, drawing]);
  return null;
}

const NOWHERE = { left: -10, top: -10 };

interface Place {
  values: number[];
  range: [number, number];
  ticks: { at: number; label: string }[];
}

/** Where the points lie from left to right: by their days when they have some, else one beside the other. */
function placeOf({ points, kind, span, firstWeekday = 1 }: ChartProps, width: number): Place {
  const most = Math.max(2, Math.floor(width / LABEL_PX) - 1);
  const days = points.flatMap(({ day }) => day ?? []);
  if (days.length < points.length) {
    const longest = Math.max(...points.map(({ label }) => label.length));
    const every = Math.max(1, Math.ceil((points.length * (longest * CHARACTER_PX + 10)) / (width - 40)));
    const ticks = points.map(({ label }, at) => ({ at, label }));
    return {
      values: points.map((_, at) => at),
      range: [-0.5, points.length - 0.5],
      // As many labels as there is room for, the last always among them.
      ticks: ticks.filter(({ at }) => (points.length - 1 - at) % every === 0),
    };
  }
  const values = days.map(dayToNumber);
  const from = Math.min(span ? dayToNumber(span.from) : Infinity, values[0] ?? 0);
  const to = Math.max(span ? dayToNumber(span.to) : -Infinity, values.at(-1) ?? 0);
  const weekday = (kind === 'bars' && weekdayOfBars(days)) || firstWeekday;
  const ticks = dayTicks(addDays(EPOCH, from), addDays(EPOCH, to), most, weekday);
  const room = kind === 'bars' ? closest(values) * 0.6 : Math.max(0.5, (to - from) * 0.01);
  return {
    values,
    range: [from - room, to + room],
    ticks: ticks.map(({ day, label }) => ({ at: dayToNumber(day), label })),
  };
}

/** The least distance between two bars. */
const closest = (values: readonly number[]): number =>
  values.slice(1).reduce((least, value, at) => Math.min(least, value - (values[at] ?? 0)), values.length < 2 ? 1 : Infinity);

interface Drawn {
  kind: ChartProps['kind'];
  x: Place;
  y: ValueAxis;
  target: number | undefined;
  element: HTMLElement;
  size: { width: number; height: number };
}

function optionsOf({ kind, x, y, target, element, size }: Drawn): UPlot.Options {
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
  const labels = y.ticks.map(y.label);
  const points = x.values.length;
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: kind === 'line' }, bind: NOT_BY_MOUSE },
    scales: { x: { time: false, range: x.range }, y: { range: [y.low, y.high] } },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        splits: () => x.ticks.map(({ at }) => at),
        values: () => x.ticks.map(({ label }) => label),
      },
      {
        ...axis,
        // As wide as the widest of its labels.
        size: Math.max(24, ...labels.map((label) => label.length * CHARACTER_PX + 12)),
        splits: () => y.ticks,
        values: () => labels,
      },
    ],
    hooks: { draw: target === undefined ? [] : [(plot) => drawTarget(plot, target, color('--mantine-color-dimmed'))] },
    series: [
      {},
      kind === 'bars'
        ? { fill: accent, width: 0, points: { show: false }, ...(bars && { paths: bars({ size: [0.68, 36], radius: 0.12 }) }) }
        : { stroke: accent, width: 2, points: { show: points <= 60, size: 6, fill: accent } },
    ],
  };
}

function drawTarget(plot: UPlot, target: number, color: string): void {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(target, 'y', true);
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** The cursor is moved for the mouse, fingers and keys alike, so the drawing listens to none of them. */
const ignored = () => null;
const NOT_BY_MOUSE = {
  mousedown: ignored,
  mouseup: ignored,
  click: ignored,
  dblclick: ignored,
  mousemove: ignored,
  mouseleave: ignored,
  mouseenter: ignored,
};
