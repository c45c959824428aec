// What the form of a habit holds, from a row and back to the arguments of its commands.
import type { UseFormReturnType } from '@mantine/form';
import type { Frequency } from '#schema/habits/rules/habit.ts';
import { readReminders, type ReminderTime } from '#schema/habits/rules/reminders.ts';
import type { HabitArgs } from '../commands.ts';
import type { HabitDetails } from '../queries.ts';
import { strings } from '../strings.ts';

export type LinkKind = keyof typeof strings.form.links;

export interface HabitValues extends Record<string, unknown> {
  name: string;
  question: string;
  description: string;
  kind: 'check' | 'measure';
  frequency: Frequency;
  targetCount: number | string;
  customDays: number[];
  intervalDays: number | string;
  targetValue: number | string;
  targetType: 'at_least' | 'at_most';
  unit: string;
  icon: string;
  color: string;
  group: string;
  times: ReminderTime[];
  link: LinkKind;
}

export type HabitFormFields = UseFormReturnType<HabitValues>;

const NEW_HABIT: HabitValues = {
  name: '',
  question: '',
  description: '',
  kind: 'check',
  frequency: 'daily',
  targetCount: 3,
  customDays: [],
  intervalDays: 2,
  targetValue: '',
  targetType: 'at_least',
  unit: '',
  icon: 'repeat',
  color: 'pine',
  group: '',
  times: [],
  link: 'none',
};

export function valuesOf(habit: HabitDetails | null): HabitValues {
  if (habit === null) return NEW_HABIT;
  const { name, kind, frequency } = habit;
  return {
    ...{ name, kind, frequency },
    question: habit.question ?? '',
    description: habit.description ?? '',
    targetCount: habit.target_count,
    customDays: habit.custom_days,
    intervalDays: habit.interval_days ?? 2,
    targetValue: habit.target_value ?? '',
    targetType: habit.target_type,
    unit: habit.unit ?? '',
    icon: habit.icon ?? 'repeat',
    color: habit.color ?? 'pine',
    group: habit.group_name ?? '',
    times: [...readReminders(habit.reminders).times],
    link: isLinkKind(habit.linked_kind) ? habit.linked_kind : 'none',
  };
}

const isLinkKind = (kind: string | null): kind is LinkKind => kind !== null && Object.hasOwn(strings.form.links, kind);

/** What a measured habit counts of the record that ticks it; how often, where nothing is measured. */
const MEASURES: Readonly<Partial<Record<LinkKind, string>>> = { focus: 'ms', workout: 'ms', reading: 'pages', lesson: 'ms' };

/** Reading is counted in pages, unless the unit is one of time. */
const measureOf = (link: LinkKind, unit: string): string | null =>
  link === 'reading' && /^(min|h)/i.test(unit.trim()) ? 'ms' : (MEASURES[link] ?? null);

const whole = (value: number | string, least: number): number => Math.max(least, Math.round(Number(value)) || least);

export function valuesToArgs(values: HabitValues, zone: string): HabitArgs {
  const { frequency, kind } = values;
  const isCounted = frequency === 'weekly' || frequency === 'monthly' || frequency === 'custom';
  const isSpaced = frequency === 'interval' || frequency === 'custom';
  return {
    name: values.name.trim(),
    question: values.question.trim() || null,
    description: values.description.trim() || null,
    kind,
    frequency,
    targetCount: isCounted && kind === 'check' ? whole(values.targetCount, 1) : 1,
    customDays: frequency === 'weekdays' ? values.customDays : [],
    intervalDays: isSpaced ? whole(values.intervalDays, 1) : null,
    targetValue: kind === 'measure' && values.targetValue !== '' ? Number(values.targetValue) : null,
    targetType: values.targetType,
    unit: kind === 'measure' ? values.unit.trim() || null : null,
    icon: values.icon,
    color: values.color,
    group: values.group.trim() || null,
    reminders: { zone, times: values.times.map(({ minute, weekdays }) => ({ minute, weekdays: [...weekdays] })) },
    link: values.link === 'none' ? null : { kind: values.link, id: null, measure: measureOf(values.link, values.unit) },
  };
}

export function faultsOf({
  name,
  frequency,
  customDays,
  targetCount,
  intervalDays,
}: HabitValues): Partial<Record<keyof HabitValues, string>> {
  const most = { weekly: 7, monthly: 31, custom: whole(intervalDays, 1) }[frequency as string] ?? Infinity;
  return {
    ...(name.trim() === '' && { name: strings.form.needName }),
    ...(frequency === 'weekdays' && customDays.length === 0 && { customDays: strings.form.needWeekday }),
    ...(whole(targetCount, 1) > most && { targetCount: strings.form.tooOften }),
  };
}
