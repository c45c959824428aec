// Formats numbers in the same way on every page.
import { numbers } from './written.ts';

const whole = numbers({ maximumFractionDigits: 0 });
const oneDecimal = numbers({ maximumFractionDigits: 1 });
const hundredths = numbers({ maximumFractionDigits: 2 });
const percent = numbers({ style: 'percent', maximumFractionDigits: 1 });
const signed = numbers({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });

/** A whole number with thousands separators. */
export const formatNumber = (value: number): string => whole().format(value);

/** "1 set", "1,200 sets". */
export const plural = (count: number, one: string, many: string): string => `${formatNumber(count)} ${count === 1 ? one : many}`;

/** At most one decimal. */
export const formatDecimal = (value: number): string => oneDecimal().format(value);

/** At most two decimals. */
export const formatHundredths = (value: number): string => hundredths().format(value);

/** "60%": at most one decimal, in the order and with the space of the person's language. */
export const formatPercent = (value: number): string => percent().format(value / 100);

/** A whole number with its sign; an empty text for zero. */
export const formatSigned = (value: number): string => (value === 0 ? '' : signed().format(value));

/** Parses a typed number with a point or a comma; null for an empty text, undefined for an invalid one. */
export function parseDecimal(text: string): number | null | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  return /^\d{1,6}(\.\d{0,3})?$/.test(trimmed) ? Number(trimmed) : undefined;
}
