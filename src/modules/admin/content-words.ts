// The words of the content editor. A kind's fields are named by their columns, in the order of schema/editing/kinds.ts.
import type { EditedKind } from '#schema/editing/kinds.ts';

const plural = (count: number, one: string, many: string): string => `${count === 1 ? 'One' : count} ${count === 1 ? one : many}`;

const difficulties = { beginner: 'Beginner', intermediate: 'Intermediate', advanced: 'Advanced', expert: 'Expert' };

/** By kind and column. */
const fields: Readonly<Record<EditedKind, Readonly<Record<string, string>>>> = {
  quests: {
    title: 'Title',
    description: 'Description',
    target: 'Goal',
    xp_reward: 'XP',
    coin_reward: 'Coins',
    is_active: 'Offered to people',
  },
  items: {
    name: 'Name',
    description: 'Description',
    cost_coins: 'Price in coins',
    rarity: 'Rarity',
    total_stock: 'How many there are',
    available_from: 'Sold from',
    available_until: 'Sold until',
    available: 'In the market',
  },
  lessons: {
    title: 'Title',
    description: 'In one sentence',
    topic_id: 'Topic',
    difficulty: 'Difficulty',
    duration_minutes: 'Minutes',
    content_markdown: 'Text',
    xp_reward: 'XP',
    coin_reward: 'Coins',
    is_active: 'Shown to people',
  },
  prompts: {
    name: 'Name',
    prompt_text: 'Question',
    hints: 'Hints, one a line',
    expected_observations: 'What others listen for, one a line',
    scale_low: 'Low end of the scale',
    scale_high: 'High end of the scale',
    category: 'Category',
    difficulty: 'Difficulty',
    seconds: 'Time in seconds',
    is_active: 'Shown to people',
  },
};

const hints: Readonly<Partial<Record<EditedKind, Readonly<Record<string, string>>>>> = {
  quests: { target: 'In the unit that the quest counts; people who have begun it go on with the new goal.' },
  items: { total_stock: 'Empty: there is no limit.', available_until: 'The first day on which it is no longer sold.' },
  lessons: { content_markdown: 'Markdown. A line with {{name}} shows the figure of that name.' },
};

/** The words of stored values, by column. */
const options: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  difficulty: difficulties,
  rarity: { common: 'Common', uncommon: 'Uncommon', rare: 'Rare', epic: 'Epic', legendary: 'Legendary' },
  type: { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', once: 'Once' },
};

/** `low_end` → `Low end`. */
const spelled = (value: string): string => value.slice(0, 1).toUpperCase() + value.slice(1).replaceAll('_', ' ');

export const contentWords = {
  title: 'Content',
  text: 'What the app ships, and what you change of it. Updates of the app do not overwrite your changes. This page needs the network.',
  kindLabel: 'Kind',
  kinds: { quests: 'Quests', items: 'Market', lessons: 'Lessons', prompts: 'Prompts' } satisfies Record<EditedKind, string>,
  kindOf: {
    quests: 'Quest',
    items: 'Market item',
    lessons: 'Lesson',
    prompts: 'Listening prompt',
  } satisfies Record<EditedKind, string>,
  search: 'Search titles',
  stateLabel: 'State',
  anyState: 'Any state',
  states: { edited: 'Changed here', newer: 'Newer text shipped', off: 'Not shown' },
  count: (count: number) => plural(count, 'entry', 'entries'),
  none: 'Nothing matches',
  noneText: 'Try another search or another state.',
  edited: 'Changed here',
  newer: 'Newer text shipped',
  off: 'Not shown',
  field: (kind: EditedKind, column: string): string => fields[kind][column] ?? spelled(column),
  hint: (kind: EditedKind, column: string): string | undefined => hints[kind]?.[column],
  option: (column: string, value: string): string => options[column]?.[value] ?? spelled(value),
  heading: 'Text and values',
  previewHeading: 'Preview',
  previewText: 'As people see it.',
  noPreview: 'This version of the app cannot show it.',
  save: 'Save',
  saved: 'Saved. Connected devices have it at once.',
  unsaved: 'Not saved yet. It is kept on this device.',
  discard: 'Discard my changes',
  changedMeanwhile: 'Somebody changed this after you began',
  changedMeanwhileText: 'Your text is below. Compare it with the history before you save.',
  notFoundTitle: 'Nothing is at this address',
  notFoundText: 'It may have been a row of another server, or of a newer version of the app.',
  back: 'Content',
  asShipped: 'As shipped. An update of the app may change it.',
  editedAt: (when: string) => `Changed here on ${when}. Updates of the app leave it as it is.`,
  newerTitle: 'The app ships a newer text',
  newerText: 'It is newer than your change. Take it, or keep yours.',
  keepMine: 'Keep mine',
  kept: 'Your text stays.',
  goneTitle: 'The app no longer ships this',
  goneText: 'It stays as it is here. Give it up, and people no longer see it.',
  shippedHeading: 'The shipped text',
  shippedText: 'Where it differs from what is saved here.',
  sameAsShipped: 'What is saved here is what the app ships.',
  take: 'Take the shipped text',
  giveUp: 'Give it up',
  takeTitle: 'Take the shipped text?',
  takeText: 'Your change is replaced and stays in the history. From then on updates of the app change this again.',
  taken: 'The shipped text is back.',
  keep: 'Keep the change',
  history: 'History',
  historyText: 'Each change with what was there before it.',
  noHistory: 'Nobody has changed this yet.',
  somebody: 'Somebody who is gone',
  action: (action: string, changed: string): string =>
    ({
      edited: `changed ${changed}`,
      kept: 'kept this text although a newer one was shipped',
      put_back: `put an older text back: ${changed}`,
      shipped: changed === '' ? 'gave it back to the updates' : `took the shipped text: ${changed}`,
    })[action] ?? action,
  before: 'What was there before',
  putBack: 'Put back',
  putBackLabel: (when: string) => `Put back what was there before ${when}`,
  wasPutBack: 'The older text is back.',
  empty: 'empty',
  yes: 'yes',
  no: 'no',
} as const;

/** For the test that every field has a name. */
export const namedFields = fields;
