// Two things beside each other where there is room, one below the other where there is not. What is read first comes first.
import type { ReactNode } from 'react';
import classes from './columns.module.css';

interface ColumnsProps {
  /** `even`: two of equal width. `aside`: a narrow first one beside a wide second. */
  kind?: 'even' | 'aside';
  children: ReactNode;
}

export const Columns = ({ kind = 'even', children }: ColumnsProps) => (
  <div className={classes.columns} data-kind={kind}>
    {children}
  </div>
);

/** The parts of one column, one below the other. */
export const Column = ({ children }: { children: ReactNode }) => <div className={classes.column}>{children}</div>;

/** Parts of any number and height: where there is room they fill two columns, the first one first. */
export const Flow = ({ children }: { children: ReactNode }) => <div className={classes.flow}>{children}</div>;
