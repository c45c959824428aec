// The rows of the flags: what an admin reads about each. An admin's change of a flag survives updates (`edited`).
import { contentSet } from '../content-set.ts';
import { contentId } from '../ids.ts';
import { FLAG_NAMES, FLAGS, type FlagName } from './rules.ts';

const DESCRIPTIONS: Readonly<Record<FlagName, string>> = {
  book_lookup: 'Title, author and cover of a book are looked up by its ISBN. The server asks Open Library.',
  feedback: 'People can write feedback to the people who run this server.',
  listening: 'The module Listening in the Studio.',
  market: 'The module Market, where coins are spent.',
  market_recommendations: 'The Market recommends items.',
};

export const flagId = (name: FlagName): string => contentId('flag', name);

export const flagContent = contentSet({
  table: 'feature_flags',
  rows: FLAG_NAMES.map((name) => ({
    id: flagId(name),
    flag_name: name,
    enabled: FLAGS[name] as boolean,
    description: DESCRIPTIONS[name],
    share: 100,
    role_name: null as string | null,
  })),
  shipped: {},
  // A flag that the code no longer knows has no effect. Off says so.
  retired: { enabled: false },
  stamps: ['created_at', 'updated_at'],
  edited: 'edited_at',
});
