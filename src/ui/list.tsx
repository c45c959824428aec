// A list of records on one card: a row has its words, and what can be done with it at its end.
import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './list.module.css';

export const List = ({ label, children }: { label?: string; children: ReactNode }) => (
  <ul className={classes.list} aria-label={label}>
    {children}
  </ul>
);

interface RowProps {
  actions?: ReactNode;
  children: ReactNode;
}

export const ListRow = (props: RowProps) => (
  <li>
    <RowBody {...props} />
  </li>
);

/** What a row has, for a list that makes its rows itself. */
export const RowBody = ({ actions, children }: RowProps) => (
  <div className={classes.row}>
    <div className={classes.words}>{children}</div>
    {actions !== undefined && (
      <Group gap={0} wrap="nowrap" ms="auto">
        {actions}
      </Group>
    )}
  </div>
);
