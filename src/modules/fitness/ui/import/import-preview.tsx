// What is in a file and what becomes of it: counts, the unit where the file names none, rows with problems, exercises.
import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SampleSet } from '#schema/fitness/files/import-plan.ts';
import { KG_PER_LB, type WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { formatDecimal, formatNumber } from '#src/format/numbers.ts';
import { PreviewList, PreviewRow, importStrings, RowProblems, type ImportState } from '#src/importing/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../../strings.ts';
import { ExercisePicker } from '../exercises/exercise-picker.tsx';
import { exerciseNames } from '../../queries.ts';
import { asSuggested, becomingOf, choicesOf, NO_DECISIONS, type Chosen } from './import-choices.ts';
import { MatchList } from './import-lists.tsx';
import classes from '../session/session.module.css';

const words = strings.importPage;

interface PreviewProps {
  state: Extract<ImportState<'fitness'>, { kind: 'preview' }>;
  onUnit(unit: WeightUnit): void;
  onRun(choices: Chosen): void;
  onReset(): void;
}

export function Preview({ state: { preview, answers }, onUnit, onRun, onReset }: PreviewProps) {
  const { declaredUnit, matches, samples, known } = preview;
  const unit = declaredUnit ?? answers.unit ?? null;
  const [decisions, setDecisions] = useState(NO_DECISIONS);
  const [picking, setPicking] = useState<string | null>(null);
  const exercises = rowsIfReady(useRows(exerciseNames()));
  const fresh = preview.sessions - known;
  const decide = (name: string, exercise: { id: string; name: string } | 'own') =>
    setDecisions((before) => ({ ...before, exercise: { ...before.exercise, [name]: exercise } }));
  return (
    <Stack gap="lg">
      <Section title={words.found}>
        <Counts preview={preview} />
        {known > 0 && <Text mt="md">{words.alreadyHere(known)}</Text>}
      </Section>
      {declaredUnit ? (
        <Section title={words.unitKnown(declaredUnit)}>
          <Text c="dimmed" size="sm">
            {words.unitKnownText}
          </Text>
        </Section>
      ) : (
        <UnitChoice unit={unit} samples={samples} onUnit={onUnit} />
      )}
      <RowProblems errors={preview.errors} notices={preview.notices} />
      {matches.length > 0 && (
        <MatchList
          matches={matches}
          becomes={(match) => becomingOf(match, decisions)}
          onOwn={(name) => decide(name, 'own')}
          onSuggested={(name) => setDecisions((before) => asSuggested(before, name))}
          onChooseAnother={setPicking}
          onMuscle={(name, muscle) => setDecisions((before) => ({ ...before, muscle: { ...before.muscle, [name]: muscle } }))}
        />
      )}
      <Stack gap="xs">
        <Button size="lg" disabled={fresh === 0 || unit === null} onClick={() => onRun(choicesOf(matches, decisions))}>
          {preview.sessions === 0
            ? words.nothing
            : fresh === 0
              ? words.nothingNew
              : unit === null
                ? words.unitFirst
                : words.run(fresh)}
        </Button>
        <Button variant="default" onClick={onReset}>
          {importStrings.another}
        </Button>
      </Stack>
      {picking !== null && (
        <ExercisePicker
          title={words.pickFor(picking)}
          onClose={() => setPicking(null)}
          onChoose={(id) => {
            decide(picking, { id, name: exercises?.find((exercise) => exercise.id === id)?.name ?? picking });
            setPicking(null);
          }}
        />
      )}
    </Stack>
  );
}

interface UnitChoiceProps {
  unit: WeightUnit | null;
  samples: readonly SampleSet[];
  onUnit(unit: WeightUnit): void;
}

/** Nothing is chosen before the person did: a wrong unit would spoil the whole history. */
function UnitChoice({ unit, samples, onUnit }: UnitChoiceProps) {
  return (
    <Section title={words.unitTitle} description={words.unitText}>
      <PreviewList>
        {samples.map(({ exerciseName, weight, reps }) => (
          <PreviewRow
            key={exerciseName}
            words={
              <>
                <Text component="span" fw={520}>
                  {exerciseName}
                </Text>
                <Text component="span" size="sm" c="dimmed" className="tabular">
                  {words.sample(formatWeight(weight), reps, formatWeight(weight / KG_PER_LB), formatWeight(weight * KG_PER_LB))}
                </Text>
              </>
            }
          />
        ))}
      </PreviewList>
      <SegmentedControl
        fullWidth
        mt="md"
        aria-label={words.unitTitle}
        data={[
          { value: 'kg', label: words.kilograms },
          { value: 'lb', label: words.pounds },
        ]}
        value={unit ?? ''}
        onChange={(value) => onUnit(value === 'lb' ? 'lb' : 'kg')}
      />
    </Section>
  );
}

const formatWeight = (weight: number): string => formatDecimal(weight);

function Counts({ preview }: { preview: PreviewProps['state']['preview'] }) {
  const counts = [
    [words.workouts, preview.sessions],
    [words.exercises, preview.exercises.length],
    [words.sets, preview.sets],
  ] as const;
  return (
    <>
      <dl className={classes.facts}>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      {preview.from !== null && preview.to !== null && (
        <Text mt="sm" c="dimmed">
          {words.range(formatDayWithYear(preview.from.slice(0, 10)), formatDayWithYear(preview.to.slice(0, 10)))}
        </Text>
      )}
    </>
  );
}
