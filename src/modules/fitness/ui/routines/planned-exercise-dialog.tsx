// The planned sets of one exercise: reps or a range, weight or a percentage, RPE, its rest, its superset, and how it progresses.
import {
  ActionIcon,
  Button,
  Group,
  Modal,
  NativeSelect,
  NumberInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { EMPTY_PLANNED_SET, type PlannedSetRule } from '#schema/fitness/rules/plan.ts';
import { RPE_VALUES, SET_KINDS, type Measure, type SetKind } from '#schema/fitness/rules/strength.ts';
import { toKg, type WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { settingLimits } from '#schema/settings/rules.ts';
import { formatClock, parseClock } from '#src/format/durations.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { Choice } from '#src/ui/choice.tsx';
import { distanceUnit, fromMetres, shownWeight, toMetres } from '../../format.ts';
import { planStrings } from '../../plan-strings.ts';
import type { DraftExercise } from '../../routine-draft.ts';
import { strings } from '../../strings.ts';
import classes from './routines.module.css';

const words = planStrings.exercise;

interface PlannedExerciseDialogProps {
  exercise: DraftExercise;
  onChange(exercise: DraftExercise): void;
  onRemove(): void;
  onClose(): void;
}

export function PlannedExerciseDialog({ exercise, onChange, onRemove, onClose }: PlannedExerciseDialogProps) {
  const { plan, measure } = exercise;
  const [isByPercent, setByPercent] = useState(() => plan.some(({ percent }) => percent !== null));
  const change = (more: Partial<DraftExercise>) => onChange({ ...exercise, ...more });
  const setPlan = (next: PlannedSetRule[]) => change({ plan: next });
  const addSet = () => setPlan([...plan, { ...(plan.at(-1) ?? EMPTY_PLANNED_SET) }]);
  return (
    <Modal opened onClose={onClose} title={exercise.name} size="lg" closeButtonProps={{ 'aria-label': planStrings.close }}>
      <Stack gap="md">
        {measure === 'weight_reps' && (
          <Choice
            label={words.by}
            value={isByPercent ? 'percent' : 'weight'}
            options={{ weight: words.byWeight, percent: words.byPercent }}
            onChange={(by) => {
              setByPercent(by === 'percent');
              setPlan(plan.map((set) => ({ ...set, weightKg: null, percent: null })));
            }}
          />
        )}
        <PlannedSets measure={measure} plan={plan} isByPercent={isByPercent} onChange={setPlan} />
        <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={addSet}>
          {words.addSet}
        </Button>
        <Group grow align="flex-start">
          <NumberInput
            label={words.rest}
            description={words.restHint}
            min={settingLimits.restSeconds.min}
            max={settingLimits.restSeconds.max}
            step={15}
            allowDecimal={false}
            value={exercise.restSeconds ?? ''}
            onChange={(value) => change({ restSeconds: typeof value === 'number' ? value : null })}
          />
          <NativeSelect
            label={words.superset}
            description={words.supersetHint}
            value={exercise.superset ?? ''}
            data={[{ value: '', label: words.noSuperset }, ...['A', 'B', 'C', 'D', 'E']]}
            onChange={(event) => change({ superset: event.currentTarget.value || null })}
          />
        </Group>
        <Select
          label={words.progression}
          allowDeselect={false}
          data={Object.entries(words.progressions).map(([value, label]) => ({ value, label }))}
          value={exercise.progression.kind}
          onChange={(kind) =>
            kind && change({ progression: { ...exercise.progression, kind: kind as DraftExercise['progression']['kind'] } })
          }
        />
        <Textarea
          label={words.note}
          autosize
          maxLength={4000}
          value={exercise.note ?? ''}
          onChange={(event) => change({ note: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        <Group justify="space-between">
          <Button variant="subtle" className={classes.danger ?? ''} onClick={onRemove}>
            {words.remove}
          </Button>
          <Button onClick={onClose}>{words.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface Field {
  label: string;
  toText(set: PlannedSetRule): string;
  /** Undefined where the text says nothing. */
  withText(set: PlannedSetRule, text: string): PlannedSetRule | undefined;
  inputMode: 'decimal' | 'numeric' | 'text';
}

const numberField = (
  label: string,
  name: 'reps' | 'repsMax' | 'percent',
  inputMode: 'decimal' | 'numeric' = 'numeric',
): Field => ({
  label,
  inputMode,
  toText: (set) => (set[name] === null ? '' : String(set[name])),
  withText: (set, text) => {
    const value = numberOf(text);
    const isWhole = value === null || (value !== undefined && (inputMode === 'decimal' || Number.isInteger(value)));
    return value === undefined || !isWhole || (value !== null && value > 1000)
      ? undefined
      : { ...set, [name]: name === 'percent' && value === 0 ? null : value, ...(name !== 'percent' && { aim: null }) };
  },
});

const numberOf = (text: string): number | null | undefined => {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const value = Number(trimmed);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
};

const weightField = (unit: WeightUnit): Field => ({
  label: words.weight(unit),
  inputMode: 'decimal',
  toText: ({ weightKg }) => (weightKg === null ? '' : String(shownWeight(weightKg, unit))),
  withText: (set, text) => {
    const value = numberOf(text);
    return value === undefined || (value !== null && value > 1400)
      ? undefined
      : { ...set, weightKg: value === null ? null : toKg(value, unit) };
  },
});

const timeField: Field = {
  label: words.time,
  inputMode: 'text',
  toText: ({ durationSeconds }) => (durationSeconds === null ? '' : formatClock(durationSeconds)),
  withText: (set, text) => {
    const value = parseClock(text);
    return value === undefined ? undefined : { ...set, durationSeconds: value };
  },
};

const distanceField = (unit: WeightUnit): Field => ({
  label: words.distance(distanceUnit(unit)),
  inputMode: 'decimal',
  toText: ({ distanceM }) => (distanceM === null ? '' : String(fromMetres(distanceM, unit))),
  withText: (set, text) => {
    const value = numberOf(text);
    return value === undefined ? undefined : { ...set, distanceM: value === null ? null : toMetres(value, unit) };
  },
});

function fieldsOf(measure: Measure, unit: WeightUnit, isByPercent: boolean): Field[] {
  const reps = [numberField(words.reps, 'reps'), numberField(words.repsMax, 'repsMax')];
  switch (measure) {
    case 'weight_reps':
      return [...reps, isByPercent ? numberField(words.percent, 'percent', 'decimal') : weightField(unit)];
    case 'assisted_reps':
      return [...reps, weightField(unit)];
    case 'reps':
      return reps;
    case 'time':
      return [timeField];
    case 'distance_time':
      return [distanceField(unit), timeField];
  }
}

interface PlannedSetsProps {
  measure: Measure;
  plan: readonly PlannedSetRule[];
  isByPercent: boolean;
  onChange(plan: PlannedSetRule[]): void;
}

function PlannedSets({ measure, plan, isByPercent, onChange }: PlannedSetsProps) {
  const { units } = useSettings();
  const fields = fieldsOf(measure, units, isByPercent);
  const columns = { '--fields': fields.length + 2 } as React.CSSProperties;
  const change = (at: number, set: PlannedSetRule) => onChange(plan.map((one, place) => (place === at ? set : one)));
  return (
    <Stack gap={6}>
      <div className={classes.planRow} style={columns} aria-hidden>
        <span />
        <span className={classes.planHead}>{words.set}</span>
        {fields.map(({ label }) => (
          <span key={label} className={classes.planHead}>
            {label}
          </span>
        ))}
        <span className={classes.planHead}>{words.rpe}</span>
        <span />
      </div>
      {plan.map((set, at) => (
        // Sets of a plan have no ids: their place is what they are.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={classes.planRow} style={columns}>
          <Text component="span" size="sm" c="dimmed" className="tabular">
            {at + 1}
          </Text>
          <NativeSelect
            aria-label={words.fieldOf(words.kind, at + 1)}
            value={set.kind}
            data={SET_KINDS.map((kind) => ({ value: kind, label: strings.session.kinds[kind] }))}
            onChange={(event) => change(at, { ...set, kind: event.currentTarget.value as SetKind })}
          />
          {fields.map((field) => (
            <PlannedFigure key={field.label} field={field} set={set} place={at + 1} onChange={(next) => change(at, next)} />
          ))}
          <NativeSelect
            aria-label={words.fieldOf(words.rpe, at + 1)}
            value={set.rpe === null ? '' : String(set.rpe)}
            data={[{ value: '', label: '–' }, ...RPE_VALUES.map(String)]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change(at, { ...set, rpe: value === '' ? null : Number(value) });
            }}
          />
          <ActionIcon aria-label={words.removeSet(at + 1)} onClick={() => onChange(plan.filter((_, place) => place !== at))}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
    </Stack>
  );
}

interface PlannedFigureProps {
  field: Field;
  set: PlannedSetRule;
  place: number;
  onChange(set: PlannedSetRule): void;
}

/** What is typed stands as it is typed until the field is left. */
function PlannedFigure({ field, set, place, onChange }: PlannedFigureProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && field.withText(set, typed) === undefined;
  return (
    <TextInput
      aria-label={words.fieldOf(field.label, place)}
      inputMode={field.inputMode}
      autoComplete="off"
      error={isWrong}
      value={typed ?? field.toText(set)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const next = field.withText(set, text);
        if (next) onChange(next);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
