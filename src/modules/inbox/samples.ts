// What the screens ask of inbox, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ oneOf }) => ({
  Today: {
    inboxItems: queries.inboxItems(3),
    inboxCount: queries.inboxCount(),
  },
  Inbox: {
    inboxItems: queries.inboxItems(),
    searchedInbox: queries.searchedInbox('captured later 49'),
    inboxTags: queries.inboxTags(),
    filesOfItem: queries.filesOfItem(await oneOf('inbox_items')),
    inboxFileCounts: queries.inboxFileCounts(),
    versionsOfItem: queries.versionsOfItem(await oneOf('inbox_items')),
  },
  Search: {
    inboxItem: queries.inboxItem(await oneOf('inbox_items')),
  },
});
