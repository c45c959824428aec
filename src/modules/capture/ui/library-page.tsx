// The library. Today it holds the inbox: what was captured, searchable, to edit or delete.
import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconInbox, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useLive, useReplica } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { deleteItem } from '../commands.ts';
import type { InboxItem } from '../model.ts';
import { inboxItems } from '../queries.ts';
import { openCapture, openEdit } from '../store.ts';
import { strings } from '../strings.ts';
import { InboxRow } from './inbox-row.tsx';
import classes from './library-page.module.css';

const words = strings.library;

export function LibraryPage() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 120);
  const { rows, error } = useLive(inboxItems(search), [search]);
  const isEmpty = rows?.length === 0 && search === '' && typed === '';
  return (
    <Page title={words.title} description={words.description}>
      <section aria-label={words.inbox}>
        {!isEmpty && (
          <TextInput
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            leftSection={<IconSearch size={18} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            mb="sm"
          />
        )}
        {error ? (
          <Problem error={{ code: 'internal', detail: error.message }} />
        ) : (
          <InboxList items={rows} search={search} isEmpty={isEmpty} />
        )}
      </section>
      <Text size="sm" c="dimmed">
        {words.later}
      </Text>
    </Page>
  );
}

function InboxList({ items, search, isEmpty }: { items: InboxItem[] | undefined; search: string; isEmpty: boolean }) {
  const replica = useReplica();
  if (items === undefined) return <InboxSkeleton />;
  if (isEmpty) {
    return (
      <EmptyPlace icon={IconInbox} title={words.emptyTitle} action={<Button onClick={openCapture}>{strings.capture}</Button>}>
        {words.emptyText}
      </EmptyPlace>
    );
  }
  if (items.length === 0) {
    return (
      <EmptyPlace icon={IconSearchOff} title={words.none}>
        {words.noneHint}
      </EmptyPlace>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" role="status" mb="xs" className="tabular">
        {words.count(items.length)}
      </Text>
      <ul className={classes.list}>
        {items.map((item) => (
          <InboxRow
            key={item.id}
            item={item}
            search={search}
            onEdit={openEdit}
            onDelete={(gone) => void deleteItem(replica, gone)}
          />
        ))}
      </ul>
    </>
  );
}

const InboxSkeleton = () => (
  <Stack gap={1} aria-hidden>
    {[0, 1, 2, 3].map((row) => (
      <Skeleton key={row} height={72} radius="sm" />
    ))}
  </Stack>
);
