// Minutes as bars, drawn at the size it has on the screen: a picture with a summary for those who do not see it; the same figures stand in a table behind it.
import { useElementSize } from '@mantine/hooks';
import { strings } from '../strings.ts';
import type { Bar } from '../model.ts';
import classes from './focus.module.css';

const HEIGHT = 180;
const TOP = 26;
const BOTTOM = 24;
const LEFT = 36;
const LABEL_WIDTH = 52;

/** A round number of minutes at or above the highest bar. */
export function axisTop(highest: number): number {
  const steps = [15, 30, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1_440];
  return steps.find((top) => top >= highest) ?? Math.ceil(highest / 600) * 600;
}

export function BarChart({ bars, summary }: { bars: readonly Bar[]; summary: string }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const top = axisTop(Math.max(0, ...bars.map(({ minutes }) => minutes)));
  const plotHeight = HEIGHT - TOP - BOTTOM;
  const slot = (width - LEFT) / Math.max(1, bars.length);
  const barWidth = Math.min(36, slot * 0.62);
  const yOf = (minutes: number) => TOP + plotHeight * (1 - minutes / top);
  // As many labels as there is room for, the last bar always among them.
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / slot));
  return (
    <div ref={ref} className={classes.chart}>
      {width > LEFT && (
        <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
          {[0, top / 2, top].map((minutes) => (
            <g key={minutes}>
              <line className={classes.gridLine} x1={LEFT} x2={width} y1={yOf(minutes)} y2={yOf(minutes)} />
              <text x={LEFT - 6} y={yOf(minutes) + 4} textAnchor="end">
                {minutes}
              </text>
            </g>
          ))}
          <text x={0} y={10}>
            {strings.charts.unit}
          </text>
          {bars.map(({ key, label, minutes }, index) => {
            const x = LEFT + slot * index + (slot - barWidth) / 2;
            const y = minutes === 0 ? yOf(0) - 2 : yOf(minutes);
            return (
              <g key={key}>
                <rect
                  className={minutes === 0 ? classes.barEmpty : classes.bar}
                  x={x}
                  y={y}
                  width={barWidth}
                  height={yOf(0) - y}
                  rx={Math.min(4, barWidth / 4)}
                >
                  <title>{`${label}: ${strings.hoursAndMinutes(minutes)}`}</title>
                </rect>
                {(bars.length - 1 - index) % every === 0 && (
                  <text
                    {...(index === bars.length - 1
                      ? { x: width, textAnchor: 'end' }
                      : { x: x + barWidth / 2, textAnchor: 'middle' })}
                    y={HEIGHT - 6}
                  >
                    {label}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
