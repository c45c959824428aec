// A shipped program: what it is for, its workouts and weeks, its source, and the way to follow it.
import { Anchor, Button, Checkbox, Group, Modal, NumberInput, Skeleton, Stack, Text } from '@mantine/core';
import { IconBarbell } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { exerciseRowId } from '#schema/fitness/rules/exercise-id.ts';
import { readPlan } from '#schema/fitness/rules/plan.ts';
import { readDefinition, type ProgramDefinition } from '#schema/fitness/rules/program.ts';
import { toKg } from '#schema/fitness/rules/weight-units.ts';
import { newId } from '#schema/ids.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRow, useRows } from '#src/replica/public.ts';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { shownWeight } from '../../format.ts';
import { planInWords } from '../../plan-model.ts';
import { planStrings } from '../../plan-strings.ts';
import {
  activeProgram,
  estimatedMaxes,
  exerciseNames,
  exercisePreferences,
  programTemplate,
  type ExerciseNameRow,
  type ProgramTemplateDetailRow,
} from '../../queries.ts';
import classes from '../routines/routines.module.css';

const words = planStrings.programs;

export function ShippedProgramPage() {
  const { id = '' } = useParams({ strict: false });
  const found = useRow(programTemplate(id), { mayArrive: true });
  switch (found.kind) {
    case 'loading':
      return (
        <Page isNarrow title={words.title}>
          <Skeleton height={420} radius="lg" />
        </Page>
      );
    case 'failed':
      return <ReadProblem failed={found} />;
    case 'missing':
      return <MissingProgram />;
    case 'ready':
      return <ShippedProgram template={found.row} />;
  }
}

export const MissingProgram = () => (
  <MissingPage
    heading={words.title}
    icon={IconBarbell}
    title={words.missingTitle}
    text={words.missingText}
    back={{ to: '/train/programs', label: words.toList }}
    isNarrow
  />
);

function ShippedProgram({ template }: { template: ProgramTemplateDetailRow }) {
  const [isFollowing, setFollowing] = useState(false);
  const definition = readDefinition(template.definition);
  const names = rowsIfReady(useRows(exerciseNames()));
  if (!definition) return <MissingProgram />;
  return (
    <Page
      isNarrow
      title={template.name}
      description={`${words.levels[template.difficulty]} · ${words.facts(template.duration_weeks, template.days_per_week)}`}
      actions={<Button onClick={() => setFollowing(true)}>{words.follow}</Button>}
    >
      <Text>{template.description}</Text>
      <dl className={classes.facts}>
        <dt>{words.goal}</dt>
        <dd>{template.goal}</dd>
        <dt>{words.equipment}</dt>
        <dd>{template.equipment}</dd>
        <dt>{words.source}</dt>
        <dd>
          <Anchor href={template.source_url} target="_blank" rel="noreferrer">
            {template.source_name}
          </Anchor>
        </dd>
      </dl>
      {names && <Workouts definition={definition} names={names} />}
      {isFollowing && names && (
        <FollowDialog template={template} definition={definition} names={names} onClose={() => setFollowing(false)} />
      )}
    </Page>
  );
}

interface WorkoutsProps {
  definition: ProgramDefinition;
  names: readonly ExerciseNameRow[];
}

function Workouts({ definition, names }: WorkoutsProps) {
  const { units } = useSettings();
  const byId = new Map(names.map((row) => [row.id, row]));
  return (
    <Section title={words.workouts}>
      <Stack gap="lg">
        {definition.workouts.map((workout) => (
          <div key={workout.key}>
            <Text fw={600}>{workout.name}</Text>
            <ul className={classes.planned}>
              {workout.exercises.map((exercise, at) => {
                const row = byId.get(exerciseRowId(exercise.exercise));
                return (
                  // oxlint-disable-next-line react/no-array-index-key
                  <li key={at}>
                    {row?.name ?? '…'}
                    <Text component="span" display="block" size="sm" c="dimmed" className="tabular">
                      {planInWords(readPlan(exercise.plan), row?.measure ?? 'weight_reps', units)}
                    </Text>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

interface FollowDialogProps extends WorkoutsProps {
  template: ProgramTemplateDetailRow;
  onClose(): void;
}

function FollowDialog({ template, definition, names, onClose }: FollowDialogProps) {
  const { units } = useSettings();
  const today = useToday();
  const run = useRun();
  const navigate = useNavigate();
  const active = useRow(activeProgram());
  const [weekdays, setWeekdays] = useState<string[]>([]);
  const lifts = liftsByPercent(definition);
  const estimates = rowsIfReady(useRows(estimatedMaxes(lifts)));
  const preferences = rowsIfReady(useRows(exercisePreferences()));
  const [typed, setTyped] = useState<Record<string, number | null>>({});
  const known = new Map([
    ...(estimates ?? []).map(({ exercise_id, max_kg }) => [exercise_id, max_kg] as const),
    ...(preferences ?? []).flatMap(({ exercise_id, one_rep_max_kg }) =>
      one_rep_max_kg === null ? [] : [[exercise_id, one_rep_max_kg] as const],
    ),
  ]);
  const count = template.days_per_week;
  const isWrong = weekdays.length > 0 && weekdays.length !== count;
  const follow = async () => {
    if (isWrong) return;
    const id = newId();
    for (const exerciseId of lifts) {
      const value = typed[exerciseId];
      const oneRepMaxKg = value ? toKg(value, units) : (known.get(exerciseId) ?? null);
      if (oneRepMaxKg !== null && !(await run('exercise.prefer', { exerciseId, oneRepMaxKg }))) return;
    }
    const days = weekdays.map(Number).sort((a, b) => a - b);
    if (!(await run('program.follow', { id, templateId: template.id, day: today, weekdays: days }))) return;
    void navigate({ to: '/train/programs/$id', params: { id } });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.followTitle(template.name)}
      closeButtonProps={{ 'aria-label': planStrings.close }}
    >
      <Stack gap="md">
        <Checkbox.Group
          label={words.weekdays}
          description={words.weekdaysHint(count)}
          error={isWrong && words.weekdaysWrong(count)}
          value={weekdays}
          onChange={setWeekdays}
        >
          <Stack gap={0} mt="xs">
            {[1, 2, 3, 4, 5, 6, 7].map((iso) => (
              <Checkbox key={iso} value={String(iso)} label={planStrings.weekday(iso)} py={10} />
            ))}
          </Stack>
        </Checkbox.Group>
        {lifts.length > 0 && (
          <Stack gap="xs">
            <Text fw={500} size="sm">
              {words.maxes}
            </Text>
            <Text size="sm" c="dimmed">
              {words.maxesHint}
            </Text>
            {lifts.map((exerciseId) => {
              const stored = known.get(exerciseId);
              return (
                <NumberInput
                  key={exerciseId}
                  label={names.find(({ id }) => id === exerciseId)?.name ?? '…'}
                  min={0}
                  max={1400}
                  suffix={` ${units}`}
                  value={typed[exerciseId] ?? (stored === undefined ? '' : shownWeight(stored, units))}
                  onChange={(value) => setTyped({ ...typed, [exerciseId]: typeof value === 'number' ? value : null })}
                />
              );
            })}
          </Stack>
        )}
        {active.kind === 'ready' && <Text size="sm">{words.startsPaused}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button onClick={() => void follow()}>{words.confirm}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The exercises with sets of a percentage, each once. */
function liftsByPercent({ workouts }: ProgramDefinition): string[] {
  const all = workouts.flatMap(({ exercises }) => exercises);
  const lifts = all.filter(({ plan }) => readPlan(plan).some(({ percent }) => percent !== null));
  return [...new Set(lifts.map(({ exercise }) => exerciseRowId(exercise)))];
}
