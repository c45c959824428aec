// The exercises of a session with everything that can be done to them; the same while training and when corrected later.
import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useSettings } from '#src/modules/settings/public.ts';
import type { SessionCommands } from '../commands.ts';
import { nextSetId, supersetLetter, type EntryView } from '../model.ts';
import { strings } from '../strings.ts';
import { Confirm } from './confirm.tsx';
import { EntryCard, type EntryActions } from './entry-card.tsx';
import { ExercisePicker } from './exercise-picker.tsx';
import { PlateDialog } from './plate-dialog.tsx';

const words = strings.session;

type Dialog = { kind: 'add' } | { kind: 'swap' | 'remove' | 'plates'; entry: EntryView };

interface SessionEntriesProps {
  entries: readonly EntryView[];
  commands: SessionCommands;
  tickAt(): Date;
  newSetAt(): Date | null;
}

export function SessionEntries({ entries, commands, tickAt, newSetAt }: SessionEntriesProps) {
  const { units } = useSettings();
  const [chosenSetId, setChosenSetId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const activeSetId = chosenSetId ?? nextSetId(entries);
  const ids = entries.map(({ id }) => id);

  const actionsOf = (entry: EntryView, at: number): EntryActions => ({
    onSwap: () => setDialog({ kind: 'swap', entry }),
    onPlates: () => setDialog({ kind: 'plates', entry }),
    onRemove: () => {
      const isUsed = entry.sets.some(({ completed_at }) => completed_at !== null);
      if (isUsed) setDialog({ kind: 'remove', entry });
      else void commands.removeExercise(entry.id);
    },
    onToggleSuperset: at + 1 < entries.length || entry.superset !== null ? () => toggleSuperset(entries, at, commands) : null,
    onMove: {
      up: at > 0 ? () => void commands.reorder(swapped(ids, at, at - 1)) : null,
      down: at + 1 < ids.length ? () => void commands.reorder(swapped(ids, at, at + 1)) : null,
    },
  });

  return (
    <Stack gap="md">
      {entries.map((entry, at) => (
        <EntryCard
          key={entry.id}
          entry={entry}
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
      {dialog && <SessionDialog dialog={dialog} commands={commands} onClose={() => setDialog(null)} />}
    </Stack>
  );
}

function SessionDialog({ dialog, commands, onClose }: { dialog: Dialog; commands: SessionCommands; onClose(): void }) {
  const { units } = useSettings();
  switch (dialog.kind) {
    case 'add':
    case 'swap':
      return (
        <ExercisePicker
          title={dialog.kind === 'add' ? strings.search.title : strings.search.swapTitle(dialog.entry.name)}
          onClose={onClose}
          onChoose={(exerciseId) => {
            onClose();
            void (dialog.kind === 'add' ? commands.addExercise(exerciseId) : commands.swapExercise(dialog.entry.id, exerciseId));
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
            void commands.removeExercise(dialog.entry.id);
          }}
        />
      );
    case 'plates': {
      const next = dialog.entry.sets.find(({ completed_at }) => completed_at === null) ?? dialog.entry.sets.at(-1);
      return <PlateDialog weightKg={next?.weight ?? next?.previous?.weight ?? null} unit={units} onClose={onClose} />;
    }
  }
}

const swapped = (ids: readonly string[], a: number, b: number): string[] =>
  ids.map((id, at) => (at === a ? (ids[b] ?? id) : at === b ? (ids[a] ?? id) : id));

/** Ties an exercise to the one after it, or unties it. */
function toggleSuperset(entries: readonly EntryView[], at: number, commands: SessionCommands): void {
  const [entry, next] = [entries[at], entries[at + 1]];
  if (!entry) return;
  if (entry.superset !== null) {
    void commands.annotate(entry.id, { superset: null });
    return;
  }
  const superset = next?.superset ?? supersetLetter(entries);
  void commands.annotate(entry.id, { superset });
  if (next && next.superset === null) void commands.annotate(next.id, { superset });
}
