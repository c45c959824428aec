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
  },
  Search: {
    inboxItem: queries.inboxItem(await oneOf('inbox_items')),
  },
});
