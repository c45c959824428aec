// The import of notes: the notes here, the command that adds imported ones, and the one that moves them to the bin again.
import { useMemo } from 'react';
import { chunksOf } from '#schema/chunks.ts';
import type { NoteItem } from '#schema/notes/files/note-import.ts';
import { noteLimits } from '#schema/notes/rules/note.ts';
import { useImport, type Step } from '#src/importing/public.ts';
import { useTimeZone } from '#src/modules/settings/public.ts';
import { useReplica, type Replica } from '#src/replica/public.ts';
import { notesForImport, type ImportedNoteRow } from './queries.ts';

export function useNoteImport() {
  const replica = useReplica();
  const zone = useTimeZone();
  const steps = useMemo(
    () => ({
      domain: 'notes' as const,
      zone,
      async facts() {
        const notes = await replica.query(notesForImport());
        return notes.map(({ source_key, ...note }) => ({ ...note, sourceKey: source_key }));
      },
      save: (items: readonly [NoteItem, ...NoteItem[]]) =>
        replica.dispatch('notes.import', { source: items[0].source, notes: items.map(({ note }) => note) }),
    }),
    [replica, zone],
  );
  const { undo, ...importing } = useImport(steps);
  return { ...importing, undo: (rows: readonly ImportedNoteRow[]) => undo(undoSteps(replica, rows)) };
}

const undoSteps = (replica: Replica, rows: readonly ImportedNoteRow[]): Step[] =>
  chunksOf(rows, noteLimits.items).map((group) => ({
    count: group.length,
    dispatch: () => replica.dispatch('notes.mark', { items: group.map(({ kind, id }) => ({ kind, id })), deleted: true }),
  }));

/** The rows of what was just saved. */
export function rowsOfItems(items: readonly NoteItem[], rows: readonly ImportedNoteRow[]): ImportedNoteRow[] {
  const keys = new Set(items.map(({ source, note }) => `${source} ${note.key}`));
  return rows.filter((row) => keys.has(`${row.source} ${row.source_key}`));
}
