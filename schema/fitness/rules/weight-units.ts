// Kilograms and pounds. Weights are stored in kilograms as doubles; a pound value typed in comes back as typed.

export type WeightUnit = 'kg' | 'lb';

/** The international pound, exact by definition. */
export const KG_PER_LB = 0.45359237;
export const METRES_PER_MILE = 1609.344;

/** A shown weight carries two decimals: finer than any plate, coarse enough to hide the conversion. */
const roundForDisplay = (value: number): number => Math.round(value * 100) / 100;

export const toKg = (value: number, unit: WeightUnit): number => (unit === 'kg' ? value : value * KG_PER_LB);

/** The number to show in the person's unit. `toKg(fromKg(x, u), u)` differs from x by less than 0.005 of the unit. */
export const fromKg = (weightKg: number, unit: WeightUnit): number =>
  roundForDisplay(unit === 'kg' ? weightKg : weightKg / KG_PER_LB);

/** What one tap of + or − changes, in the unit. */
export const weightStep = (unit: WeightUnit): number => (unit === 'kg' ? 2.5 : 5);

/** The next multiple of the step above or below; never below zero. */
export function stepWeight(value: number, direction: 1 | -1, unit: WeightUnit): number {
  const step = weightStep(unit);
  const steps = value / step;
  const next = direction === 1 ? Math.floor(steps + 1e-9) + 1 : Math.ceil(steps - 1e-9) - 1;
  return roundForDisplay(Math.max(0, next * step));
}

const WEIGHT_UNITS: ReadonlyMap<string, WeightUnit> = new Map([
  ...['kg', 'kgs', 'kilogram', 'kilograms', 'kilogramm', 'kilos', 'kilo', 'кг', '公斤', '千克'].map(
    (name) => [name, 'kg'] as const,
  ),
  ...['lb', 'lbs', 'pound', 'pounds', 'pfund', 'фунт', '磅'].map((name) => [name, 'lb'] as const),
]);

/** The unit a file names; null for any other word. */
export const weightUnitOf = (text: string): WeightUnit | null => WEIGHT_UNITS.get(unitKey(text)) ?? null;

const METRES: ReadonlyMap<string, number> = new Map([
  ...['m', 'meter', 'meters', 'metre', 'metres', 'metri', 'metros', '米'].map((name) => [name, 1] as const),
  ...['km', 'kms', 'kilometer', 'kilometers', 'kilometre', 'kilometres', '公里', '千米', 'км'].map(
    (name) => [name, 1000] as const,
  ),
  ...['mi', 'mile', 'miles', 'meile', 'meilen', '英里'].map((name) => [name, METRES_PER_MILE] as const),
  ...['yd', 'yds', 'yard', 'yards'].map((name) => [name, 0.9144] as const),
  ...['ft', 'foot', 'feet'].map((name) => [name, 0.3048] as const),
]);

/** Metres in one of the unit of distance that a file names; null for any other word. */
export const metresOfUnit = (text: string): number | null => METRES.get(unitKey(text)) ?? null;

const unitKey = (text: string): string => text.trim().toLowerCase().replace(/\.$/, '');

/** Apps keep kilograms and convert on export: 75 lb comes out as 74.99999999999999. */
export const withoutConversionNoise = (value: number): number => Math.round(value * 10_000) / 10_000;
