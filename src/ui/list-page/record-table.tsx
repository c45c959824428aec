// A list of records as a table with columns to sort by, for wide screens, with as many rows rendered as the screen needs.
import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useRowWindow } from './row-window.ts';
import { RowCheck, type Selection } from './selection.tsx';
import { nextSort, parseSort, sortToText, type SortColumn } from './sort-order.ts';
import classes from './list-page.module.css';

export interface TableColumn<Row> extends SortColumn<Row> {
  isNumber?: boolean;
  cell(row: Row): ReactNode;
}

interface RecordTableProps<Row> {
  label: string;
  /** The first names the row, with the link to it. */
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  sort: string;
  onSort(sort: string): void;
  selection?: Selection;
  nameOf?(row: Row): string;
}

const ROW_PX = 53;

export function RecordTable<Row>({ label, columns, rows, keyOf, sort, onSort, selection, nameOf }: RecordTableProps<Row>) {
  const host = useRef<HTMLTableSectionElement>(null);
  const shown = useRowWindow(host, {
    count: rows.length,
    estimatePx: ROW_PX,
    keyOf: (at) => {
      const row = rows[at];
      return row === undefined ? String(at) : keyOf(row);
    },
  });
  const order = parseSort(sort);
  return (
    <div className={classes.tableCard}>
      <table className={classes.table} aria-label={label} {...(shown.isPart && { 'aria-rowcount': rows.length + 1 })}>
        <thead>
          <tr>
            {selection?.isOn && (
              <th scope="col">
                <VisuallyHidden>Selected</VisuallyHidden>
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} onPress={() => onSort(sortToText(nextSort(order, column)))} />
            ))}
          </tr>
        </thead>
        <tbody ref={host} tabIndex={-1}>
          <Room height={shown.before} />
          {rows.slice(shown.from, shown.to).map((row, place) => {
            const key = keyOf(row);
            const at = shown.from + place;
            return (
              <tr
                key={key}
                ref={shown.measure}
                data-index={at}
                data-row
                data-chosen={selection?.chosen.has(key) || undefined}
                {...(shown.isPart && { 'aria-rowindex': at + 2 })}
              >
                {selection?.isOn && (
                  <td>
                    <RowCheck selection={selection} id={key} name={nameOf?.(row) ?? key} />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.key} data-number={column.isNumber || undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Room height={shown.after} />
        </tbody>
      </table>
    </div>
  );
}

/** The height of the rows that are left out. */
const Room = ({ height }: { height: number }) => height > 0 && <tr aria-hidden style={{ height }} />;

interface HeadProps<Row> {
  column: TableColumn<Row>;
  order: { key: string; isDescending: boolean };
  onPress(): void;
}

function Head<Row>({ column, order, onPress }: HeadProps<Row>) {
  const isSorted = order.key === column.key;
  const Arrow = isSorted && order.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      data-number={column.isNumber || undefined}
      {...(isSorted && { 'aria-sort': order.isDescending ? 'descending' : 'ascending' })}
    >
      {column.sortBy ? (
        <button type="button" className={classes.sortButton} onClick={onPress}>
          {column.label}
          <Arrow size={14} aria-hidden />
        </button>
      ) : (
        <span>{column.label}</span>
      )}
    </th>
  );
}
