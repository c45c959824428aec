// A list of records as cards, one for each group, with as many rows rendered as the screen needs.
import { useId, useRef, type ReactNode } from 'react';
import { groupRows, type ListLine } from './row-groups.ts';
import { useRowWindow } from './row-window.ts';
import { RowCheck, type Selection } from './selection.tsx';
import classes from './list-page.module.css';

interface GroupedListProps<Row> {
  label: string;
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** Rows that follow each other with the same heading are a group. */
  headingOf?(row: Row): string;
  /** The usual height of a row in px. */
  estimatePx: number;
  /** With it, each row has a checkbox while rows are selected; `nameOf` names the row for it. */
  selection?: Selection;
  nameOf?(row: Row): string;
  children(row: Row): ReactNode;
}

export function GroupedList<Row>(props: GroupedListProps<Row>) {
  const { label, rows, keyOf, headingOf, estimatePx } = props;
  const lines = groupRows(rows, keyOf, headingOf);
  const host = useRef<HTMLDivElement>(null);
  const shown = useRowWindow(host, {
    count: lines.length,
    estimatePx,
    keyOf: (at) => lines[at]?.key ?? String(at),
  });
  const style = { paddingBlockStart: shown.before, paddingBlockEnd: shown.after };
  return (
    <div ref={host} role="group" aria-label={label} tabIndex={-1} className={classes.host} style={style}>
      {runsOf(lines.slice(shown.from, shown.to)).map((run) => (
        <Run
          key={run.key}
          run={run}
          from={shown.from + run.at}
          measure={shown.measure}
          setSize={shown.isPart ? rows.length : undefined}
          list={props}
        />
      ))}
    </div>
  );
}

interface LineRun<Row> {
  key: string;
  /** The place of the run's first line among those shown. */
  at: number;
  heading: string | null;
  hasHeading: boolean;
  rows: Extract<ListLine<Row>, { kind: 'row' }>[];
}

/** The shown lines by group. The heading of the first group may have been left out. */
function runsOf<Row>(lines: readonly ListLine<Row>[]): LineRun<Row>[] {
  const runs: LineRun<Row>[] = [];
  for (const [at, line] of lines.entries()) {
    const last = runs.at(-1);
    if (last && line.kind === 'row' && last.heading === line.heading) last.rows.push(line);
    else {
      runs.push({
        key: line.heading ?? 'rows',
        at,
        heading: line.heading,
        hasHeading: line.kind === 'heading',
        rows: line.kind === 'row' ? [line] : [],
      });
    }
  }
  return runs;
}

interface RunProps<Row> {
  run: LineRun<Row>;
  from: number;
  measure(line: HTMLElement | null): void;
  setSize: number | undefined;
  list: GroupedListProps<Row>;
}

function Run<Row>({ run, from, measure, setSize, list: { label, selection, nameOf, children } }: RunProps<Row>) {
  const headingId = useId();
  const { heading, hasHeading, rows } = run;
  const first = from + (hasHeading ? 1 : 0);
  return (
    <div className={classes.group}>
      {hasHeading && (
        <h2 id={headingId} ref={measure} data-index={from} className={classes.heading}>
          {heading}
        </h2>
      )}
      <ul className={classes.rows} {...(hasHeading ? { 'aria-labelledby': headingId } : { 'aria-label': heading ?? label })}>
        {rows.map(({ key, row, at }, place) => (
          <li
            key={key}
            ref={measure}
            data-index={first + place}
            data-row
            data-chosen={selection?.chosen.has(key) || undefined}
            className={classes.row}
            {...(setSize !== undefined && { 'aria-setsize': setSize, 'aria-posinset': at + 1 })}
          >
            {selection?.isOn && <RowCheck selection={selection} id={key} name={nameOf?.(row) ?? key} />}
            <div className={classes.rowBody}>{children(row)}</div>
          </li>
        ))}
      </ul>
    </div>
  );
}
