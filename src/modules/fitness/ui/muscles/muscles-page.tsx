// Sets of each muscle week by week: a chosen week against the usual range, and one muscle over the twelve weeks that end with it.
import { ActionIcon, Anchor, List, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { addDays, weekStart } from '#schema/day.ts';
import {
  MUSCLE_RANGE,
  placeInRange,
  setsOfMuscles,
  setsOfMusclesByWeek,
  type TrainedExercise,
} from '#schema/fitness/rules/muscle-volume.ts';
import { formatDayRange } from '#src/format/days.ts';
import { formatDecimal } from '#src/format/numbers.ts';
import { daysBack, formatPeriod } from '#src/format/periods.ts';
import { factLine } from '#src/format/words.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Chart } from '#src/ui/chart.tsx';
import { Column, Columns } from '#src/ui/columns.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { rowsToTrained } from '../../model.ts';
import { muscleStrings as words } from '../../muscle-strings.ts';
import { trainedExercises, trainedSpan } from '../../queries.ts';
import { MuscleBars } from './muscle-bars.tsx';
import { MuscleMap } from './muscle-map.tsx';
import classes from './muscles.module.css';

const WEEKS = 12;

export function MusclesPage() {
  const { firstWeekday } = useSettings();
  const thisWeek = weekStart(useToday(), firstWeekday);
  const [chosen, setChosen] = useState<string | null>(null);
  // At the end of a week the person may still look at it: only a chosen week stays.
  const week = chosen ?? thisWeek;
  const [muscle, setMuscle] = useState<string | null>(null);
  const from = addDays(week, -7 * (WEEKS - 1));
  const read = useRows(trainedExercises(from, addDays(week, 7)));
  return (
    <Page title={words.title} description={words.description}>
      <WhenRead read={read} loading={<Skeleton height={420} radius="sm" />}>
        {({ rows }) => {
          const trained = rowsToTrained(rows);
          return (
            <Columns>
              <Section title={words.byWeek}>
                <WeekChoice week={week} thisWeek={thisWeek} onChange={setChosen} />
                <Week trained={trained.filter(({ day }) => day >= week)} />
              </Section>
              <Column>
                <Section title={words.twelve} description={words.twelveText(formatDayRange(from, addDays(week, 6)))}>
                  <TwelveWeeks trained={trained} from={from} last={week} muscle={muscle} onMuscle={setMuscle} />
                </Section>
                <Sources />
              </Column>
            </Columns>
          );
        }}
      </WhenRead>
    </Page>
  );
}

interface WeekChoiceProps {
  week: string;
  thisWeek: string;
  onChange(week: string): void;
}

function WeekChoice({ week, thisWeek, onChange }: WeekChoiceProps) {
  const first = rowsIfReady(useRows(trainedSpan()))?.[0]?.first ?? null;
  return (
    <div className={classes.weekHead}>
      <ActionIcon
        aria-label={words.earlier}
        disabled={first === null || week <= first}
        onClick={() => onChange(addDays(week, -7))}
      >
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <Text role="status" fw={600} ta="center">
        {formatPeriod(week, 'week')}
      </Text>
      <ActionIcon aria-label={words.later} disabled={week >= thisWeek} onClick={() => onChange(addDays(week, 7))}>
        <IconChevronRight size={20} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Week({ trained }: { trained: readonly TrainedExercise[] }) {
  const sets = setsOfMuscles(trained);
  return sets.size === 0 ? (
    <Text c="dimmed" mt="sm">
      {words.noSets}
    </Text>
  ) : (
    <Stack gap="md" mt="sm">
      <MuscleMap
        strengths={new Map([...sets].map(([muscle, count]) => [muscle, placeInRange(count) === 'below' ? 'weak' : 'strong']))}
        label={words.mapOfWeek}
      />
      <MuscleBars sets={sets} />
    </Stack>
  );
}

interface TwelveWeeksProps {
  trained: readonly TrainedExercise[];
  /** The first days of the first and of the last of the weeks. */
  from: string;
  last: string;
  /** Null for the most trained one. */
  muscle: string | null;
  onMuscle(muscle: string): void;
}

function TwelveWeeks({ trained, from, last, muscle, onMuscle }: TwelveWeeksProps) {
  const { firstWeekday } = useSettings();
  const total = setsOfMuscles(trained);
  const shown = muscle ?? total.keys().next().value;
  if (shown === undefined) return <Text c="dimmed">{words.never}</Text>;
  const byWeek = setsOfMusclesByWeek(trained, firstWeekday);
  // A muscle that was chosen for other weeks stays in the list.
  const names = [...new Set([...total.keys(), shown])].toSorted();
  return (
    <Stack gap="md">
      <NativeSelect
        label={words.muscle}
        value={shown}
        data={names.map((value) => ({ value, label: factLine(value) }))}
        onChange={(event) => onMuscle(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" className="tabular">
        {words.mean(formatDecimal(Math.round(((total.get(shown) ?? 0) / WEEKS) * 10) / 10))}
      </Text>
      <Chart
        kind="bars"
        points={daysBack(last, from, 7).map((day) => ({
          key: day,
          day,
          label: formatPeriod(day, 'week'),
          value: byWeek.get(day)?.get(shown) ?? 0,
        }))}
        summary={words.chart(shown)}
        columns={[words.weekColumn, words.setCount]}
        format={formatDecimal}
        target={MUSCLE_RANGE.from}
        firstWeekday={firstWeekday}
      />
    </Stack>
  );
}

const Sources = () => (
  <Section title={words.sources}>
    <List size="sm" spacing="xs">
      {words.sourceTexts.map(({ text, url }) => (
        <List.Item key={url}>
          <Anchor href={url} target="_blank" rel="noreferrer">
            {text}
          </Anchor>
        </List.Item>
      ))}
    </List>
  </Section>
);
