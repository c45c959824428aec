// Which line of a chart is which.
import classes from './track.module.css';

export const Legend = ({ names }: { names: readonly [a: string, b: string] }) => (
  <ul className={classes.legend}>
    {names.map((name, at) => (
      <li key={at === 0 ? 'a' : 'b'} data-tone={at === 0 ? 'a' : 'b'}>
        {name}
      </li>
    ))}
  </ul>
);
