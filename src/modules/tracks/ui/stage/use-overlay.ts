// What moves above the picture: playhead, selection, loop and marks, told to the view as they change.
import { useEffect } from 'react';
import type { OverlayMark, TimeRange, TrackViewApi } from '../../drawing/api.ts';
import type { TrackPlayerApi } from '../../playback/api.ts';
import { noteColor, noteCategoryOf, sectionColor, sectionTypeOf, type MarkColor } from '../../model.ts';
import type { NoteRow, SectionRow } from '../../queries.ts';
import { noteTitle, sectionTitles } from '../track/mark-words.ts';

interface Overlaid {
  view: TrackViewApi;
  player: TrackPlayerApi;
  /** Whether this view's track is the one that is heard: then it has the playhead. */
  isHeard: boolean;
  selection: TimeRange | null;
  loop: TimeRange | null;
  sections: readonly SectionRow[];
  notes: readonly NoteRow[];
  /** Colours are read again when it changes. */
  scheme: string;
}

export function useOverlay({ view, player, isHeard, selection, loop, sections, notes, scheme }: Overlaid): void {
  useEffect(() => view.setOverlay({ selection }), [view, selection]);
  useEffect(() => view.setOverlay({ loop: isHeard ? loop : null }), [view, loop, isHeard]);
  useEffect(() => view.setOverlay({ marks: overlayMarks(sections, notes) }), [view, sections, notes, scheme]);
  useEffect(() => {
    if (!isHeard) {
      view.setOverlay({ playheadMs: null });
      return undefined;
    }
    view.setOverlay({ playheadMs: player.positionMs() });
    return player.subscribePosition((playheadMs) => view.setOverlay({ playheadMs }));
  }, [view, player, isHeard]);
}

/** A worker knows no CSS variables, so it is told plain colours. */
function overlayMarks(sections: readonly SectionRow[], notes: readonly NoteRow[]): OverlayMark[] {
  const style = getComputedStyle(document.documentElement);
  const paint = (color: MarkColor) => style.getPropertyValue(`--mark-${color}`).trim();
  const titles = sectionTitles(sections);
  return [
    ...sections.map((row): OverlayMark => ({
      id: row.id,
      kind: 'region',
      startMs: row.start_time_ms,
      endMs: row.end_time_ms,
      color: paint(sectionColor(row.color, sectionTypeOf(row.section_type))),
      label: titles.get(row.id) ?? '',
      isSelected: false,
    })),
    ...notes.map((row): OverlayMark => ({
      id: row.id,
      kind: 'annotation',
      startMs: row.start_time_ms,
      endMs: row.end_time_ms ?? row.start_time_ms,
      color: paint(noteColor(row.color, noteCategoryOf(row.category))),
      label: noteTitle(row),
      isSelected: false,
    })),
  ];
}
