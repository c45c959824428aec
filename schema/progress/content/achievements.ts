// The shipped achievements. Keys never change, because the rows of people refer to them. Achievements pay nothing: they are
// marks of what was done, and paying them would make the same deed worth more to whoever does it late.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import { goalOf, type AchievementRule } from '../rules/achievements.ts';
import type { OccurrenceKind } from '../rules/rates.ts';

export interface Achievement {
  key: string;
  name: string;
  description: string;
  category: string;
  rule: AchievementRule;
  isHidden: boolean;
}

const HOUR_MS = 3_600_000;
const KG = 1_000;

type Names = readonly (readonly [goal: number, name: string])[];
type Told = (goal: string) => string;

const count = (goal: number): string => goal.toLocaleString('en-US');

const tiers = (
  prefix: string,
  category: string,
  told: Told,
  names: Names,
  rule: (goal: number) => AchievementRule,
): Achievement[] =>
  names.map(([goal, name]) => ({
    key: `${prefix}-${goal}`,
    name,
    description: told(count(goal)),
    category,
    rule: rule(goal),
    isHidden: false,
  }));

const counted = (kind: OccurrenceKind, category: string, told: Told, names: Names): Achievement[] =>
  tiers(`${kind}-count`, category, told, names, (goal) => ({ type: 'count', kind, goal }));
const streaks = (kind: OccurrenceKind, category: string, told: Told, names: Names): Achievement[] =>
  tiers(`${kind}-streak`, category, told, names, (goal) => ({ type: 'streak', kind, goal }));

const firstOf = (kind: OccurrenceKind, category: string, name: string, description: string): Achievement => ({
  key: `${kind}-first`,
  name,
  description,
  category,
  rule: { type: 'first', kind },
  isHidden: false,
});

const hidden = (key: string, category: string, name: string, description: string, rule: AchievementRule): Achievement => ({
  key,
  name,
  description,
  category,
  rule,
  isHidden: true,
});

const FOCUS: Achievement[] = [
  firstOf('focus', 'Focus', 'First session', 'Finish a focus session.'),
  ...counted('focus', 'Focus', (n) => `Finish ${n} focus sessions.`, [
    [10, 'Getting settled'],
    [50, 'Regular'],
    [100, 'Hundred sessions'],
    [250, 'At the desk'],
    [500, 'Five hundred'],
    [1_000, 'Thousand sessions'],
    [2_500, 'Life’s work'],
  ]),
  ...tiers(
    'focus-hours',
    'Focus',
    (n) => `Focus for ${n} hours in total.`,
    [
      [5, 'Five hours'],
      [25, 'A long weekend'],
      [50, 'A working week and more'],
      [100, 'Hundred hours'],
      [250, 'Deep roots'],
      [500, 'Five hundred hours'],
      [1_000, 'Thousand hours'],
    ],
    (goal) => ({ type: 'volume', kind: 'focus', measure: 'ms', per: HOUR_MS, goal }),
  ),
  ...tiers(
    'focus-planned',
    'Focus',
    (n) => `Spend ${n} hours in sessions that ran to their planned end.`,
    [
      [10, 'As planned'],
      [100, 'Word kept'],
      [300, 'Clockwork'],
    ],
    (goal) => ({ type: 'volume', kind: 'focus', measure: 'planned_ms', per: HOUR_MS, goal }),
  ),
  ...streaks('focus', 'Focus', (n) => `Focus on ${n} days in a row.`, [
    [3, 'Three days'],
    [7, 'A full week'],
    [14, 'Two weeks'],
    [30, 'A month of focus'],
    [60, 'Two months'],
    [100, 'Hundred days'],
    [365, 'A year of focus'],
  ]),
];

const TRAINING: Achievement[] = [
  firstOf('workout', 'Training', 'First workout', 'Finish a workout.'),
  ...counted('workout', 'Training', (n) => `Finish ${n} workouts.`, [
    [10, 'Warmed up'],
    [25, 'Habitual lifter'],
    [50, 'Fifty workouts'],
    [100, 'Hundred workouts'],
    [200, 'Two hundred'],
    [365, 'A year’s worth'],
    [500, 'Veteran'],
    [1_000, 'Iron will'],
  ]),
  ...tiers(
    'workout-sets',
    'Training',
    (n) => `Log ${n} working sets.`,
    [
      [100, 'Hundred sets'],
      [500, 'Five hundred sets'],
      [1_000, 'Thousand sets'],
      [2_500, 'Set after set'],
      [5_000, 'Five thousand sets'],
      [10_000, 'Ten thousand sets'],
    ],
    (goal) => ({ type: 'volume', kind: 'workout', measure: 'working_sets', per: 1, goal }),
  ),
  ...tiers(
    'workout-tonnes',
    'Training',
    (n) => `Lift ${n} tonnes in total.`,
    [
      [10, 'Lorry'],
      [50, 'Humpback whale'],
      [100, 'Locomotive'],
      [250, 'Two blue whales'],
      [500, 'Jumbo jet and more'],
      [1_000, 'Thousand tonnes'],
    ],
    (goal) => ({ type: 'volume', kind: 'workout', measure: 'volume_g', per: 1_000 * KG, goal }),
  ),
  ...tiers(
    'workout-hours',
    'Training',
    (n) => `Train for ${n} hours in total.`,
    [
      [10, 'Ten hours'],
      [50, 'Fifty hours'],
      [200, 'Two hundred hours'],
    ],
    (goal) => ({ type: 'volume', kind: 'workout', measure: 'ms', per: HOUR_MS, goal }),
  ),
];

const HABITS: Achievement[] = [
  firstOf('habit', 'Habits', 'First tick', 'Tick a habit.'),
  ...counted('habit', 'Habits', (n) => `Tick habits ${n} times.`, [
    [25, 'Small steps'],
    [100, 'Hundred ticks'],
    [250, 'On the calendar'],
    [500, 'Second nature'],
    [1_000, 'Thousand ticks'],
    [2_500, 'Part of you'],
  ]),
  ...streaks('habit', 'Habits', (n) => `Tick a habit on ${n} days in a row.`, [
    [3, 'Three in a row'],
    [7, 'Week without a gap'],
    [30, 'Month without a gap'],
    [100, 'Hundred days without a gap'],
    [365, 'Year without a gap'],
  ]),
];

const AIMS: Achievement[] = [
  firstOf('goal', 'Goals and quests', 'Goal reached', 'Reach a goal.'),
  ...counted('goal', 'Goals and quests', (n) => `Reach ${n} goals.`, [
    [3, 'Three goals'],
    [10, 'Ten goals'],
    [25, 'Goal-getter'],
  ]),
  firstOf('milestone', 'Goals and quests', 'On the way', 'Reach a milestone.'),
  ...counted('milestone', 'Goals and quests', (n) => `Reach ${n} milestones.`, [
    [10, 'Ten milestones'],
    [25, 'Well marked road'],
    [50, 'Long road'],
  ]),
  firstOf('quest', 'Goals and quests', 'Quest done', 'Claim a quest.'),
  ...counted('quest', 'Goals and quests', (n) => `Claim ${n} quests.`, [
    [10, 'Adventurer'],
    [25, 'Quester'],
    [50, 'Fifty quests'],
    [100, 'Hundred quests'],
    [250, 'Legend'],
  ]),
];

const LEARNING: Achievement[] = [
  firstOf('lesson', 'Learning', 'First lesson', 'Finish a lesson.'),
  ...counted('lesson', 'Learning', (n) => `Finish ${n} lessons.`, [
    [5, 'Curious'],
    [15, 'Student'],
    [30, 'Well read'],
    [60, 'Scholar'],
  ]),
  firstOf('review', 'Learning', 'Second look', 'Review a card.'),
  ...counted('review', 'Learning', (n) => `Review ${n} cards.`, [
    [50, 'Refreshed'],
    [250, 'Good memory'],
    [1_000, 'It stays'],
  ]),
];

const READING: Achievement[] = [
  firstOf('book', 'Reading', 'First book', 'Finish a book.'),
  ...counted('book', 'Reading', (n) => `Finish ${n} books.`, [
    [5, 'Five books'],
    [10, 'Small shelf'],
    [25, 'Whole shelf'],
    [50, 'Bookcase'],
    [100, 'Library'],
  ]),
  ...tiers(
    'reading-pages',
    'Reading',
    (n) => `Read ${n} pages.`,
    [
      [100, 'Hundred pages'],
      [1_000, 'Thousand pages'],
      [5_000, 'Page-turner'],
      [10_000, 'Ten thousand pages'],
      [25_000, 'Paper mountain'],
    ],
    (goal) => ({ type: 'volume', kind: 'reading', measure: 'pages', per: 1, goal }),
  ),
  ...streaks('reading', 'Reading', (n) => `Read on ${n} days in a row.`, [
    [7, 'A week of reading'],
    [30, 'A month of reading'],
    [100, 'Hundred days of reading'],
  ]),
];

const LEVELS: Achievement[] = tiers(
  'level',
  'Levels',
  (n) => `Reach level ${n}.`,
  [
    [5, 'Level 5'],
    [10, 'Level 10'],
    [15, 'Level 15'],
    [20, 'Level 20'],
    [25, 'Level 25'],
    [30, 'Level 30'],
    [40, 'Level 40'],
    [50, 'Halfway up'],
    [75, 'Level 75'],
    [100, 'The last level'],
  ],
  (goal) => ({ type: 'level', goal }),
);

const FIRSTS = ['focus-first', 'workout-first', 'habit-first'] as const;

const HIDDEN: Achievement[] = [
  hidden('focus-dawn', 'Focus', 'Before the world wakes', 'End 5 focus sessions between 4 and 7 in the morning.', {
    type: 'time_of_day',
    kind: 'focus',
    from: 4,
    to: 7,
    goal: 5,
  }),
  hidden('focus-night', 'Focus', 'Night owl', 'End 5 focus sessions between 11 at night and 3 in the morning.', {
    type: 'time_of_day',
    kind: 'focus',
    from: 23,
    to: 3,
    goal: 5,
  }),
  hidden('focus-lunch', 'Focus', 'Quiet office', 'End 20 focus sessions between 12 and 1 in the afternoon.', {
    type: 'time_of_day',
    kind: 'focus',
    from: 12,
    to: 13,
    goal: 20,
  }),
  hidden('workout-dawn', 'Training', 'Sunrise set', 'End 10 workouts between 4 and 8 in the morning.', {
    type: 'time_of_day',
    kind: 'workout',
    from: 4,
    to: 8,
    goal: 10,
  }),
  hidden('workout-night', 'Training', 'Last one at the rack', 'End 10 workouts between 9 in the evening and midnight.', {
    type: 'time_of_day',
    kind: 'workout',
    from: 21,
    to: 0,
    goal: 10,
  }),
  hidden('set-all-round', 'Collection', 'All-rounder', 'Earn the first achievements of focus, training and habits.', {
    type: 'set',
    of: FIRSTS,
  }),
  hidden('set-everything', 'Collection', 'A bit of everything', 'Do each kind of thing once.', {
    type: 'set',
    of: [...FIRSTS, 'goal-first', 'quest-first', 'lesson-first'],
  }),
  hidden('set-clock', 'Collection', 'Around the clock', 'Find three of the achievements of the hours of the day.', {
    type: 'set',
    of: ['focus-dawn', 'focus-night', 'focus-lunch'],
  }),
];

const COLLECTION: Achievement[] = tiers(
  'set',
  'Collection',
  (n) => `Earn ${n} other achievements.`,
  [
    [5, 'Collector'],
    [15, 'Shelf'],
    [30, 'Cabinet'],
    [50, 'Gallery'],
    [75, 'Museum'],
  ],
  (goal) => ({ type: 'set', goal }),
);

/** In the order in which they are decided: sets last, because they count the others. */
export const ACHIEVEMENTS: readonly Achievement[] = [
  ...FOCUS,
  ...TRAINING,
  ...HABITS,
  ...AIMS,
  ...LEARNING,
  ...READING,
  ...LEVELS,
  ...HIDDEN,
  ...COLLECTION,
];

export const achievementContent = contentSet({
  table: 'achievement_definitions',
  rows: ACHIEVEMENTS.map(({ key, name, description, category, rule, isHidden }, at) => ({
    id: contentId('achievement_definitions', key),
    key,
    name,
    description,
    category,
    trigger_type: rule.type,
    trigger_config: { ...rule, goal: goalOf(rule) },
    is_hidden: isHidden,
    sort_order: at,
  })),
  shipped: { is_hidden: false },
  // Who has it keeps it; nobody else sees it.
  retired: { is_hidden: true },
  stamps: ['created_at'],
});
