// Every word of goals.
import type { Forecast, GoalMetric, GoalStatus, Priority } from '#schema/goals/rules.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { formatDecimal, formatNumber, formatPercent } from '#src/format/numbers.ts';

const amount = (value: number, unit: string | null): string =>
  [Number.isInteger(value) ? formatNumber(value) : formatDecimal(value), unit].filter(Boolean).join(' ');

function forecastText(forecast: Forecast, unit: string | null): string | null {
  switch (forecast.kind) {
    case 'unknown':
      return null;
    case 'reached':
      return 'Target reached';
    case 'never':
      return 'At the current pace you will not reach the target';
    case 'on': {
      const { day, earliest, latest, perWeek } = forecast;
      const pace = `${amount(perWeek, unit)} a week`;
      if (latest === null) return `${pace}: around ${formatDayWithYear(day)}, or later`;
      if (earliest === latest) return `${pace}: on ${formatDayWithYear(day)}`;
      return `${pace}: around ${formatDayWithYear(day)}, between ${formatDayWithYear(earliest)} and ${formatDayWithYear(latest)}`;
    }
  }
}

export const strings = {
  title: 'Goals',
  description: 'What you want to reach, and how far along you are.',
  add: 'Add a goal',
  edit: 'Edit',
  more: 'More actions',
  back: 'Goals',
  undo: 'Undo',
  emptyTitle: 'No goals yet',
  emptyText:
    'A goal has an end: a number to reach, milestones to complete, or hours, workouts and pages that are counted for you.',
  reorder: 'Change the order',
  reorderDone: 'Done',
  order: 'Order of your goals',
  open: 'Open',
  closed: 'Closed',
  missingTitle: 'Goal not found',
  missingText: 'It may have been deleted on another device.',
  percent: (share: number) => formatPercent(Math.floor(share * 100)),
  amount,
  ofTarget: (value: number, target: number, unit: string | null) => `${amount(value, null)} of ${amount(target, unit)}`,
  milestonesOf: (done: number, all: number) => `${done} of ${all} ${all === 1 ? 'milestone' : 'milestones'}`,
  until: (day: string) => `until ${formatDayWithYear(day)}`,
  forecast: forecastText,
  needed: (perWeek: number, unit: string | null) => `${amount(perWeek, unit)} a week needed to get there in time`,
  noForecast: 'The forecast appears after the first week.',
  statuses: {
    not_started: 'Not started',
    active: 'Active',
    paused: 'Paused',
    completed: 'Completed',
    abandoned: 'Given up',
    archived: 'Archived',
  } satisfies Record<GoalStatus, string>,
  actions: {
    not_started: 'Not started',
    active: 'Resume',
    paused: 'Pause',
    completed: 'Complete',
    abandoned: 'Give up',
    archived: 'Archive',
  } satisfies Record<GoalStatus, string>,
  priorities: { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' } satisfies Record<Priority, string>,
  metrics: {
    focus_hours: 'Hours of focus',
    focus_sessions: 'Focus sessions',
    workouts: 'Workouts',
    tonnage: 'Tonnes lifted',
    pages: 'Pages read',
    habit_days: 'Habit days',
    xp: 'XP',
    books: 'Books finished',
  } satisfies Record<GoalMetric, string>,
  form: {
    addTitle: 'Add a goal',
    editTitle: 'Edit goal',
    name: 'Title',
    needName: 'Give the goal a title.',
    progressBy: 'Progress',
    ways: { hand: 'Manual', milestones: 'Milestones', linked: 'Automatic' },
    metric: 'What to count',
    habit: 'Habit',
    allHabits: 'All habits',
    start: 'Start value',
    target: 'Target',
    needOther: 'The target must differ from the start value.',
    unit: 'Unit',
    startDay: 'Start date',
    targetDate: 'Target date',
    priority: 'Priority',
    category: 'Category',
    text: 'Notes',
    needDay: 'Choose a start date.',
  },
  page: {
    progress: 'Progress',
    curve: 'Over time',
    noCurve: 'Not enough values in this period.',
    curveColumns: (unit: string | null) => ['Day', unit ?? 'Value'] as const,
    curveSummary: (value: string) => `The current value is ${value}`,
    enter: 'Enter a value',
    entries: 'Entries',
    noEntries: 'Enter the value whenever it changes. The chart and the forecast are based on your entries.',
    entryValue: 'Value',
    entryDay: 'Day',
    entryNote: 'Note',
    needValue: 'Enter a number.',
    deleteEntry: (day: string) => `Delete the entry for ${day}`,
    entryDeleted: 'Entry deleted',
    milestones: 'Milestones',
    noMilestones: 'Break the goal into steps.',
    newMilestone: 'New milestone',
    addMilestone: 'Add',
    deleteMilestone: (title: string) => `Delete “${title}”`,
    milestoneDeleted: 'Milestone deleted',
    remove: 'Delete',
    removeTitle: 'Delete this goal?',
    removeText: 'Its entries and milestones will be deleted too.',
    keep: 'Keep it',
    reachedTitle: 'Target reached',
    reachedText: 'Complete the goal to close it.',
    statusChanged: (status: string) => `Goal: ${status.toLowerCase()}`,
  },
  moment: {
    title: 'Goal completed',
    text: (title: string) => `You completed “${title}”.`,
    took: (days: number) => (days === 1 ? 'It took one day.' : `It took ${formatNumber(days)} days.`),
    close: 'Close',
  },
} as const;
