// Marking a track: which mark is open in the dialog, and what the keys, the lanes and the lists do to marks.
import { useState } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { showToast } from '#src/ui/toast.tsx';
import { useMarkCommands, type NoteFields, type SectionFields } from '../../commands.ts';
import type { TimeRange } from '../../drawing/api.ts';
import { newSections, sectionCharacters, sectionsBetween, spanBetween, type Span } from '../../marks.ts';
import { MARK_COLORS, noteCategoryOf, sectionTypeOf, type MarkColor } from '../../model.ts';
import type { NoteRow, SectionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import type { OpenMark } from './mark-dialog.tsx';

interface Edited {
  trackId: string;
  durationMs: number;
  beatsMs: readonly number[];
  sectionsMs: readonly number[];
  sections: readonly SectionRow[];
  notes: readonly NoteRow[];
  selection: TimeRange | null;
  positionMs(): number;
  /** The short-term loudness at a time, LUFS; null where it is silent or not known. */
  loudnessAt(timeMs: number): Promise<number | null>;
  onSelection(selection: TimeRange | null): void;
}

/** Without a selection a section is this many beats long, or this long where there are none. */
const SECTION_BEATS = 32;
const SECTION_MS = 16_000;

const markColor = (color: string | null): MarkColor | null => MARK_COLORS.find((one) => one === color) ?? null;

const sectionFields = (row: SectionRow): SectionFields => ({
  startMs: row.start_time_ms,
  endMs: row.end_time_ms,
  name: row.name ?? '',
  text: row.description ?? '',
  type: sectionTypeOf(row.section_type),
  color: markColor(row.color),
});

const noteFields = (row: NoteRow): NoteFields => ({
  startMs: row.start_time_ms,
  endMs: row.end_time_ms,
  title: row.title ?? '',
  text: row.content ?? '',
  category: noteCategoryOf(row.category),
  color: markColor(row.color),
  isPrivate: row.is_private,
});

const newSection = (span: { startMs: number; endMs: number }): SectionFields => ({
  ...span,
  name: '',
  text: '',
  type: 'other',
  color: null,
});

const newNote = (span: Span): NoteFields => ({ ...span, title: '', text: '', category: 'note', color: null, isPrivate: true });

/** From here to the next section, or a number of beats on. */
function sectionFrom(startMs: number, { beatsMs, sections, durationMs }: Edited): { startMs: number; endMs: number } {
  const next = sections.find(({ start_time_ms }) => start_time_ms > startMs + 1000)?.start_time_ms ?? durationMs;
  const beat = beatsMs[beatsMs.findIndex((time) => time >= startMs) + SECTION_BEATS] ?? startMs + SECTION_MS;
  return spanBetween(startMs, Math.min(next, beat), durationMs);
}

const LOUDNESS_SAMPLES = 8;

/** The mean of a few places of the section, by energy; null when they are all silent. */
async function meanLoudness(
  { startMs, endMs }: { startMs: number; endMs: number },
  loudnessAt: Edited['loudnessAt'],
): Promise<number | null> {
  const step = (endMs - startMs) / LOUDNESS_SAMPLES;
  const read = await Promise.all(Array.from({ length: LOUDNESS_SAMPLES }, (_, at) => loudnessAt(startMs + (at + 0.5) * step)));
  const energies = read.flatMap((lufs) => (lufs === null ? [] : 10 ** (lufs / 10)));
  if (energies.length === 0) return null;
  return 10 * Math.log10(energies.reduce((sum, energy) => sum + energy, 0) / energies.length);
}

export function useTrackEditing(edited: Edited) {
  const { trackId, durationMs, sections, notes, selection, sectionsMs } = edited;
  const found = sectionsMs.length === 0 ? [] : newSections(sectionsBetween(sectionsMs, durationMs), sections);
  const commands = useMarkCommands(trackId);
  const run = useRun();
  const [open, setOpen] = useState<OpenMark | null>(null);
  const openSection = (span: { startMs: number; endMs: number }) =>
    setOpen({ kind: 'section', id: null, fields: newSection(span) });
  const openNote = (span: Span) => setOpen({ kind: 'note', id: null, fields: newNote(span) });
  const saved = () => {
    setOpen(null);
    edited.onSelection(null);
  };
  const remove = (id: string) => {
    setOpen(null);
    const section = sections.find((row) => row.id === id);
    if (section) return commands.removeSection(section);
    const note = notes.find((row) => row.id === id);
    return note ? commands.removeNote(note) : undefined;
  };
  const openMark = (id: string) => {
    const section = sections.find((row) => row.id === id);
    if (section) return setOpen({ kind: 'section', id, fields: sectionFields(section) });
    const note = notes.find((row) => row.id === id);
    if (note) setOpen({ kind: 'note', id, fields: noteFields(note) });
  };
  const takeSuggested = async () => {
    const characters = sectionCharacters(await Promise.all(found.map((span) => meanLoudness(span, edited.loudnessAt))));
    await commands.addSections(
      found.map((span, at) => ({ ...newSection(span), name: strings.marks.foundSection(at + 1, characters[at] ?? null) })),
    );
    showToast({ message: strings.marks.suggested(found.length) });
  };
  const openId = open?.id ?? null;
  return {
    open,
    close: () => setOpen(null),
    saved,
    remove: (id: string) => void remove(id),
    /** Not for a mark that is being made. */
    removeOpen: openId === null ? undefined : () => void remove(openId),
    openMark,
    openSection,
    openNote,
    addSection: () => openSection(selection ?? sectionFrom(edited.positionMs(), edited)),
    addNote: () => openNote(selection ?? { startMs: Math.round(edited.positionMs()), endMs: null }),
    moveSection: (id: string, { startMs, endMs }: Span) =>
      void (
        endMs !== null &&
        run('tracks.updateRegion', { regionId: id, startTimeMs: Math.round(startMs), endTimeMs: Math.round(endMs) })
      ),
    moveNote: (id: string, { startMs, endMs }: Span) =>
      void run('tracks.updateAnnotation', {
        annotationId: id,
        startTimeMs: Math.round(startMs),
        endTimeMs: endMs === null ? null : Math.round(endMs),
      }),
    takeSuggested: () => void takeSuggested(),
    /** How many sections of the analysis are not among the person's. */
    suggested: found.length,
  };
}
