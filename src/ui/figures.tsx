// A few figures with their names, each on a surface of its own.
import classes from './figures.module.css';

export const Figures = ({ figures }: { figures: readonly (readonly [name: string, figure: string])[] }) => (
  <dl className={classes.figures}>
    {figures.map(([name, figure]) => (
      <div key={name} className={classes.figure}>
        <dt>{name}</dt>
        <dd>{figure}</dd>
      </div>
    ))}
  </dl>
);
