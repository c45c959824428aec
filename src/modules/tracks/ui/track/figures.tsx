// Names with their figures, as a grid.
import type { ReactNode } from 'react';
import classes from './track.module.css';

export type Figure = readonly [name: string, value: ReactNode];

export const Figures = ({ figures }: { figures: readonly Figure[] }) => (
  <dl className={classes.figures}>
    {figures.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
