// The limits of planning, shared by forms and commands.
export const planningLimits = {
  title: 300,
  text: 20_000,
  location: 500,
  rule: 400,
  reminders: 5,
  /** Eight weeks. */
  reminderMinutes: 8 * 7 * 24 * 60,
  /** Occurrences outside the rule, and excluded ones, of one series. */
  dates: 2_000,
  /** Occurrences of a series that ends after a number. */
  count: 5_000,
  /** Rows that one command puts back, moves or imports. */
  rows: 300,
  planItems: 100,
  templateItems: 200,
  /** A year. */
  eventDays: 366,
} as const;

export const EVENT_TYPES = [
  'event',
  'focus',
  'workout',
  'habit',
  'goal',
  'quest',
  'task',
  'learn',
  'listening',
  'reading',
  'meeting',
  'deadline',
  'reminder',
  'other',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What an event can be linked to. */
export const LINK_KINDS = ['workout', 'habit', 'goal', 'quest', 'book', 'lesson', 'focus'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];
