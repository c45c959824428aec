// The exercises of a session with everything that can be done to them; the same while training and when corrected later.
import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { warmupsFor } from '#schema/fitness/rules/warmups.ts';
import { toKg, type WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { newId } from '#schema/ids.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useRun, type Run } from '#src/modules/use-run.ts';
import type { SessionCommands } from '../../commands.ts';
import { nextSetId, supersetLetter, type EntryView } from '../../model.ts';
import { strings } from '../../strings.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { EntryCard, type EntryActions } from './entry-card.tsx';
import { ExercisePicker, ManyExercisesPicker } from '../exercises/exercise-picker.tsx';
import { PlateDialog } from './plate-dialog.tsx';
import { RestDialog } from './rest-dialog.tsx';

const words = strings.session;

type Dialog = { kind: 'add' } | { kind: 'swap' | 'remove' | 'plates' | 'rest'; entry: EntryView };

interface SessionEntriesProps {
  sessionId: string;
  entries: readonly EntryView[];
  commands: SessionCommands;
  tickAt(): Date;
  newSetAt(): Date | null;
}

export function SessionEntries({ sessionId, entries, commands, tickAt, newSetAt }: SessionEntriesProps) {
  const { units, barbell } = useSettings();
  const run = useRun();
  const [chosenSetId, setChosenSetId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [addedEntryId, setAddedEntryId] = useState<string | null>(null);
  const activeSetId = chosenSetId ?? nextSetId(entries);
  const reorder = (a: number, b: number) =>
    void run('workout.reorderExercises', {
      sessionId,
      entryIds: swapped(
        entries.map(({ id }) => id),
        a,
        b,
      ),
    });

  const actionsOf = (entry: EntryView, at: number): EntryActions => ({
    onSwap: () => setDialog({ kind: 'swap', entry }),
    onPlates: () => setDialog({ kind: 'plates', entry }),
    onRest: () => setDialog({ kind: 'rest', entry }),
    onWarmup: warmupOf(run, sessionId, entry, { unit: units, bar: barbell[units].bars[0] ?? 0 }),
    onRemove: () => {
      const isUsed = entry.sets.some(({ completed_at }) => completed_at !== null);
      if (isUsed) setDialog({ kind: 'remove', entry });
      else void run('workout.removeExercise', { sessionId, entryId: entry.id });
    },
    onToggleSuperset:
      at + 1 < entries.length || entry.superset !== null ? () => toggleSuperset(run, sessionId, entries, at) : null,
    onMove: {
      up: at > 0 ? () => reorder(at, at - 1) : null,
      down: at + 1 < entries.length ? () => reorder(at, at + 1) : null,
    },
  });

  return (
    <Stack gap="md">
      {entries.map((entry, at) => (
        <EntryCard
          key={entry.id}
          sessionId={sessionId}
          entry={entry}
          isJustAdded={entry.id === addedEntryId}
          unit={units}
          activeSetId={activeSetId}
          commands={commands}
          actions={actionsOf(entry, at)}
          tickAt={tickAt}
          newSetAt={newSetAt}
          onActivate={setChosenSetId}
          onTick={() => setChosenSetId(null)}
        />
      ))}
      <Button
        variant={entries.length === 0 ? 'filled' : 'light'}
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setDialog({ kind: 'add' })}
      >
        {words.addExercise}
      </Button>
      {dialog && (
        <SessionDialog
          sessionId={sessionId}
          dialog={dialog}
          commands={commands}
          onAdd={setAddedEntryId}
          onClose={() => setDialog(null)}
        />
      )}
    </Stack>
  );
}

interface SessionDialogProps {
  sessionId: string;
  dialog: Dialog;
  commands: SessionCommands;
  onAdd(entryId: string): void;
  onClose(): void;
}

function SessionDialog({ sessionId, dialog, commands, onAdd, onClose }: SessionDialogProps) {
  const run = useRun();
  const { units } = useSettings();
  switch (dialog.kind) {
    case 'add':
      return (
        <ManyExercisesPicker
          title={strings.search.title}
          onClose={onClose}
          onChoose={(exerciseIds) => {
            onClose();
            const added = exerciseIds.map((exerciseId) => ({ entryId: newId(), exerciseId }));
            const [first] = added;
            if (first) onAdd(first.entryId);
            void commands.addExercises(added);
          }}
        />
      );
    case 'swap':
      return (
        <ExercisePicker
          title={strings.search.swapTitle(dialog.entry.name)}
          onClose={onClose}
          onChoose={(exerciseId) => {
            onClose();
            void run('workout.swapExercise', { sessionId, entryId: dialog.entry.id, exerciseId });
          }}
        />
      );
    case 'remove':
      return (
        <Confirm
          isDangerous
          title={words.removeTitle(dialog.entry.name)}
          text={words.discardText(dialog.entry.sets.filter(({ completed_at }) => completed_at !== null).length)}
          confirm={words.remove}
          keep={strings.cancel}
          onClose={onClose}
          onConfirm={() => {
            onClose();
            void run('workout.removeExercise', { sessionId, entryId: dialog.entry.id });
          }}
        />
      );
    case 'rest':
      return <RestDialog sessionId={sessionId} entry={dialog.entry} onClose={onClose} />;
    case 'plates': {
      const next = dialog.entry.sets.find(({ completed_at }) => completed_at === null) ?? dialog.entry.sets.at(-1);
      return <PlateDialog weightKg={next?.weight ?? next?.previous?.weight ?? null} unit={units} onClose={onClose} />;
    }
  }
}

/** Proposes warm-ups for the first working weight: what is planned, else what was lifted last time. */
function warmupOf(
  run: Run,
  sessionId: string,
  entry: EntryView,
  { unit, bar }: { unit: WeightUnit; bar: number },
): (() => void) | null {
  const first = entry.sets.find(({ kind }) => kind !== 'warmup');
  const workingKg = first?.weight ?? first?.previous?.weight ?? null;
  const hasWarmups = entry.sets.some(({ kind }) => kind === 'warmup');
  if (entry.measure !== 'weight_reps' || hasWarmups || workingKg === null) return null;
  const barKg = entry.equipment === 'barbell' ? toKg(bar, unit) : 0;
  const sets = warmupsFor(workingKg, barKg, unit);
  if (sets.length === 0) return null;
  return () =>
    void run('workout.addWarmups', {
      sessionId,
      entryId: entry.id,
      sets: sets.map((set) => ({ id: newId(), kind: 'warmup' as const, ...set })),
    });
}

const swapped = (ids: readonly string[], a: number, b: number): string[] =>
  ids.map((id, at) => (at === a ? (ids[b] ?? id) : at === b ? (ids[a] ?? id) : id));

/** Ties an exercise to the one after it, or unties it. */
function toggleSuperset(run: Run, sessionId: string, entries: readonly EntryView[], at: number): void {
  const tie = (entryId: string, superset: string | null) =>
    void run('workout.annotateExercise', { sessionId, entryId, superset });
  const [entry, next] = [entries[at], entries[at + 1]];
  if (!entry) return;
  if (entry.superset !== null) {
    tie(entry.id, null);
    return;
  }
  const superset = next?.superset ?? supersetLetter(entries);
  tie(entry.id, superset);
  if (next && next.superset === null) tie(next.id, superset);
}
