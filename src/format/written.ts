// How numbers and times of day are written: as the device's language does, or as the person chose. The settings set it before anything
// is shown; formatters read it at each call, so what is rendered after a change is written in the new way.
import type { Settings } from '#schema/settings/rules.ts';

export type Written = Pick<Settings, 'numberFormat' | 'hourClock'>;

/** Languages that write numbers this way. Only their marks are used: texts and dates stay in the device's language. */
const LANGUAGE: Readonly<Record<Settings['numberFormat'], string | undefined>> = {
  auto: undefined,
  point: 'en-US',
  comma: 'de-DE',
  space: 'fr-FR',
  apostrophe: 'de-CH',
};

let written: Written = { numberFormat: 'auto', hourClock: 'auto' };

export function writeAs({ numberFormat, hourClock }: Written): void {
  written = { numberFormat, hourClock };
}

/** Gives the formatter of the current way, which is made when it is first needed. */
function kept<Way extends string, Formatter>(way: () => Way, make: (way: Way) => Formatter): () => Formatter {
  const made = new Map<Way, Formatter>();
  return () => {
    const current = way();
    const formatter = made.get(current) ?? make(current);
    made.set(current, formatter);
    return formatter;
  };
}

/** A formatter of numbers in the current way. */
export const numbers = (options: Intl.NumberFormatOptions): (() => Intl.NumberFormat) =>
  kept(
    () => written.numberFormat,
    (way) => new Intl.NumberFormat(LANGUAGE[way], options),
  );

/** The part of the options that says whether a day has 12 or 24 hours. */
export const hourCycle = (clock: Settings['hourClock']): Intl.DateTimeFormatOptions =>
  clock === 'auto' ? {} : { hourCycle: clock === '12' ? 'h12' : 'h23' };

/** A formatter of times of day in the current way. */
export const times = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  kept(
    () => written.hourClock,
    (way) => new Intl.DateTimeFormat(undefined, { ...options, ...hourCycle(way) }),
  );
