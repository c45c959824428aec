// The arguments that commands of planning share.
import { z } from 'zod';
import { rowId } from '../../command/values.ts';
import { isWithinYears } from '../../day.ts';
import { EVENT_TYPES, LINK_KINDS, planningLimits } from '../rules/limits.ts';

export const text = (max: number) => z.string().trim().max(max);

const isPossible = (wall: string): boolean => isWithinYears(wall) && !Number.isNaN(Date.parse(`${wall.slice(0, 19)}Z`));

/** What the clock shows, 'YYYY-MM-DDTHH:MM:SS'. */
export const wall = z.iso
  .datetime({ local: true })
  .refine(isPossible, 'This time is out of range.')
  .transform((said) => (said.length === 16 ? `${said}:00` : said.slice(0, 19)));

/** Names an occurrence within its series: its local date by the rule, with the time where a day has several. */
export const occurrenceKey = z
  .string()
  .max(16)
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/)
  .refine((key) => !Number.isNaN(Date.parse(key.length === 10 ? `${key}T00:00Z` : `${key}Z`)), 'This is no date.');

export const link = z.object({ kind: z.enum(LINK_KINDS), id: rowId.nullable() });

export const reminders = z.array(z.int().min(0).max(planningLimits.reminderMinutes)).max(planningLimits.reminders);

export const eventFields = z.object({
  title: text(planningLimits.title).min(1),
  description: text(planningLimits.text).nullable(),
  location: text(planningLimits.location).nullable(),
  type: z.enum(EVENT_TYPES),
  color: text(20).nullable(),
  reminders,
  link: link.nullable(),
  /** For whole days only the dates count, and the end is the midnight after the last day. */
  start: wall,
  end: wall,
  allDay: z.boolean(),
  /** IANA. */
  zone: text(64).min(1),
  /** RRULE of RFC 5545. */
  rule: text(planningLimits.rule).nullable(),
});
export const someFields = eventFields.partial();
export type SomeFields = z.output<typeof someFields>;

export const SCOPES = ['this', 'following', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

const emptyToNull = (words: string | null | undefined): string | null | undefined => (words === '' ? null : words);

/** The columns of the fields that are given, without times and rule. */
export function contentColumns({ title, description, location, type, color, reminders: minutes, link: linked }: SomeFields) {
  const sorted = minutes && [...new Set(minutes)].toSorted((a, b) => a - b);
  return {
    title,
    description: emptyToNull(description),
    location: emptyToNull(location),
    event_type: type,
    color: emptyToNull(color),
    ...(sorted && { reminders: sorted, reminder_minutes: sorted[0] ?? null }),
    ...(linked !== undefined && {
      linked_kind: linked?.kind ?? null,
      linked_id: linked?.id ?? null,
    }),
  };
}
