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

/** A formatter of numbers in the current way, made when it is first needed. */
export function numbers(options: Intl.NumberFormatOptions): () => Intl.NumberFormat {
  const made = new Map<string, Intl.NumberFormat>();
  return () => {
    const { numberFormat } = written;
    const known = made.get(numberFormat) ?? new Intl.NumberFormat(LANGUAGE[numberFormat], options);
    made.set(numberFormat, known);
    return known;
  };
}

/** The part of the options that says whether a day has 12 or 24 hours. */
export const hourCycle = (clock: Settings['hourClock']): Intl.DateTimeFormatOptions =>
  clock === 'auto' ? {} : { hourCycle: clock === '12' ? 'h12' : 'h23' };

/** A formatter of times of day in the current way. */
export function times(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return () => {
    const { hourClock } = written;
    const known = made.get(hourClock) ?? new Intl.DateTimeFormat(undefined, { ...options, ...hourCycle(hourClock) });
    made.set(hourClock, known);
    return known;
  };
}
