// The days of a habit as a heat-map: a year at a time, each day to be touched and corrected.
import { Select } from '@mantine/core';
import { addDays } from '#schema/day.ts';
import type { HabitDay } from '#schema/habits/rules/days.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { HeatMap } from '#src/ui/heat-map.tsx';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { Section } from '#src/ui/section.tsx';
import type { HabitHistory } from '../model.ts';
import type { HabitDetails } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.page;
const LAST_YEAR = 'last';
const FIELDS = { year: LAST_YEAR } as const;

interface HabitCalendarProps {
  habit: HabitDetails;
  history: HabitHistory;
  today: string;
  onDay(day: string): void;
}

/** What a day without an amount is, as a number below zero. */
const CODES = { auto: -1, skipped: -2, missed: -3, off: -4 } as const;
const WORD_BY_CODE = new Map<number, string>(
  Object.entries(CODES).map(([mark, code]) => [code, strings.marks[mark as keyof typeof CODES]]),
);

const valueOf = ({ mark, amount }: HabitDay): number =>
  amount > 0 ? amount : mark === 'done' ? Number.MIN_VALUE : mark === 'open' || mark === 'partial' ? 0 : CODES[mark];

export function HabitCalendar({ habit, history, today, onDay }: HabitCalendarProps) {
  const { firstWeekday } = useSettings();
  const [fields, change] = useAddressFields(FIELDS);
  const first = history.days[0]?.day ?? today;
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: thisYear - Number(first.slice(0, 4)) + 1 }, (_, at) => String(thisYear - at));
  const year = years.includes(fields.year) ? fields.year : LAST_YEAR;
  const from = year === LAST_YEAR ? addDays(today, -364) : `${year}-01-01`;
  const to = year === LAST_YEAR || year === String(thisYear) ? today : `${year}-12-31`;
  const shown = history.days.filter(({ day }) => day >= from && day <= to);
  const values = new Map(shown.map((day) => [day.day, valueOf(day)]));
  const target = habit.target_value !== null && habit.target_value > 0 ? habit.target_value : 1;
  return (
    <Section
      title={words.calendar}
      description={words.calendarText}
      actions={
        years.length > 1 && (
          <Select
            aria-label={words.year}
            w={184}
            allowDeselect={false}
            data={[{ value: LAST_YEAR, label: words.lastYear }, ...years]}
            value={year}
            onChange={(chosen) => chosen && change({ year: chosen })}
          />
        )
      }
    >
      <HeatMap
        from={from}
        to={to}
        firstWeekday={firstWeekday}
        values={values}
        levelOf={(value) => levelOf(habit, value, target)}
        format={(value) => wordsOf(habit, value)}
        summary={words.calendarSummary(habit.name, shown.filter(({ mark }) => mark === 'done').length)}
        columns={words.calendarColumns}
        onPick={onDay}
      />
    </Section>
  );
}

function levelOf({ kind, target_type }: HabitDetails, value: number, target: number): 0 | 1 | 2 | 3 | 4 {
  if (value === CODES.auto) return 2;
  if (value === CODES.skipped) return 1;
  if (value <= 0) return 0;
  if (kind === 'check') return 4;
  if (target_type === 'at_most') return value <= target ? 4 : 1;
  return value >= target ? 4 : value >= target / 2 ? 3 : 2;
}

function wordsOf({ kind, unit }: HabitDetails, value: number): string {
  if (value <= 0) return WORD_BY_CODE.get(value) ?? strings.marks.open;
  return kind === 'check' ? strings.marks.done : strings.value(value === Number.MIN_VALUE ? 0 : value, unit);
}
