// The library. Today it holds the inbox: what was captured, searchable, to edit or delete, one by one or several together.
import { Button, Skeleton } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMonthOf } from '#src/format/days.ts';
import { Rooms } from '#src/modules/rooms.tsx';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import {
  FilterSelect,
  GroupedList,
  ListStates,
  ListToolbar,
  parseSort,
  SearchField,
  SelectionBar,
  SelectionScope,
  SelectionSwitch,
  sortRows,
  SortSelect,
  useAddressFields,
  useSelection,
  type SortColumn,
} from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { deleteItems } from '../delete-items.ts';
import type { InboxItem } from '../model.ts';
import { inboxFileCounts, inboxItems, inboxTags, searchedInbox } from '../queries.ts';
import { openCapture, openEdit } from '../store.ts';
import { strings } from '../strings.ts';
import { InboxRow } from './inbox-row.tsx';
import { SortDialog } from './sort-dialog.tsx';

const words = strings.library;
const ROW_HEIGHT = 77;
const FIELDS = { q: '', tag: '', sort: '-captured' };

const ORDERS: readonly SortColumn<InboxItem>[] = [
  { key: 'captured', label: words.captured, sortBy: ({ created_at }) => created_at.getTime(), isLargestFirst: true },
  { key: 'title', label: words.byTitle, sortBy: ({ title }) => title },
];

export function LibraryPage() {
  const [fields, change] = useAddressFields(FIELDS);
  const { q, tag, sort } = fields;
  const search = q.trim();
  const read = useRows(search === '' ? inboxItems() : searchedInbox(search), { keepWithin: 'inbox' });
  const tags = rowsIfReady(useRows(inboxTags())) ?? [];
  const isEmpty = read.kind === 'ready' && read.rows.length === 0 && search === '';
  return (
    <Page title={words.title} description={words.description}>
      <Rooms of="/library" />
      {!isEmpty && (
        <ListToolbar>
          <SearchField label={words.search} value={q} onChange={(text) => change({ q: text })} />
          <SortSelect columns={ORDERS} sort={sort} onSort={(next) => change({ sort: next })} />
          {tags.length > 0 && (
            <FilterSelect
              label={words.tag}
              any={{ value: '', label: words.anyTag }}
              options={tags.map((one) => one.tag)}
              value={tag}
              onChange={(chosen) => change({ tag: chosen })}
            />
          )}
        </ListToolbar>
      )}
      <WhenRead read={read} loading={<Skeleton height={4 * ROW_HEIGHT} radius="lg" />}>
        {({ rows }) => (
          <Inbox
            items={sortRows(
              rows.filter((item) => tag === '' || item.tags.includes(tag)),
              ORDERS,
              parseSort(sort),
            )}
            search={search}
            isNarrowed={search !== '' || tag !== ''}
            isByDay={sort.endsWith('captured')}
            onClear={() => change({ q: '', tag: '' })}
          />
        )}
      </WhenRead>
    </Page>
  );
}

interface InboxProps {
  items: InboxItem[];
  search: string;
  isNarrowed: boolean;
  isByDay: boolean;
  onClear(): void;
}

const keyOf = ({ id }: InboxItem) => id;
const nameOf = ({ title }: InboxItem) => title;
const monthOf = ({ created_at }: InboxItem) => formatMonthOf(created_at);

function Inbox({ items, search, isNarrowed, isByDay, onClear }: InboxProps) {
  const replica = useReplica();
  const [sorted, setSorted] = useState<InboxItem | null>(null);
  const counts = new Map((rowsIfReady(useRows(inboxFileCounts())) ?? []).map(({ note_id, count }) => [note_id, count]));
  const selection = useSelection(items.map(keyOf));
  const remove = async () => {
    await deleteItems(
      replica,
      items.filter(({ id }) => selection.chosen.has(id)),
    );
    selection.end();
  };
  return (
    <SelectionScope selection={selection}>
      <ListStates
        count={items.length}
        isNarrowed={isNarrowed}
        onClear={onClear}
        empty={
          <EmptyPlace icon={IconInbox} title={words.emptyTitle} action={<Button onClick={openCapture}>{strings.capture}</Button>}>
            {words.emptyText}
          </EmptyPlace>
        }
        none={words.none}
        noneText={words.noneHint}
        words={words.count(items.length)}
        tools={<SelectionSwitch selection={selection} />}
      >
        <GroupedList
          label={words.inbox}
          rows={items}
          keyOf={keyOf}
          nameOf={nameOf}
          selection={selection}
          estimatePx={ROW_HEIGHT}
          {...(isByDay && { headingOf: monthOf })}
        >
          {(item) => (
            <InboxRow
              item={item}
              fileCount={counts.get(item.id) ?? 0}
              search={search}
              onSort={setSorted}
              onEdit={openEdit}
              onDelete={(gone) => void deleteItems(replica, [gone])}
            />
          )}
        </GroupedList>
      </ListStates>
      <SelectionBar selection={selection}>
        <Button
          variant="default"
          c="var(--mantine-color-error)"
          disabled={selection.chosen.size === 0}
          onClick={() => void remove()}
        >
          {words.removeChosen}
        </Button>
      </SelectionBar>
      {sorted && <SortDialog item={sorted} onClose={() => setSorted(null)} />}
    </SelectionScope>
  );
}
