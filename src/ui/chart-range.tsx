// Which part of a history a chart shows, kept in the address like the filters of a list.
import { SegmentedControl } from '@mantine/core';
import { addDays, daysBetween } from '#schema/day.ts';
import type { Period } from '#src/format/periods.ts';
import { useAddressFields } from './list-page/address-fields.ts';

const RANGES = { quarter: '3 months', year: 'Year', all: 'All' } as const;
type HistoryRange = keyof typeof RANGES;
const DAYS: Readonly<Record<HistoryRange, number>> = { quarter: 91, year: 365, all: Infinity };

const FIELDS = { quarter: { range: 'quarter' }, year: { range: 'year' }, all: { range: 'all' } } as const;
const isRange = (text: string): text is HistoryRange => Object.hasOwn(RANGES, text);

/** The range in the address; `initial` when it has none. */
export function useHistoryRange(initial: HistoryRange) {
  const [{ range }, change] = useAddressFields<{ range: string }>(FIELDS[initial]);
  return [isRange(range) ? range : initial, (next: HistoryRange) => change({ range: next })] as const;
}

/** The first day of a range that ends today; null for all. */
export const rangeStart = (range: HistoryRange, today: string): string | null =>
  range === 'all' ? null : addDays(today, 1 - DAYS[range]);

/** Before every day of a person: `from` of a query over all. */
export const EARLIEST_DAY = '0001-01-01';

const DAILY_UNTIL_DAYS = 31;
const WEEKLY_UNTIL_DAYS = 400;

/** The days that bars stand for, from `from` or else from the first row on, and how long each bar lasts so that all have room. */
export function spanOf(rows: readonly { day: string | null }[], from: string | null, today: string) {
  const first = from ?? rows.reduce((least, { day }) => (day !== null && day < least ? day : least), today);
  const days = daysBetween(first, today);
  const period: Period = days <= DAILY_UNTIL_DAYS ? 'day' : days <= WEEKLY_UNTIL_DAYS ? 'week' : 'month';
  return { from: first, to: today, period };
}

interface HistoryRangeChoiceProps {
  value: HistoryRange;
  onChange(value: HistoryRange): void;
}

export const HistoryRangeChoice = ({ value, onChange }: HistoryRangeChoiceProps) => (
  <RangeChoice options={RANGES} value={value} onChange={onChange} />
);

interface RangeChoiceProps<Value extends string> {
  options: Readonly<Record<Value, string>>;
  value: Value;
  onChange(value: Value): void;
}

/** The ranges of one chart, side by side above it. */
export const RangeChoice = <Value extends string>({ options, value, onChange }: RangeChoiceProps<Value>) => (
  <SegmentedControl
    fullWidth
    aria-label="Range"
    data={(Object.entries(options) as [Value, string][]).map(([option, label]) => ({ value: option, label }))}
    value={value}
    onChange={(chosen) => onChange(chosen as Value)}
  />
);
