// What can be done with tracks and their marks beyond saving one command: several at once, and deleting with a way back.
import { useMemo } from 'react';
import { newId } from '#schema/ids.ts';
import type { Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { outcomeOfAll, type SaveOutcome } from '#src/ui/save-outcome.ts';
import { showToast } from '#src/ui/toast.tsx';
import { runOn, type Run } from '../use-run.ts';
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

export const regionArgs = ({ startMs, endMs, name, text, type, color }: SectionFields) => ({
  startTimeMs: Math.round(startMs),
  endTimeMs: Math.round(endMs),
  name: textOrNull(name),
  description: textOrNull(text),
  sectionType: type,
  color,
});

export const annotationArgs = ({ startMs, endMs, title, text, category, color, isPrivate }: NoteFields) => ({
  startTimeMs: Math.round(startMs),
  endTimeMs: endMs === null ? null : Math.round(endMs),
  title: textOrNull(title),
  content: textOrNull(text),
  category,
  color,
  isPrivate,
});

export type RegionArgs = ReturnType<typeof regionArgs>;
export type AnnotationArgs = ReturnType<typeof annotationArgs>;

type TaggedTrack = { id: string; tags: readonly string[] };

/** The tags in `tags` are added to each track's own. */
export const addTags = (replica: Replica, tracks: readonly TaggedTrack[], tags: readonly string[]): Promise<SaveOutcome> =>
  outcomeOfAll(
    replica.dispatchAll(
      tracks.map(({ id, tags: own }) => ({
        name: 'tracks.update',
        args: { trackId: id, tags: [...new Set([...own, ...tags])] },
      })),
    ),
  );

async function removeSection(run: Run, trackId: string, row: SectionRow): Promise<void> {
  if (!(await run('tracks.removeRegion', { regionId: row.id }))) return;
  const again = {
    startTimeMs: row.start_time_ms,
    endTimeMs: row.end_time_ms,
    name: row.name,
    description: row.description,
    sectionType: row.section_type,
    color: row.color,
  };
  const restore = () => void run('tracks.addRegion', { regionId: newId(), trackId, ...again });
  showToast({ message: strings.marks.removedSection, action: { label: strings.undo, run: restore } });
}

async function removeNote(run: Run, trackId: string, row: NoteRow): Promise<void> {
  if (!(await run('tracks.removeAnnotation', { annotationId: row.id }))) return;
  const again = {
    startTimeMs: row.start_time_ms,
    endTimeMs: row.end_time_ms,
    title: row.title,
    content: row.content,
    category: row.category,
    color: row.color,
    isPrivate: row.is_private,
  };
  const restore = () => void run('tracks.addAnnotation', { annotationId: newId(), trackId, ...again });
  showToast({ message: strings.marks.removedNote, action: { label: strings.undo, run: restore } });
}

function markCommands(replica: Replica, trackId: string) {
  const run = runOn(replica);
  return {
    addSections: (all: readonly SectionFields[]) =>
      replica.dispatchAll(
        all.map((fields) => ({ name: 'tracks.addRegion', args: { regionId: newId(), trackId, ...regionArgs(fields) } })),
      ),
    /** Sections and notes in one go: all of them are saved, or none. */
    addMarks: ({ sections, notes }: { sections: readonly SectionFields[]; notes: readonly NoteFields[] }) =>
      replica.dispatchAll([
        ...sections.map((fields) => ({
          name: 'tracks.addRegion' as const,
          args: { regionId: newId(), trackId, ...regionArgs(fields) },
        })),
        ...notes.map((fields) => ({
          name: 'tracks.addAnnotation' as const,
          args: { annotationId: newId(), trackId, ...annotationArgs(fields) },
        })),
      ]),
    removeSection: (row: SectionRow) => removeSection(run, trackId, row),
    removeNote: (row: NoteRow) => removeNote(run, trackId, row),
  };
}

export function useMarkCommands(trackId: string) {
  const replica = useReplica();
  return useMemo(() => markCommands(replica, trackId), [replica, trackId]);
}
