// The builder of a routine, and of a workout of a program: name, folder, sections, exercises with their planned sets, order by drag and
// by keyboard. Nothing is saved until the person saves it.
import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  Menu,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { IconClipboardList, IconDots, IconFolderPlus, IconPlayerPlay, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { formatClock } from '#src/format/durations.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { joinRows, rowsIfReady, useRow, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { OneLine } from '#src/ui/one-line.tsx';
import { Page } from '#src/ui/page.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { ReadProblem, WhenRead } from '#src/ui/when-read.tsx';
import { planInWords } from '../../plan-model.ts';
import { planStrings } from '../../plan-strings.ts';
import { exerciseNames, exercisesOfRoutines, routineById, routines, sectionsOfRoutine } from '../../queries.ts';
import {
  draftToArgs,
  emptyDraft,
  movedItem,
  newDraftExercise,
  rowsToDraft,
  type DraftExercise,
  type DraftItem,
  type RoutineDraft,
} from '../../routine-draft.ts';
import { ManyExercisesPicker } from '../exercises/exercise-picker.tsx';
import { useStartWorkout } from '../session/start-workout.tsx';
import { PlannedExerciseDialog } from './planned-exercise-dialog.tsx';
import classes from './routines.module.css';

const words = planStrings.builder;
const list = planStrings.routines;

export function RoutinePage() {
  const { id = '' } = useParams({ strict: false });
  return id === 'new' ? <NewRoutine /> : <StoredRoutine key={id} id={id} />;
}

function NewRoutine() {
  const [draft] = useState(emptyDraft);
  return <Builder initial={draft} isNew isOfProgram={false} />;
}

function StoredRoutine({ id }: { id: string }) {
  const found = useRow(routineById(id), { mayArrive: true });
  const rest = joinRows({ sections: useRows(sectionsOfRoutine(id)), exercises: useRows(exercisesOfRoutines([id])) });
  switch (found.kind) {
    case 'failed':
      return <ReadProblem failed={found} />;
    case 'missing':
      return (
        <MissingPage
          heading={list.title}
          icon={IconClipboardList}
          title={list.missingTitle}
          text={list.missingText}
          back={{ to: '/train/routines', label: list.toList }}
        />
      );
    case 'loading':
      return <BuilderSkeleton />;
    case 'ready': {
      const routine = found.row;
      return (
        <WhenRead read={rest} loading={<BuilderSkeleton />}>
          {({ rows }) => (
            <Builder
              initial={rowsToDraft(routine, rows.sections, rows.exercises)}
              isNew={false}
              isOfProgram={routine.program_id !== null}
            />
          )}
        </WhenRead>
      );
    }
  }
}

const BuilderSkeleton = () => (
  <Page isNarrow title={list.title}>
    <Skeleton height={320} radius="lg" />
  </Page>
);

type Dialog = { kind: 'add' | 'delete' } | { kind: 'exercise'; id: string };

function Builder({ initial, isNew, isOfProgram }: { initial: RoutineDraft; isNew: boolean; isOfProgram: boolean }) {
  const [draft, setDraft] = useState<RoutineDraft | null>(null);
  const [isNamed, setNamed] = useState(true);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const run = useRun();
  const navigate = useNavigate();
  const { start, question } = useStartWorkout();
  // What another device saved is shown until the person changes something.
  const shown = draft ?? initial;
  const isDirty = draft !== null;
  useBlocker({
    shouldBlockFn: () => isDirty && !window.confirm(words.leaveTitle),
    disabled: !isDirty,
    enableBeforeUnload: isDirty,
  });
  const change = (more: Partial<RoutineDraft>) => setDraft({ ...shown, ...more });
  const setItems = (items: DraftItem[]) => change({ items });
  const save = async () => {
    if (shown.name.trim() === '') {
      setNamed(false);
      return;
    }
    if (!(await run('routine.save', draftToArgs(shown)))) return;
    setDraft(null);
    showToast({ message: words.saved });
    if (isNew) void navigate({ to: '/train/routines/$id', params: { id: shown.id }, replace: true, ignoreBlocker: true });
  };
  const edited = dialog?.kind === 'exercise' ? shown.items.find((item) => item.id === dialog.id) : undefined;
  return (
    <Page
      isNarrow
      stickyHead
      title={isNew ? list.newTitle : initial.name}
      description={isDirty ? words.unsaved : undefined}
      actions={
        <>
          {isDirty || isNew ? (
            <Button onClick={() => void save()}>{words.save}</Button>
          ) : (
            !isOfProgram && (
              <Button
                leftSection={<IconPlayerPlay size={18} aria-hidden />}
                onClick={() => start({ name: shown.name, plan: { workoutId: shown.id } })}
              >
                {words.start}
              </Button>
            )
          )}
          {!isNew && !isOfProgram && <RoutineMenu name={initial.name} onDelete={() => setDialog({ kind: 'delete' })} />}
        </>
      }
    >
      {isOfProgram && (
        <Text c="dimmed" size="sm">
          {words.ofProgram}
        </Text>
      )}
      <Facts
        draft={shown}
        hasFolder={!isOfProgram}
        isNamed={isNamed}
        onChange={(more) => {
          setNamed(true);
          change(more);
        }}
      />
      <Items
        items={shown.items}
        onMove={(id, to) => setItems(movedItem(shown.items, id, to))}
        onChange={(item) => setItems(shown.items.map((one) => (one.id === item.id ? item : one)))}
        onRemove={(id) => setItems(shown.items.filter((item) => item.id !== id))}
        onEdit={(id) => setDialog({ kind: 'exercise', id })}
      />
      <Group grow>
        <Button leftSection={<IconPlus size={18} aria-hidden />} variant="light" onClick={() => setDialog({ kind: 'add' })}>
          {words.addExercises}
        </Button>
        <Button
          leftSection={<IconFolderPlus size={18} aria-hidden />}
          variant="default"
          onClick={() => setItems([...shown.items, { kind: 'section', id: newId(), name: words.newSection }])}
        >
          {words.addSection}
        </Button>
      </Group>
      {dialog?.kind === 'add' && (
        <AddExercises
          onClose={() => setDialog(null)}
          onAdd={(added) => {
            setDialog(null);
            setItems([...shown.items, ...added]);
          }}
        />
      )}
      {edited?.kind === 'exercise' && (
        <PlannedExerciseDialog
          exercise={edited}
          onClose={() => setDialog(null)}
          onChange={(item) => setItems(shown.items.map((one) => (one.id === item.id ? item : one)))}
          onRemove={() => {
            setDialog(null);
            setItems(shown.items.filter((item) => item.id !== edited.id));
          }}
        />
      )}
      {dialog?.kind === 'delete' && <DeleteRoutine draft={initial} onClose={() => setDialog(null)} />}
      {question}
    </Page>
  );
}

function RoutineMenu({ name, onDelete }: { name: string; onDelete(): void }) {
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label={list.edit(name)}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item className={classes.danger ?? ''} leftSection={<IconTrash size={16} aria-hidden />} onClick={onDelete}>
          {words.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface FactsProps {
  draft: RoutineDraft;
  hasFolder: boolean;
  isNamed: boolean;
  onChange(more: Partial<RoutineDraft>): void;
}

function Facts({ draft, hasFolder, isNamed, onChange }: FactsProps) {
  const rows = rowsIfReady(useRows(routines()));
  const folders = [...new Set((rows ?? []).flatMap(({ folder }) => folder ?? []))].sort();
  return (
    <Stack gap="sm">
      <TextInput
        label={words.name}
        maxLength={200}
        value={draft.name}
        error={!isNamed && words.needName}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      {hasFolder && (
        <Autocomplete
          label={words.folder}
          description={words.folderHint}
          maxLength={60}
          data={folders}
          value={draft.folder}
          onChange={(folder) => onChange({ folder })}
        />
      )}
      <Textarea
        label={words.note}
        autosize
        maxLength={4000}
        value={draft.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
    </Stack>
  );
}

interface ItemsProps {
  items: readonly DraftItem[];
  onMove(id: string, to: number): void;
  onChange(item: DraftItem): void;
  onRemove(id: string): void;
  onEdit(id: string): void;
}

function Items({ items, onMove, onChange, onRemove, onEdit }: ItemsProps) {
  if (items.length === 0) return <Text c="dimmed">{words.none}</Text>;
  return (
    <SortableList label={words.list} items={items} idOf={({ id }) => id} nameOf={({ name }) => name} onMove={onMove}>
      {(item) =>
        item.kind === 'section' ? (
          <div className={classes.item}>
            <TextInput
              className={classes.sectionName ?? ''}
              aria-label={words.sectionOf(item.name)}
              maxLength={200}
              fw={600}
              value={item.name}
              onChange={(event) => onChange({ ...item, name: event.currentTarget.value })}
            />
            <ActionIcon aria-label={words.removeSection(item.name)} onClick={() => onRemove(item.id)}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </div>
        ) : (
          <ExerciseItem item={item} onEdit={() => onEdit(item.id)} />
        )
      }
    </SortableList>
  );
}

function ExerciseItem({ item, onEdit }: { item: DraftExercise; onEdit(): void }) {
  const { units } = useSettings();
  const short = planStrings.short;
  const facts = [
    planInWords(item.plan, item.measure, units),
    item.restSeconds === null ? null : short.rest(formatClock(item.restSeconds)),
    item.superset === null ? null : short.superset(item.superset),
  ];
  return (
    <div className={classes.item}>
      <UnstyledButton className={classes.itemButton ?? ''} aria-label={words.editExercise(item.name)} onClick={onEdit}>
        <OneLine fw={520}>{item.name}</OneLine>
        <Text component="span" size="sm" c="dimmed" className="tabular">
          {facts.filter((fact) => fact !== null).join(' · ')}
        </Text>
      </UnstyledButton>
    </div>
  );
}

function AddExercises({ onAdd, onClose }: { onAdd(items: DraftExercise[]): void; onClose(): void }) {
  const names = rowsIfReady(useRows(exerciseNames()));
  return (
    <ManyExercisesPicker
      title={words.addExercises}
      onClose={onClose}
      onChoose={(ids) =>
        onAdd(
          ids.flatMap((id) => {
            const row = names?.find((one) => one.id === id);
            return row ? [newDraftExercise(row)] : [];
          }),
        )
      }
    />
  );
}

function DeleteRoutine({ draft, onClose }: { draft: RoutineDraft; onClose(): void }) {
  const run = useRun();
  const navigate = useNavigate();
  const remove = async () => {
    onClose();
    if (!(await run('routine.delete', { id: draft.id }))) return;
    void navigate({ to: '/train/routines', ignoreBlocker: true });
    const restore = () => void run('routine.save', draftToArgs(draft));
    showToast({ message: words.deleted(draft.name), action: { label: words.undo, run: restore } });
  };
  return (
    <Confirm
      isDangerous
      title={words.deleteTitle(draft.name)}
      text={words.deleteText}
      confirm={words.delete}
      keep={words.keep}
      onClose={onClose}
      onConfirm={() => void remove()}
    />
  );
}
