// One exercise: how it goes over time, its records, every session of it, and how to do it.
import { Button, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { IconBarbell, IconChartLine } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { loadKg, type Measure } from '#schema/fitness/rules/strength.ts';
import { fromKg, type WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { formatClock } from '#src/format/durations.ts';
import { formatDecimal, formatHundredths } from '#src/format/numbers.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRow, useRows, type Failed } from '#src/replica/public.ts';
import type { ValueScale } from '#src/ui/chart-axis.ts';
import { HistoryRangeChoice, rangeStart, useHistoryRange } from '#src/ui/chart-range.tsx';
import { Chart } from '#src/ui/chart.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { FigureTable } from '#src/ui/figure-table.tsx';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { ReadProblem, WhenRead } from '#src/ui/when-read.tsx';
import { factLine } from '#src/format/words.ts';
import { distanceUnit, formatRecord, formatSet, formatWeight, fromMetres } from '../../format.ts';
import { pointsOfExercise, repsAtWeight, type ExercisePoint } from '../../model.ts';
import { exerciseById, setsOfExercise, standingRecords, type ExerciseRow, type ExerciseSetRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { ExerciseForm } from './exercise-form.tsx';
import { muscleStrings } from '../../muscle-strings.ts';
import { MuscleMap, type Strength } from '../muscles/muscle-map.tsx';
import classes from './exercises.module.css';
import sessionClasses from '../session/session.module.css';

const words = strings.exercise;

export function ExercisePage() {
  const { id = '' } = useParams({ strict: false });
  const found = useRow(exerciseById(id), { mayArrive: true });
  switch (found.kind) {
    case 'loading':
      return <ExerciseSkeleton />;
    case 'failed':
      return <UnreadExercise failed={found} />;
    case 'missing':
      return <MissingExercise />;
    case 'ready':
      return <Exercise key={found.row.id} exercise={found.row} />;
  }
}

function Exercise({ exercise }: { exercise: ExerciseRow }) {
  const [isEditing, setEditing] = useState(false);
  const own = exercise.is_custom ? strings.exercisesPage.own : null;
  return (
    <Page
      title={exercise.name}
      description={factLine(exercise.equipment, exercise.level, exercise.mechanic, own) || undefined}
      actions={
        exercise.is_custom && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        )
      }
    >
      <Progress exercise={exercise} />
      <Muscles exercise={exercise} />
      {exercise.instructions.length > 0 && (
        <Section title={words.instructions}>
          <ol className={classes.instructions}>
            {exercise.instructions.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <Text size="sm" c="dimmed" mt="md">
            {words.source}
          </Text>
        </Section>
      )}
      {isEditing && <ExerciseForm existing={exercise} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function Progress({ exercise }: { exercise: ExerciseRow }) {
  const read = useRows(setsOfExercise(exercise.id));
  return (
    <WhenRead read={read} loading={<Skeleton height={440} radius="lg" />}>
      {({ rows }) => <ProgressOf exercise={exercise} sets={rows} />}
    </WhenRead>
  );
}

function ProgressOf({ exercise, sets }: { exercise: ExerciseRow; sets: readonly ExerciseSetRow[] }) {
  const points = useMemo(() => pointsOfExercise(sets, exercise.measure), [sets, exercise.measure]);
  if (points.length === 0) {
    return (
      <EmptyPlace icon={IconChartLine} title={words.emptyTitle}>
        {words.emptyText}
      </EmptyPlace>
    );
  }
  return (
    <>
      <ProgressChart exercise={exercise} points={points} />
      <Records exerciseId={exercise.id} />
      {exercise.measure === 'weight_reps' && <RepsAtWeightTable sets={sets} />}
      <History points={points} measure={exercise.measure} />
    </>
  );
}

interface Series {
  key: string;
  label: string;
  scale: ValueScale;
  unit?: string;
  valueOf(point: ExercisePoint): number | null;
  /** With the unit. */
  format(value: number): string;
}

const inUnit = (unit: string) => ({
  scale: 'number' as const,
  unit,
  format: (value: number) => `${formatDecimal(value)} ${unit}`,
});
const REPS = { scale: 'count' as const, unit: words.repsUnit, format: words.reps };
const TIME = { scale: 'seconds' as const, format: formatClock };

/** What there is to draw depends on what a set counts. */
function seriesOf({ measure }: ExerciseRow, unit: WeightUnit): Series[] {
  switch (measure) {
    case 'weight_reps': {
      const weight = (kg: number | null) => (kg === null ? null : fromKg(kg, unit));
      const heaviest = ({ sets }: ExercisePoint) =>
        Math.max(0, ...sets.filter(({ kind }) => kind !== 'warmup').map((set) => set.weight ?? 0));
      return [
        { ...inUnit(unit), key: 'e1rm', label: words.e1rm, valueOf: ({ best }) => weight(best) },
        { ...inUnit(unit), key: 'weight', label: words.bestWeight, valueOf: (point) => weight(heaviest(point)) || null },
        { ...inUnit(unit), key: 'volume', label: words.volume, valueOf: ({ volumeKg }) => weight(volumeKg) },
      ];
    }
    case 'assisted_reps': {
      const leastHelp = ({ sets }: ExercisePoint) => {
        const loads = sets.filter(({ kind }) => kind !== 'warmup').map((set) => loadKg(set.weight, measure));
        const known = loads.filter((load) => load !== null);
        return known.length === 0 ? null : fromKg(-Math.max(...known), unit);
      };
      return [
        { ...REPS, key: 'reps', label: words.bestReps, valueOf: ({ best }) => best },
        { ...inUnit(unit), key: 'help', label: words.leastHelp, valueOf: leastHelp },
      ];
    }
    case 'reps':
      return [{ ...REPS, key: 'reps', label: words.bestReps, valueOf: ({ best }) => best }];
    case 'time':
      return [{ ...TIME, key: 'time', label: words.bestTime, valueOf: ({ best }) => best }];
    case 'distance_time': {
      const longest = ({ sets }: ExercisePoint) => Math.max(0, ...sets.map((set) => set.distance_m ?? 0));
      const longestTime = ({ sets }: ExercisePoint) => Math.max(0, ...sets.map((set) => set.duration ?? 0));
      return [
        {
          ...inUnit(distanceUnit(unit)),
          key: 'distance',
          label: words.bestDistance,
          valueOf: (point) => fromMetres(longest(point), unit) || null,
          format: (value) => `${formatHundredths(value)} ${distanceUnit(unit)}`,
        },
        { ...TIME, key: 'time', label: words.bestTime, valueOf: (point) => longestTime(point) || null },
      ];
    }
  }
}

const FIELDS = { chart: '' } as const;

function ProgressChart({ exercise, points }: { exercise: ExerciseRow; points: readonly ExercisePoint[] }) {
  const { units, firstWeekday } = useSettings();
  const today = useToday();
  const [range, setRange] = useHistoryRange('all');
  const [{ chart }, change] = useAddressFields(FIELDS);
  const series = seriesOf(exercise, units).filter(({ valueOf }) => points.some((point) => valueOf(point) !== null));
  const shown = series.find(({ key }) => key === chart) ?? series[0];
  if (!shown) return null;
  const from = rangeStart(range, today) ?? points[0]?.day ?? today;
  const drawn = points.flatMap((point) => {
    const { day, sessionId } = point;
    const value = shown.valueOf(point);
    return value === null || day < from ? [] : [{ key: sessionId, day, label: formatDayWithYear(day), value }];
  });
  return (
    <Section title={words.progress}>
      <Stack gap="md">
        {series.length > 1 && (
          <SegmentedControl
            fullWidth
            aria-label={words.chart}
            data={series.map(({ key: value, label }) => ({ value, label }))}
            value={shown.key}
            onChange={(key) => change({ chart: key })}
          />
        )}
        <HistoryRangeChoice value={range} onChange={setRange} />
        {drawn.length > 1 ? (
          <Chart
            kind="line"
            points={drawn}
            summary={`${exercise.name}: ${shown.label}`}
            columns={[words.day, shown.label]}
            format={shown.format}
            scale={shown.scale}
            {...(shown.unit !== undefined && { unit: shown.unit })}
            span={{ from, to: today }}
            firstWeekday={firstWeekday}
          />
        ) : (
          <Text c="dimmed">{drawn.length === 1 ? words.onePoint : words.noPoint}</Text>
        )}
      </Stack>
    </Section>
  );
}

function Records({ exerciseId }: { exerciseId: string }) {
  const { units } = useSettings();
  const read = useRows(standingRecords(exerciseId));
  if (read.kind === 'failed') return <ReadProblem failed={read} />;
  const rows = rowsIfReady(read) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={words.records}>
      <dl className={sessionClasses.facts}>
        {rows.map(({ id, record_type, value, reps }) => (
          <div key={id}>
            <dt>{strings.records[record_type]}</dt>
            <dd>
              {formatRecord(record_type, value, units)}
              {reps !== null && record_type === 'weight' && ` × ${reps}`}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

const SHOWN_WEIGHTS = 12;

function RepsAtWeightTable({ sets }: { sets: readonly ExerciseSetRow[] }) {
  const { units } = useSettings();
  const rows = useMemo(() => repsAtWeight(sets), [sets]);
  if (rows.length === 0) return null;
  return (
    <Section title={words.repsAtWeight} description={words.repsAtWeightText}>
      <FigureTable
        columns={[words.weightColumn, words.repsUnit]}
        rows={rows.slice(0, SHOWN_WEIGHTS).map(({ setId, weightKg, reps, day }) => ({
          key: setId,
          label: formatWeight(weightKg, units),
          figure: day === null ? words.reps(reps) : `${words.reps(reps)} · ${formatDayWithYear(day)}`,
        }))}
      />
    </Section>
  );
}

const PAGE = 6;

function History({ points, measure }: { points: readonly ExercisePoint[]; measure: Measure }) {
  const { units } = useSettings();
  const [count, setCount] = useState(PAGE);
  const newest = points.toReversed();
  return (
    <Section title={words.history}>
      {newest.slice(0, count).map((point) => (
        <div key={point.sessionId} className={classes.session}>
          <Link to="/train/history/$id" params={{ id: point.sessionId }} className={sessionClasses.entryLink}>
            {formatDayWithYear(point.day)}
            {point.sessionName !== null && ` · ${point.sessionName}`}
          </Link>
          <ol className={classes.sets}>
            {point.sets.map((set) => (
              <li key={set.id}>
                {formatSet(set, units, measure)}
                {set.kind !== 'normal' && ` · ${strings.session.kinds[set.kind]}`}
                {set.rpe !== null && ` · ${strings.session.rpe} ${set.rpe}`}
                {point.best !== null && set === point.bestSet && ` · ${words.best}`}
              </li>
            ))}
          </ol>
        </div>
      ))}
      {count < newest.length && (
        <Button variant="subtle" fullWidth mt="xs" onClick={() => setCount(count + PAGE)}>
          {words.more}
        </Button>
      )}
    </Section>
  );
}

const strengthsOf = ({ muscle_groups: direct, secondary_muscles: secondary }: ExerciseRow): ReadonlyMap<string, Strength> =>
  new Map<string, Strength>([
    ...secondary.map((name) => [name, 'weak'] as const),
    ...direct.map((name) => [name, 'strong'] as const),
  ]);

function Muscles({ exercise }: { exercise: ExerciseRow }) {
  if (exercise.muscle_groups.length === 0) return null;
  return (
    <Section title={words.muscles}>
      <MuscleMap strengths={strengthsOf(exercise)} label={muscleStrings.mapOfExercise} />
      <Text mt="sm">{factLine(exercise.muscle_groups.join(', '))}</Text>
      {exercise.secondary_muscles.length > 0 && (
        <Text c="dimmed">
          {words.secondary} {exercise.secondary_muscles.join(', ')}
        </Text>
      )}
    </Section>
  );
}

const MissingExercise = () => (
  <MissingPage
    heading={strings.exercisesPage.title}
    icon={IconBarbell}
    title={words.missingTitle}
    text={words.missingText}
    back={{ to: '/train/exercises', label: strings.library }}
  />
);

const UnreadExercise = ({ failed }: { failed: Failed }) => (
  <Page title={strings.exercisesPage.title}>
    <ReadProblem failed={failed} />
  </Page>
);

const ExerciseSkeleton = () => (
  <Page title={strings.exercisesPage.title}>
    <Skeleton height={320} radius="lg" />
  </Page>
);
