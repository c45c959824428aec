// What can be done with tracks and their marks. Each call saves a command; a mark that is let go is on disk.
import { useMemo } from 'react';
import type { CommandArgs } from '#schema/commands/index.ts';
import { newId } from '#schema/ids.ts';
import type { Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { reportFailure, showToast } from '#src/ui/toast.tsx';
import type { MarkColor, NoteCategory, SectionType } from './model.ts';
import type { NoteRow, SectionRow } from './queries.ts';
import { strings } from './strings.ts';

export interface SectionFields {
  startMs: number;
  endMs: number;
  name: string;
  text: string;
  type: SectionType;
  /** Null for the colour of its type. */
  color: MarkColor | null;
}

export interface NoteFields {
  startMs: number;
  endMs: number | null;
  title: string;
  text: string;
  category: NoteCategory;
  color: MarkColor | null;
  isPrivate: boolean;
}

/** An empty field is no text. */
const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const regionArgs = ({ startMs, endMs, name, text, type, color }: SectionFields) => ({
  startTimeMs: Math.round(startMs),
  endTimeMs: Math.round(endMs),
  name: textOrNull(name),
  description: textOrNull(text),
  sectionType: type,
  color,
});

const annotationArgs = ({ startMs, endMs, title, text, category, color, isPrivate }: NoteFields) => ({
  startTimeMs: Math.round(startMs),
  endTimeMs: endMs === null ? null : Math.round(endMs),
  title: textOrNull(title),
  content: textOrNull(text),
  category,
  color,
  isPrivate,
});

function trackCommands(replica: Replica) {
  return {
    update: (change: CommandArgs<'tracks.update'>) => reportFailure(replica.dispatch('tracks.update', change)),
    remove: (trackId: string) => reportFailure(replica.dispatch('tracks.remove', { trackId })),
    /** The tags in `tags` are added to each track's own. */
    addTags: (tracks: readonly { id: string; tags: readonly string[] }[], tags: readonly string[]) =>
      replica.dispatchAll(
        tracks.map(({ id, tags: own }) => ({
          name: 'tracks.update',
          args: { trackId: id, tags: [...new Set([...own, ...tags])] },
        })),
      ),
  };
}

async function removeSection(replica: Replica, trackId: string, row: SectionRow): Promise<void> {
  if (!(await reportFailure(replica.dispatch('tracks.removeRegion', { regionId: row.id })))) return;
  const again = {
    startTimeMs: row.start_time_ms,
    endTimeMs: row.end_time_ms,
    name: row.name,
    description: row.description,
    sectionType: row.section_type,
    color: row.color,
  };
  const restore = () => void reportFailure(replica.dispatch('tracks.addRegion', { regionId: newId(), trackId, ...again }));
  showToast({ message: strings.marks.removedSection, action: { label: strings.undo, run: restore } });
}

async function removeNote(replica: Replica, trackId: string, row: NoteRow): Promise<void> {
  if (!(await reportFailure(replica.dispatch('tracks.removeAnnotation', { annotationId: row.id })))) return;
  const again = {
    startTimeMs: row.start_time_ms,
    endTimeMs: row.end_time_ms,
    title: row.title,
    content: row.content,
    category: row.category,
    color: row.color,
    isPrivate: row.is_private,
  };
  const restore = () =>
    void reportFailure(replica.dispatch('tracks.addAnnotation', { annotationId: newId(), trackId, ...again }));
  showToast({ message: strings.marks.removedNote, action: { label: strings.undo, run: restore } });
}

function markCommands(replica: Replica, trackId: string) {
  return {
    addSection: (fields: SectionFields, regionId = newId()) =>
      reportFailure(replica.dispatch('tracks.addRegion', { regionId, trackId, ...regionArgs(fields) })),
    addSections: (all: readonly SectionFields[]) =>
      replica.dispatchAll(
        all.map((fields) => ({ name: 'tracks.addRegion', args: { regionId: newId(), trackId, ...regionArgs(fields) } })),
      ),
    editSection: (regionId: string, fields: SectionFields) =>
      reportFailure(replica.dispatch('tracks.updateRegion', { regionId, ...regionArgs(fields) })),
    moveSection: (regionId: string, startMs: number, endMs: number) =>
      reportFailure(replica.dispatch('tracks.updateRegion', { regionId, startTimeMs: startMs, endTimeMs: endMs })),
    removeSection: (row: SectionRow) => removeSection(replica, trackId, row),
    addNote: (fields: NoteFields, annotationId = newId()) =>
      reportFailure(replica.dispatch('tracks.addAnnotation', { annotationId, trackId, ...annotationArgs(fields) })),
    editNote: (annotationId: string, fields: NoteFields) =>
      reportFailure(replica.dispatch('tracks.updateAnnotation', { annotationId, ...annotationArgs(fields) })),
    moveNote: (annotationId: string, startMs: number, endMs: number | null) =>
      reportFailure(replica.dispatch('tracks.updateAnnotation', { annotationId, startTimeMs: startMs, endTimeMs: endMs })),
    removeNote: (row: NoteRow) => removeNote(replica, trackId, row),
  };
}

export type MarkCommands = ReturnType<typeof markCommands>;

export function useTrackCommands() {
  const replica = useReplica();
  return useMemo(() => trackCommands(replica), [replica]);
}

export function useMarkCommands(trackId: string): MarkCommands {
  const replica = useReplica();
  return useMemo(() => markCommands(replica, trackId), [replica, trackId]);
}
