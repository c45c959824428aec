// The days of a streak in the last year, and the XP of the last 30 days.
import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '#schema/day.ts';
import { formatPeriod, totalsByPeriod } from '#src/format/periods.ts';
import { formatNumber } from '#src/format/numbers.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Chart } from '#src/ui/chart.tsx';
import { HeatMap } from '#src/ui/heat-map.tsx';
import { Section } from '#src/ui/section.tsx';
import { activeDays, xpByDay } from '../queries.ts';
import { sourceNames, strings } from '../strings.ts';

const words = strings.streakCalendar;
const YEAR_DAYS = 364;
const MONTH_DAYS = 29;

export function StreakCalendar({ kinds }: { kinds: readonly string[] }) {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const [chosen, setChosen] = useState<string | null>(null);
  const kind = chosen ?? kinds[0] ?? 'focus';
  const from = addDays(today, -YEAR_DAYS);
  const rows = rowsIfReady(useRows(activeDays(kind, from))) ?? [];
  const values = new Map(rows.map(({ day, amount }) => [day, Number(amount)]));
  const most = Math.max(1, ...values.values());
  return (
    <Stack gap="sm" mt="md">
      <Select
        label={words.choose}
        allowDeselect={false}
        data={kinds.map((one) => ({ value: one, label: sourceNames[one] ?? one }))}
        value={kind}
        onChange={setChosen}
      />
      <HeatMap
        from={from}
        to={today}
        firstWeekday={firstWeekday}
        values={values}
        levelOf={(value) => (value <= 0 ? 0 : (Math.min(4, 1 + Math.floor((value / most) * 3.99)) as 1 | 2 | 3 | 4))}
        format={words.times}
        summary={words.summary(values.size)}
        columns={words.columns}
      />
    </Stack>
  );
}

export function XpChart() {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const from = addDays(today, -MONTH_DAYS);
  const rows = rowsIfReady(useRows(xpByDay(from)));
  if (!rows || rows.length === 0) return null;
  const days = totalsByPeriod(rows, ({ xp }) => Math.max(0, xp), { from, to: today, period: 'day', firstWeekday });
  const total = days.reduce((sum, day) => sum + day.total, 0);
  return (
    <Section title={strings.xpChart.title}>
      <Chart
        kind="bars"
        points={days.map(({ start, total: xp }) => ({ key: start, day: start, label: formatPeriod(start, 'day'), value: xp }))}
        summary={strings.xpChart.summary(total)}
        columns={strings.xpChart.columns}
        format={(xp) => `${formatNumber(xp)} XP`}
        unit="XP"
        firstWeekday={firstWeekday}
      />
    </Section>
  );
}
