// The pieces of a page that is a list: what stands above it, its rows, its states, and choosing several of them.
export { useAddressFields } from './address-fields.ts';
export { GroupedList } from './grouped-list.tsx';
export { ListStates } from './list-states.tsx';
export { RecordTable, type TableColumn } from './record-table.tsx';
export { SelectionBar, SelectionScope, SelectionSwitch, useSelection, type Selection } from './selection.tsx';
export { parseSort, sortRows, type SortColumn } from './sort-order.ts';
export { FilterSelect, ListToolbar, SearchField, SortSelect } from './toolbar.tsx';

/** A media query: there is room for a table. */
export const WIDE = '(min-width: 62em)';
