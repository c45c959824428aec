// Every word of habits.
import { paceOf, type Frequency, type HabitRule } from '#schema/habits/rules/habit.ts';
import type { DayMark } from '#schema/habits/rules/days.ts';
import { formatMinuteOfDay, weekdayNames } from '#src/format/days.ts';
import { formatNumber, formatPercent } from '#src/format/numbers.ts';

const plural = (count: number, one: string, many = `${one}s`): string => `${formatNumber(count)} ${count === 1 ? one : many}`;
const shortWeekdays = (days: readonly number[]): string =>
  days.map((day) => weekdayNames(1)[day - 1]?.long.slice(0, 3) ?? '').join(', ');

const often = (count: number): string => (count === 1 ? 'Once' : count === 2 ? 'Twice' : `${count} times`);

function scheduleText(rule: HabitRule): string {
  const { times, within } = paceOf(rule);
  switch (rule.frequency) {
    case 'daily':
      return 'Every day';
    case 'weekdays':
      return rule.custom_days.length === 7 ? 'Every day' : shortWeekdays(rule.custom_days);
    case 'weekly':
      return `${often(times)} a week`;
    case 'monthly':
      return `${often(times)} a month`;
    case 'interval':
      return within === 1 ? 'Every day' : `Every ${within} days`;
    case 'custom':
      return `${often(times)} in ${within} days`;
  }
}

function targetText({ kind, target_value, target_type, unit }: HabitRule & { unit: string | null }): string | null {
  if (kind === 'check' || target_value === null) return null;
  const amount = [formatNumber(target_value), unit].filter(Boolean).join(' ');
  return target_type === 'at_least' ? `at least ${amount}` : `at most ${amount}`;
}

const marks: Readonly<Record<DayMark, string>> = {
  done: 'Done',
  auto: 'Covered by the schedule',
  skipped: 'Skipped',
  off: 'Day off',
  missed: 'Not done',
  partial: 'Partly done',
  open: 'No entry',
};

export const strings = {
  title: 'Habits',
  description: 'What you want to do regularly.',
  add: 'Add a habit',
  more: 'More actions',
  cancel: 'Cancel',
  undo: 'Undo',
  tryAgain: 'Reload the page and try again.',
  edit: 'Edit',
  emptyTitle: 'No habits yet',
  emptyText: 'Start with one that is small enough for a bad day. Tick it here or on Today.',
  allArchived: 'All your habits are archived',
  nothingToday: 'Nothing is due today.',
  allDone: 'All done for today',
  doneOf: (done: number, all: number) => `${done} of ${all} done today`,
  due: 'Today',
  later: 'Not due today',
  archived: 'Archived',
  reorder: 'Change the order',
  reorderDone: 'Done',
  order: 'Order of your habits',
  openAll: 'All habits',
  score: 'Strength',
  scoreText: (percent: number) => `Strength ${formatPercent(percent)}`,
  streak: (days: number) => plural(days, 'day'),
  streakText: (days: number) => `Streak: ${plural(days, 'day')}`,
  thisWeek: (done: number, wanted: number) => `${done} of ${wanted} this week`,
  tick: (name: string) => `Tick “${name}”`,
  untick: (name: string) => `Untick “${name}”`,
  addTo: (name: string, step: string) => `Add ${step} to “${name}”`,
  dayOf: (name: string, day: string) => `${name}, ${day}`,
  openDay: (name: string) => `Value, note or skip for “${name}”`,
  schedule: scheduleText,
  target: targetText,
  value: (value: number, unit: string | null) => [formatNumber(value), unit].filter(Boolean).join(' '),
  valueOf: (value: number, target: number | null) =>
    target === null ? formatNumber(value) : `${formatNumber(value)} / ${formatNumber(target)}`,
  marks,
  paused: 'Paused',
  pausedUntil: (day: string | null) => (day === null ? 'Paused' : `Paused until ${day}`),
  saved: {
    skipped: 'Skipped for the day',
    cleared: 'Entry removed',
    added: (value: string) => `Now at ${value}`,
    archived: 'Habit archived',
    restored: 'Habit is active again',
    deleted: 'Habit deleted',
    pauseEnded: 'Pause ended',
    snoozed: 'You will be reminded again',
  },
  day: {
    mark: 'This day',
    options: { done: 'Done', skipped: 'Skipped', missed: 'Not done', none: 'No entry' },
    value: 'Value',
    note: 'Note',
    reason: 'Reason',
    notePlaceholder: 'Optional',
    reasonPlaceholder: 'Ill, travelling, resting …',
    skippedHint: 'A skipped day does not count against you: streak and strength stay as they are.',
    linked: 'Ticked by another record. It follows that record until you change it here.',
  },
  form: {
    addTitle: 'Add a habit',
    editTitle: 'Edit habit',
    name: 'Name',
    needName: 'Give the habit a name.',
    question: 'Reminder question',
    questionPlaceholder: 'Did you stretch today?',
    kind: 'What to record',
    kinds: { check: 'Yes or no', measure: 'A number' },
    frequency: 'How often',
    frequencies: {
      daily: 'Every day',
      weekdays: 'On certain weekdays',
      weekly: 'Several times a week',
      monthly: 'Several times a month',
      interval: 'Every few days',
      custom: 'Several times in a period',
    } satisfies Record<Frequency, string>,
    times: 'Times',
    days: 'Days',
    weekdays: 'Weekdays',
    needWeekday: 'Choose at least one weekday.',
    tooOften: 'A habit can be done at most once a day.',
    target: 'Target',
    targetType: 'Direction',
    targetTypes: { at_least: 'At least', at_most: 'At most' },
    unit: 'Unit',
    unitPlaceholder: 'pages, km, glasses',
    look: 'Appearance',
    icon: 'Icon',
    color: 'Colour',
    group: 'Group',
    groupPlaceholder: 'Morning, Health …',
    description: 'Notes',
    reminders: 'Reminders',
    addReminder: 'Add a reminder',
    removeReminder: (at: string) => `Remove the reminder at ${at}`,
    reminderTime: 'Time',
    reminderDays: 'On',
    reminderHint: 'Turn on notifications in the settings to be reminded while Cadence is closed.',
    link: 'Ticked by',
    linkHint: 'Doing this ticks the habit automatically. A focus session started for the habit always does.',
    links: {
      none: 'Only you',
      focus: 'Any focus session',
      workout: 'Any workout',
      reading: 'Reading in any book',
      lesson: 'Any lesson',
      drill: 'Any drill',
      listening: 'Any listening exercise',
    },
  },
  page: {
    missingTitle: 'Habit not found',
    missingText: 'It may have been deleted on another device.',
    back: 'Habits',
    calendar: 'Calendar',
    calendarText: 'Tap a day to change it.',
    calendarSummary: (name: string, done: number) => `${name}: ${plural(done, 'day')} done this year`,
    calendarColumns: ['Day', 'Entry'] as const,
    year: 'Year',
    lastYear: 'Last 12 months',
    scoreTitle: 'Strength over time',
    scoreHint:
      'Rises with each day you keep the habit and falls slowly with each day you miss. For a daily habit, half of it comes from the last two weeks.',
    scoreSummary: (percent: number) => `Strength is currently ${formatPercent(percent)}`,
    scoreColumns: ['Day', 'Strength'] as const,
    streaks: 'Streaks',
    current: 'Current streak',
    best: 'Best streak',
    total: 'Days done',
    noStreaks: 'A streak starts with the first day you tick.',
    streakSpan: (from: string, to: string) => `${from} – ${to}`,
    byWeekday: 'By weekday',
    byWeekdaySummary: (best: string) => `Kept most often on ${best}`,
    byWeekdayColumns: ['Weekday', 'Share of days kept'] as const,
    byMonth: 'By month',
    byMonthSummary: (total: string) => `${total} in the last twelve months`,
    byMonthColumns: (unit: string) => ['Month', unit] as const,
    daysUnit: 'Days',
    notes: 'Notes',
    noNotes: 'Your notes and your reasons for skipping a day appear here.',
    editNote: (day: string) => `Edit ${day}`,
    showAllNotes: 'Show all notes',
    archive: 'Archive',
    restore: 'Unarchive',
    remove: 'Delete',
    removeTitle: 'Delete this habit?',
    removeText: 'Its whole history will be deleted too. Archive it to keep the history and take the habit off your lists.',
    keep: 'Keep it',
    pause: 'Pause',
    today: 'Today',
    reminderAt: (minute: number, days: readonly number[]) =>
      days.length === 7 ? formatMinuteOfDay(minute) : `${formatMinuteOfDay(minute)} on ${shortWeekdays(days)}`,
  },
  pause: {
    title: 'Pause',
    titleAll: 'Pause all habits',
    of: 'Habits',
    scopes: { all: 'All habits', one: 'Only this one' },
    from: 'From',
    to: 'Until',
    toHint: 'Leave empty if you do not know yet.',
    reason: 'Reason',
    reasonPlaceholder: 'Holiday, illness …',
    text: 'Paused days affect neither streak nor strength.',
    end: 'End the pause',
    endsBefore: 'The pause ends before it starts.',
    current: (reason: string | null) => (reason === null ? 'Your habits are paused' : `Your habits are paused: ${reason}`),
    needDay: 'Choose a start date.',
    list: 'Pauses',
    remove: (from: string) => `Delete the pause from ${from}`,
  },
  reminder: { done: 'Done', snooze: 'In 15 minutes', fallback: 'Not done yet today.' },
  importPage: {
    title: 'Import and export habits',
    link: 'Import and export',
    exportTitle: 'Export',
    exportText: 'All habits, days and pauses as a ZIP archive of tables. You can import it here again.',
    exportButton: 'Export habits',
    exportFailed: 'The habits could not be exported',
    description:
      'From Loop (ZIP, CSV or a full backup), HabitBull (CSV), Tickmate (backup) or Cadence (ZIP). The file stays on this device.',
    choose: 'Choose a file',
    chooseText: 'You can review everything before it is added. Importing the same file again creates no duplicates.',
    running: 'Importing',
    undoing: 'Removing',
    progress: (done: number, total: number) => `${done} of ${total}`,
    found: (habits: number, days: number) => `${plural(habits, 'habit')} and ${plural(days, 'day')}`,
    foundText: 'Days that you have marked here stay as they are.',
    take: (name: string) => `Import ${name}`,
    becomesNew: 'a new habit',
    becomesKnown: (name: string) => `added to ${name}`,
    spanned: (days: number, from: string, to: string) => `${plural(days, 'day')}, ${from} to ${to}`,
    noDays: 'no days',
    nothingFresh: 'already here',
    showAll: 'Show all habits',
    nothing: 'This file contains no habits.',
    nothingNew: 'Everything in this file is already here.',
    noneChosen: 'Choose at least one habit',
    run: (count: number) => `Import ${plural(count, 'habit')}`,
    done: (count: number) => `${plural(count, 'habit')} imported`,
    cancelled: (count: number) =>
      `Stopped after ${plural(count, 'habit')}. What was added stays; import the file again for the rest.`,
    refused: (count: number) => `${plural(count, 'part was', 'parts were')} refused`,
    undo: 'Remove what was imported',
    undoTitle: 'Remove what was imported?',
    undoText: (count: number) =>
      `The imported days of ${plural(count, 'habit')} will be deleted, and the habits that have no other days. You can import the file again.`,
    undone: (count: number) => `Imported days removed from ${plural(count, 'habit')}`,
    importedBefore: (count: number) => `${plural(count, 'habit has', 'habits have')} imported days`,
    importedBeforeText: 'If they came from the wrong file, remove them and import again.',
    toHabits: 'See your habits',
  },
} as const;
