// The arguments that commands about habits share.
import { z } from 'zod';
import { jsonb } from '../../command/kit.ts';
import { FREQUENCIES, habitLimits } from '../rules/habit.ts';

const text = (max: number) => z.string().trim().max(max);

const reminders = z.object({
  zone: text(64),
  times: z
    .array(
      z.object({
        minute: z
          .int()
          .min(0)
          .max(24 * 60 - 1),
        weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
      }),
    )
    .max(habitLimits.reminders),
});

/** What ticks the habit elsewhere: occurrences of a kind, of one record or of any, by a measure of theirs where the habit is measured. */
const link = z.object({ kind: text(40).min(1), id: text(80).nullable(), measure: text(40).nullable() });

export const value = z.number().min(0).max(habitLimits.value);

export const habitFields = z.object({
  name: text(habitLimits.name).min(1),
  description: text(habitLimits.text).nullable(),
  /** What a reminder asks. */
  question: text(habitLimits.text).nullable(),
  kind: z.enum(['check', 'measure']),
  frequency: z.enum(FREQUENCIES),
  targetCount: z.int().min(1).max(100),
  customDays: z.array(z.int().min(1).max(7)).max(7),
  intervalDays: z.int().min(1).max(habitLimits.intervalDays).nullable(),
  targetValue: value.nullable(),
  targetType: z.enum(['at_least', 'at_most']),
  unit: text(habitLimits.unit).nullable(),
  icon: text(40).nullable(),
  color: text(20).nullable(),
  group: text(habitLimits.group).nullable(),
  reminders,
  link: link.nullable(),
});

const someFields = habitFields.partial();
type GivenFields = z.output<typeof someFields>;

/** A new habit: whatever is left out is as in a habit that is ticked every day. */
export const newHabitFields = habitFields.partial().required({ name: true });

const emptyToNull = (words: string | null | undefined): string | null | undefined => (words === '' ? null : words);

/** The columns of the fields that are given. */
export function fieldsToColumns({ link: linked, group, reminders: times, ...fields }: GivenFields) {
  return {
    name: fields.name,
    description: emptyToNull(fields.description),
    question: emptyToNull(fields.question),
    kind: fields.kind,
    frequency: fields.frequency,
    target_count: fields.targetCount,
    custom_days: fields.customDays && [...new Set(fields.customDays)].toSorted((a, b) => a - b),
    interval_days: fields.intervalDays,
    target_value: fields.targetValue,
    target_type: fields.targetType,
    unit: emptyToNull(fields.unit),
    icon: fields.icon,
    color: fields.color,
    group_name: emptyToNull(group),
    reminders: times && jsonb(times),
    ...(linked !== undefined && {
      linked_kind: linked?.kind ?? null,
      linked_id: linked?.id ?? null,
      linked_measure: linked?.measure ?? null,
    }),
  };
}
