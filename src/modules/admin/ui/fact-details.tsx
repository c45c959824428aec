// Facts that are shown on demand; nothing when there are none.
import { FactList } from '#src/ui/fact-list.tsx';
import classes from './admin.module.css';

export function FactDetails({ title, facts }: { title: string; facts: readonly (readonly [name: string, value: string])[] }) {
  if (facts.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{title}</summary>
      <FactList facts={facts} />
    </details>
  );
}
