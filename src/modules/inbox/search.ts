// The inbox in the search: capturing, and what was captured.
import { IconInbox, IconPlus } from '@tabler/icons-react';
import type { Replica } from '#src/replica/public.ts';
import type { SearchSource } from '#src/search/entries.ts';
import { inboxItem } from './queries.ts';
import { openCapture, openEdit } from './store.ts';
import { strings } from './strings.ts';

export const inboxSearch: SearchSource = {
  useCommands: () => [{ id: 'capture', label: strings.captureTitle, icon: IconPlus, run: openCapture }],
  records: [
    {
      table: 'inbox_items',
      name: strings.library.inbox,
      icon: IconInbox,
      open: ({ id }, { navigate, replica }) => {
        void navigate({ to: '/library' });
        void edit(replica, id);
      },
    },
  ],
};

async function edit(replica: Replica, id: string): Promise<void> {
  const [item] = await replica.query(inboxItem(id));
  if (item) openEdit(item);
}
