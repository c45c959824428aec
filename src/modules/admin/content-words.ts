// The words of the content editor. A kind's fields are named by their columns, in the order of schema/editing/kinds.ts.
import type { EditedKind } from '#schema/editing/kinds.ts';
import { targetSelector, type TourTarget } from '#schema/onboarding/rules.ts';

/** The kinds that the content page lists. */
export const LISTED_KINDS = ['quests', 'items', 'lessons', 'prompts'] as const satisfies readonly EditedKind[];
export type ListedKind = (typeof LISTED_KINDS)[number];

const plural = (count: number, one: string, many: string): string => `${count === 1 ? 'One' : count} ${count === 1 ? one : many}`;

const difficulties = { beginner: 'Beginner', intermediate: 'Intermediate', advanced: 'Advanced', expert: 'Expert' };

/** By kind and column. */
const fields: Readonly<Record<EditedKind, Readonly<Record<string, string>>>> = {
  quests: {
    type: 'Repeats',
    kinds: 'What counts',
    target_type: 'How it counts',
    unit: 'Unit',
    from: 'From the hour',
    to: 'Until the hour',
    title: 'Title',
    description: 'Description',
    target: 'Goal',
    xp_reward: 'XP',
    coin_reward: 'Coins',
    is_active: 'Offered to people',
  },
  items: {
    does: 'What it does',
    accent: 'Accent',
    timer_face: 'Timer face',
    frame: 'Frame',
    focus_sound: 'Sound',
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
    quiz_json: 'Quiz',
    xp_reward: 'XP',
    coin_reward: 'Coins',
    is_active: 'Shown to people',
  },
  prompts: {
    answer_kind: 'How it is answered',
    measures: 'Measured values shown after the answer',
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
  introductions: {
    name: 'Name',
    description: 'Text',
    step_ids: 'Order of the steps',
    is_active: 'Offered to people',
  },
  steps: {
    title: 'Title',
    description: 'Text',
    target_selector: 'Points at',
    fallback_content: 'Text where the place is not on the screen',
    target_route: 'Opens the page',
    is_active: 'Show this step',
  },
};

const hints: Readonly<Partial<Record<EditedKind, Readonly<Record<string, string>>>>> = {
  quests: { target: 'In the unit that the quest counts; people who have begun it go on with the new goal.' },
  items: {
    total_stock: 'Empty: there is no limit.',
    available_until: 'The first day on which it is no longer sold.',
  },
  steps: { target_route: 'An address such as /focus. Empty: the step stays on the page that is open.' },
  lessons: { content_markdown: 'Markdown. A line with {{name}} shows the figure of that name.' },
};

const targets: Readonly<Record<TourTarget, string>> = {
  places: 'The places',
  capture: 'The capture button',
  search: 'The search',
  sync: 'The sync state',
  more: 'The menu “More”',
  today: 'The line of Today',
};

/** The words of stored values, by column. */
const options: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  difficulty: difficulties,
  rarity: { common: 'Common', uncommon: 'Uncommon', rare: 'Rare', epic: 'Epic', legendary: 'Legendary' },
  target_selector: Object.fromEntries(
    Object.entries(targets).map(([target, word]) => [targetSelector(target as TourTarget), word]),
  ),
  type: { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', once: 'Once' },
  kinds: {
    focus: 'Focus sessions',
    workout: 'Workouts',
    habit: 'Ticked habits',
    goal: 'Reached goals',
    milestone: 'Milestones',
    reading: 'Reading',
    book: 'Finished books',
    lesson: 'Passed lessons',
    drill: 'Drills',
    review: 'Reviewed cards',
    listening: 'Listening sessions',
    plan: 'Plans done',
    capture: 'Captures',
  },
  target_type: {
    count: 'How often',
    days: 'On how many days',
    streak: 'Days in a row',
    kinds: 'How many different ones',
    sum: 'How much in all',
    time_of_day: 'How often, at a time of day',
  },
  unit: { answers: 'Answered questions' },
  does: {
    streak_freeze: 'Freezes a streak',
    xp_boost: 'Boosts XP',
    reroll: 'Exchanges a quest',
    accent: 'An accent to wear',
    timer_face: 'A timer face to wear',
    frame: 'A profile frame to wear',
    focus_sound: 'A sound to focus to',
    treat: 'A treat outside the app',
  },
  answer_kind: {
    note: 'A note',
    grades: 'A grade from 1 to 5',
    comparison: 'A comparison from −3 to +3',
    marks: 'Marks on the track',
  },
};

/** `low_end` → `Low end`. */
const spelled = (value: string): string => value.slice(0, 1).toUpperCase() + value.slice(1).replaceAll('_', ' ');

export const contentWords = {
  title: 'Content',
  text: 'What the app ships, and what you change of it. Updates of the app do not overwrite your changes. This page needs the network.',
  kindLabel: 'Kind',
  /** Of the list; introductions have a page of their own. */
  kinds: { quests: 'Quests', items: 'Market', lessons: 'Lessons', prompts: 'Prompts' } satisfies Record<ListedKind, string>,
  kindOf: {
    quests: 'Quest',
    items: 'Market item',
    lessons: 'Lesson',
    prompts: 'Listening prompt',
    introductions: 'Introduction',
    steps: 'Step of an introduction',
  } satisfies Record<EditedKind, string>,
  search: 'Search titles',
  stateLabel: 'State',
  anyState: 'Any state',
  states: { edited: 'Changed here', added: 'Added here', newer: 'Newer text shipped', off: 'Not shown' },
  count: (count: number) => plural(count, 'entry', 'entries'),
  none: 'Nothing matches',
  noneText: 'Try another search or another state.',
  edited: 'Changed here',
  addedMark: 'Added here',
  newer: 'Newer text shipped',
  off: 'Not shown',
  field: (kind: EditedKind, column: string): string => fields[kind][column] ?? spelled(column),
  hint: (kind: EditedKind, column: string): string | undefined => hints[kind]?.[column],
  option: (column: string, value: string): string => options[column]?.[value] ?? spelled(value),
  /** Of the kinds of which rows are added. */
  add: { quests: 'New quest', items: 'New market item', prompts: 'New listening prompt' } as Readonly<
    Partial<Record<EditedKind, string>>
  >,
  addText: 'For everybody on this server. Updates of the app leave it as it is. It can be hidden later, but not deleted.',
  chosenHeading: 'What it is',
  chosenText: 'This cannot be changed later, because people will hold it.',
  addNow: 'Add',
  added: 'Added. Connected devices have it at once.',
  discardNew: 'Discard',
  heading: 'Text and values',
  previewHeading: 'Preview',
  previewText: 'As people see it.',
  noPreview: 'It appears once “What it is” has no problem.',
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
  addedAt: (when: string) => `Added here, last changed on ${when}. Updates of the app leave it as it is.`,
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
      added: 'added this',
      kept: 'kept this text although a newer one was shipped',
      put_back: `put an older text back: ${changed}`,
      shipped: changed === '' ? 'gave it back to the updates' : `took the shipped text: ${changed}`,
    })[action] ?? action,
  before: 'What was there before',
  putBack: 'Put back',
  putBackLabel: (when: string) => `Put back what was there before ${when}`,
  wasPutBack: 'The older text is back.',
  quiz: {
    heading: 'Quiz',
    question: (number: number) => `Question ${number}`,
    remove: (number: number) => `Remove question ${number}`,
    kinds: { single: 'One answer', multiple: 'Several answers', order: 'An order', number: 'A number' },
    add: 'Add a question',
    ask: 'Question',
    hear: (count: number) => `${plural(count, 'sound plays', 'sounds play')} with it. Sounds stay as they are shipped.`,
    right: (number: number) => `Answer ${number} is right`,
    choice: (number: number) => `Answer ${number}`,
    removeChoice: (number: number) => `Remove answer ${number}`,
    addChoice: 'Add an answer',
    why: 'Why it is right or wrong',
    whyOf: (number: number) => `Why answer ${number} is right or wrong`,
    items: 'Entries in their right order, one a line',
    answer: 'Right number',
    within: 'Tolerance',
    unit: 'Unit',
  },
  noOption: 'Nothing',
  noPage: 'The app has no page at this address.',
  empty: 'empty',
  yes: 'yes',
  no: 'no',
} as const;

/** For the test that every field has a name. */
export const namedFields = fields;
