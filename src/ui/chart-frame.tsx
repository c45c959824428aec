// What every drawn chart of ours shares: it takes the width there is, says in words what it shows, and has its figures in a
// table behind it. Invariant: the height does not change while the width is not known yet.
import { Button, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import classes from './chart-frame.module.css';

interface ChartFrameProps {
  height: number;
  /** What the picture says, for those who do not see it. */
  summary: string;
  words: { asTable: string; asChart: string };
  table: ReactNode;
  /** What is drawn, in SVG; lines that measure have `data-grid`. */
  children(width: number): ReactNode;
}

export function ChartFrame({ height, summary, words, table, children }: ChartFrameProps) {
  const { ref, width } = useElementSize();
  const [isTable, setTable] = useState(false);
  return (
    <div ref={ref}>
      {isTable ? (
        table
      ) : (
        <div style={{ height }}>
          {width > 0 && (
            <svg className={classes.chart} width={width} height={height} role="img" aria-label={summary}>
              {children(width)}
            </svg>
          )}
        </div>
      )}
      <Button variant="subtle" size="sm" className={classes.other} onClick={() => setTable(!isTable)}>
        {isTable ? words.asChart : words.asTable}
        <VisuallyHidden>: {summary}</VisuallyHidden>
      </Button>
    </div>
  );
}
