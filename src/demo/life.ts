// The days of the demo person's year: working days, weekends, two holidays, a week of illness. All domains use the same days.
import { wallToInstant } from '#schema/wall-clock.ts';
import type { AnyCommand } from '#src/replica/api.ts';
import { Random } from './random.ts';

export type DemoCommand = AnyCommand & { at: Date };

/** Commands that belong together, in order: an act is made completely or not at all. */
export type Act = readonly DemoCommand[];

export interface DemoDay {
  /** 'YYYY-MM-DD' */
  day: string;
  kind: 'work' | 'weekend' | 'holiday' | 'ill';
  /** 1 is Monday. */
  weekday: number;
  /** Counted from the first day of the year. */
  week: number;
  /** The part of the year that has passed, 0 to 1. */
  progress: number;
}

export interface Life {
  days: readonly DemoDay[];
  random: Random;
  /** The instant at which the person's clock shows this many minutes after midnight (fewer than 1440) on that day. */
  at(day: string, minutes: number): Date;
}

/** One domain's part of the year. */
export type DemoDomain = (life: Life) => Iterable<Act>;

export interface DemoYear {
  seed: number;
  /** The last day, 'YYYY-MM-DD'. */
  endDay: string;
  /** No act ends after this instant. */
  until: Date;
  zone: string;
}

const DAYS = 365;
const DAY_MS = 24 * 3600 * 1000;

const dayAt = (endDay: string, before: number): string =>
  new Date(Date.parse(`${endDay}T00:00:00Z`) - before * DAY_MS).toISOString().slice(0, 10);

/** First day and length, in days from the start of the year. */
const HOLIDAYS = [
  [88, 9],
  [236, 16],
] as const;
const ILLNESS = [161, 7] as const;

const isWithin = (index: number, [first, length]: readonly [number, number]): boolean => index >= first && index < first + length;

export function daysUntil(endDay: string): DemoDay[] {
  return Array.from({ length: DAYS }, (_, index) => {
    const day = dayAt(endDay, DAYS - 1 - index);
    const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
    const usual = weekday > 5 ? 'weekend' : 'work';
    const kind = isWithin(index, ILLNESS) ? 'ill' : HOLIDAYS.some((span) => isWithin(index, span)) ? 'holiday' : usual;
    return { day, kind, weekday, week: Math.floor(index / 7), progress: index / (DAYS - 1) };
  });
}

/** The acts of all domains that end by `until`, in order of their start. */
export function actsOf({ seed, endDay, until, zone }: DemoYear, domains: Readonly<Record<string, DemoDomain>>): Act[] {
  const days = daysUntil(endDay);
  const at = (day: string, minutes: number): Date => {
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
    return wallToInstant(`${day}T${hour}:${minute}:00`, zone);
  };
  const acts = Object.entries(domains).flatMap(([name, domain]) => [...domain({ days, random: new Random(seed, name), at })]);
  const begunMs = (act: Act): number => act[0]?.at.getTime() ?? 0;
  return acts.filter((act) => act.every(({ at }) => at <= until)).toSorted((a, b) => begunMs(a) - begunMs(b));
}

/** The commands of all acts, in order of time. */
export const commandsOf = (year: DemoYear, domains: Readonly<Record<string, DemoDomain>>): DemoCommand[] =>
  actsOf(year, domains)
    .flat()
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
