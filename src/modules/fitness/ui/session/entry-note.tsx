// The note of an exercise in a workout. What was typed is saved when the field is left; a note that was typed and never left is
// saved when the workout is shown again.
import { Textarea } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { readDraft, useDraft } from '#src/ui/drafts.ts';
import type { EntryView } from '../../model.ts';
import { strings } from '../../strings.ts';

const words = strings.session;

const draftKey = (entryId: string): string => `workout.entry.${entryId}.note`;

export const hasNoteDraft = (entryId: string): boolean => readDraft(draftKey(entryId)) !== null;

interface EntryNoteProps {
  sessionId: string;
  entry: Pick<EntryView, 'id' | 'name' | 'note'>;
  isFocused: boolean;
  /** Called once nothing is left to save. */
  onDone(): void;
}

export function EntryNote({ sessionId, entry, isFocused, onDone }: EntryNoteProps) {
  const run = useRun();
  const draft = useDraft(draftKey(entry.id));
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isFocused) field.current?.focus();
  }, [isFocused]);
  const save = () => {
    const { text } = draft;
    const done = () => {
      if (text !== null) draft.settle(text);
      onDone();
    };
    const note = text === null ? entry.note : text.trim() || null;
    if (note === entry.note) return done();
    void run('workout.annotateExercise', { sessionId, entryId: entry.id, note }).then((isSaved) => isSaved && done());
  };
  const saveRestored = useEffectEvent(save);
  useEffect(() => {
    if (hasNoteDraft(entry.id)) saveRestored();
  }, [entry.id]);
  return (
    <Textarea
      autosize
      minRows={1}
      ref={field}
      aria-label={`${words.addNote}: ${entry.name}`}
      value={draft.text ?? entry.note ?? ''}
      onChange={(event) => draft.set(event.currentTarget.value)}
      onBlur={save}
      mb="xs"
    />
  );
}
