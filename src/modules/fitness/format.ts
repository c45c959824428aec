// Weights, times and distances in words, in the person's unit.
import { estimatedOneRepMaxKg, type Measure } from '#schema/rules/fitness/strength.ts';
import type { RecordType } from '#schema/rules/fitness/records.ts';
import { fromKg, METRES_PER_MILE, type WeightUnit } from '#schema/rules/fitness/weight-units.ts';

const wholeNumber = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export const formatWeight = (weightKg: number, unit: WeightUnit): string => `${fromKg(weightKg, unit)} ${unit}`;

/** Volumes are big: whole units, from ten tonnes on in thousands. */
export function formatVolume(volumeKg: number, unit: WeightUnit): string {
  const value = fromKg(volumeKg, unit);
  return value >= 100_000 ? `${wholeNumber.format(value / 1000)}k ${unit}` : `${wholeNumber.format(value)} ${unit}`;
}

/** "1:05" or "1:02:05". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** "1 h 5 min", for how long a session took. */
export function formatMinutes(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Seconds of "90", "1:30" or "1:02:05"; null for nothing, undefined for what is no time. */
export function parseClock(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!/^\d{1,3}(:\d{1,2}){0,2}$/.test(trimmed) && !/^\d{1,6}$/.test(trimmed)) return undefined;
  return trimmed.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}

/** A number as typed, with a point or a comma; null for nothing, undefined for what is no number. */
export function parseDecimal(text: string): number | null | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  return /^\d{1,6}(\.\d{0,3})?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** Miles go with pounds, kilometres with kilograms. */
export const distanceUnit = (unit: WeightUnit): 'km' | 'mi' => (unit === 'kg' ? 'km' : 'mi');
const metresPer = (unit: WeightUnit): number => (unit === 'kg' ? 1000 : METRES_PER_MILE);
export const fromMetres = (metres: number, unit: WeightUnit): number => Math.round((metres / metresPer(unit)) * 1000) / 1000;
export const toMetres = (distance: number, unit: WeightUnit): number => distance * metresPer(unit);

export interface DoneFigures {
  weight: number | null;
  reps: number | null;
  duration: number | null;
  distance_m: number | null;
}

/** A set in a few characters: "100 kg × 5", "12 reps", "1:30", "5 km in 25:00". */
export function formatSet({ weight, reps, duration, distance_m }: DoneFigures, unit: WeightUnit): string {
  const distance = distance_m === null ? null : `${fromMetres(distance_m, unit)} ${distanceUnit(unit)}`;
  const time = duration === null ? null : formatClock(duration);
  if (distance !== null) return time === null ? distance : `${distance} in ${time}`;
  if (weight !== null) return reps === null ? formatWeight(weight, unit) : `${formatWeight(weight, unit)} × ${reps}`;
  if (reps !== null && !(reps === 0 && time !== null)) return reps === 1 ? '1 rep' : `${reps} reps`;
  return time ?? '–';
}

/** The same in the width of a column that names the unit itself: "100 × 5". */
export function formatSetShort(set: DoneFigures, unit: WeightUnit): string {
  const { weight, reps } = set;
  return weight !== null && reps !== null ? `${fromKg(weight, unit)} × ${reps}` : formatSet(set, unit);
}

export function formatRecord(type: RecordType | 'distance', value: number, unit: WeightUnit): string {
  switch (type) {
    case 'weight':
    case 'volume':
      return formatWeight(value, unit);
    case 'e1rm':
      return `${oneDecimal.format(fromKg(value, unit))} ${unit}`;
    case 'reps':
      return `${value} reps`;
    case 'time':
      return formatClock(value);
    case 'distance':
      return `${fromMetres(value, unit)} ${distanceUnit(unit)}`;
  }
}

/** The figure that says how good a set was, for a chart of the exercise. */
export function headlineFigure(set: DoneFigures, measure: Measure): number | null {
  switch (measure) {
    case 'weight_reps':
      return estimatedOneRepMaxKg(set.weight, set.reps);
    case 'assisted_reps':
    case 'reps':
      return set.reps;
    case 'time':
      return set.duration;
    case 'distance_time':
      return set.distance_m ?? set.duration;
  }
}

const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayWithYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' });

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);
/** With the weekday in this year, with the year in another. */
export const formatDay = (day: string): string =>
  day.startsWith(String(new Date().getFullYear())) ? dayFormat.format(noonOf(day)) : formatDayWithYear(day);
/** For an axis. */
export const formatDayShort = (day: string): string => shortDay.format(noonOf(day));
export const formatDayWithYear = (day: string): string => dayWithYear.format(noonOf(day));
/** `month` is 'YYYY-MM'. */
export const formatMonth = (month: string): string => monthFormat.format(noonOf(`${month}-15`));
export const formatNumber = (value: number): string => wholeNumber.format(value);
