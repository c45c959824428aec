// What every chart shares: it takes the width there is, says in words what it shows, and has its figures in a table behind it.
// Invariant: the height does not change while the width is not known yet.
import { Button, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import classes from './chart-frame.module.css';

interface ChartFrameProps {
  height: number;
  /** What the picture says, for those who do not see it. */
  summary: string;
  table: ReactNode;
  children(width: number): ReactNode;
}

export function ChartFrame({ height, summary, table, children }: ChartFrameProps) {
  const { ref, width } = useElementSize();
  const [isTable, setTable] = useState(false);
  return (
    <div ref={ref}>
      {isTable ? (
        table
      ) : (
        <div className={classes.drawn} style={{ height }}>
          {width > 0 && children(width)}
        </div>
      )}
      <Button variant="subtle" size="sm" className={classes.other} onClick={() => setTable(!isTable)}>
        {isTable ? 'Show as a chart' : 'Show as a table'}
        <VisuallyHidden>: {summary}</VisuallyHidden>
      </Button>
    </div>
  );
}

interface DrawingProps {
  width: number;
  height: number;
  /** Lines that measure have `data-grid`, the line through what is pointed at `data-cursor`. */
  children: ReactNode;
}

/** A chart that is drawn in SVG, within what says it in words. */
export const Drawing = ({ width, height, children }: DrawingProps) => (
  <svg className={classes.chart} width={width} height={height} aria-hidden>
    {children}
  </svg>
);
