// Above a list: the search, the filters and the order.
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './list-page.module.css';
import { nextSort, parseSort, sortToText, type SortColumn } from './sort-order.ts';

export const ListToolbar = ({ children }: { children: ReactNode }) => <search className={classes.toolbar}>{children}</search>;

interface SearchFieldProps {
  /** Names it for a screen reader; the placeholder says it to the others. */
  label: string;
  placeholder?: string;
  value: string;
  onChange(value: string): void;
}

const TYPING_MS = 120;

/** While it has the focus it shows what is typed, which the address follows; otherwise it shows the address. */
export function SearchField({ label, placeholder = label, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const follow = useDebouncedCallback(onChange, { delay: TYPING_MS, flushOnUnmount: true });
  return (
    <TextInput
      type="search"
      className={classes.searchField ?? ''}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={18} aria-hidden />}
      value={typed ?? value}
      onFocus={() => setTyped(value)}
      onBlur={() => {
        follow.flush();
        setTyped(null);
      }}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        follow(event.currentTarget.value);
      }}
    />
  );
}

interface FilterOption {
  value: string;
  label: string;
}

interface FilterSelectProps {
  label: string;
  /** The choice that leaves nothing out. */
  any: FilterOption;
  options: readonly (string | FilterOption)[];
  value: string;
  onChange(value: string): void;
}

export const FilterSelect = ({ label, any, options, value, onChange }: FilterSelectProps) => (
  <NativeSelect
    size="sm"
    aria-label={label}
    data={[any, ...options]}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

interface SortSelectProps<Row> {
  columns: readonly SortColumn<Row>[];
  sort: string;
  onSort(sort: string): void;
}

/** The order, where no table has heads to press. */
export function SortSelect<Row>({ columns, sort, onSort }: SortSelectProps<Row>) {
  const sortable = columns.filter(({ sortBy }) => sortBy);
  const order = parseSort(sort);
  const Arrow = order.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <div className={classes.order}>
      <NativeSelect
        size="sm"
        aria-label="Sort by"
        data={sortable.map(({ key, label }) => ({ value: key, label }))}
        value={order.key}
        onChange={(event) => {
          const column = sortable.find(({ key }) => key === event.currentTarget.value);
          if (column) onSort(sortToText(nextSort({ key: '', isDescending: false }, column)));
        }}
      />
      <ActionIcon
        aria-label={order.isDescending ? 'Descending. Sort ascending' : 'Ascending. Sort descending'}
        onClick={() => onSort(sortToText({ ...order, isDescending: !order.isDescending }))}
      >
        <Arrow size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
