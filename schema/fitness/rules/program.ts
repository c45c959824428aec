// Programs: the definition of a shipped one, and which of its workouts comes next. A program is a queue: a workout that was missed
// is still the next one, so nobody loses a workout by a cold.
import * as z from 'zod/mini';
import { addDays, weekdayOf } from '../../day.ts';

const exercise = z.object({
  /** Key of the shipped exercise. */
  exercise: z.string(),
  plan: z.array(z.unknown()),
  progression: z._default(z.unknown(), {}),
  track: z._default(z.nullable(z.string()), null),
  restSeconds: z._default(z.nullable(z.number()), null),
  superset: z._default(z.nullable(z.string()), null),
  note: z._default(z.nullable(z.string()), null),
});

const definition = z.object({
  workouts: z.array(z.object({ key: z.string(), name: z.string(), exercises: z.array(exercise) })),
  weeks: z.array(
    z.object({
      name: z._default(z.nullable(z.string()), null),
      isDeload: z._default(z.boolean(), false),
      notes: z._default(z.nullable(z.string()), null),
      intensity: z._default(z.number(), 1),
      /** Keys of workouts, in order. */
      days: z.array(z.string()),
    }),
  ),
});
export type ProgramDefinition = z.infer<typeof definition>;

export const readDefinition = (value: unknown): ProgramDefinition | null => definition.safeParse(value).data ?? null;

export interface ProgramDay {
  id: string;
  week: number;
  order: number;
  /** ISO; null for any day. */
  weekday: number | null;
  isSkipped: boolean;
  /** The person's day of the finished session; null while it was not done in this run. */
  doneOn: string | null;
}

export interface NextWorkout {
  day: ProgramDay;
  /** The first day it is meant for; before today when it is overdue. */
  dueOn: string;
  isDue: boolean;
}

const isOpen = ({ isSkipped, doneOn }: ProgramDay): boolean => !isSkipped && doneOn === null;

/** The first open workout in order of weeks and days; null when the program is done. */
export function nextWorkout(days: readonly ProgramDay[], startedOn: string, today: string): NextWorkout | null {
  const day = days.toSorted((a, b) => a.week - b.week || a.order - b.order).find(isOpen);
  if (!day) return null;
  const done = days.flatMap(({ doneOn }) => doneOn ?? []);
  const last = done.reduce<string | null>((latest, one) => (latest === null || one > latest ? one : latest), null);
  const earliest = last === null ? startedOn : addDays(last, 1);
  const dueOn = day.weekday === null ? earliest : onWeekday(earliest, day.weekday);
  return { day, dueOn, isDue: dueOn <= today };
}

const onWeekday = (from: string, weekday: number): string => addDays(from, (weekday - weekdayOf(from) + 7) % 7);

export interface WeekProgress {
  week: number;
  done: number;
  skipped: number;
  total: number;
}

export function progressByWeek(days: readonly ProgramDay[]): WeekProgress[] {
  const weeks = [...new Set(days.map(({ week }) => week))].sort((a, b) => a - b);
  return weeks.map((week) => {
    const own = days.filter((day) => day.week === week);
    return {
      week,
      done: own.filter(({ doneOn }) => doneOn !== null).length,
      skipped: own.filter(({ doneOn, isSkipped }) => doneOn === null && isSkipped).length,
      total: own.length,
    };
  });
}
