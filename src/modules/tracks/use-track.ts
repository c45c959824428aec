// One track with everything the pages show of it, put together from the replica's rows.
import { useMemo } from 'react';
import { joinRows, useRow, useRows, type Failed, type LiveRow, type LiveRows, type Loading } from '#src/replica/public.ts';
import type { TrackEvents, TrackFrames } from './drawing/api.ts';
import { eventsOf, framesOf } from './drawing/frames.ts';
import { readSummary, type TrackSummary } from './analysis/summary.ts';
import type { DeckTrack } from './playback/api.ts';
import {
  analysisOfTrack,
  chunksOfManifest,
  foundSections,
  notesOfTrack,
  sectionsOfTrack,
  trackById,
  type AnalysisRow,
  type NoteRow,
  type SectionRow,
  type TrackRow,
} from './queries.ts';

export interface TrackAnalysis {
  row: AnalysisRow;
  summary: TrackSummary | null;
  events: TrackEvents;
  frames: TrackFrames;
}

const NO_EVENTS: TrackEvents = { beatsMs: [], onsetsMs: [], sectionsMs: [] };

/** `loading` for null. */
const useTrackRow = (trackId: string | null): LiveRow<TrackRow> =>
  useRow(trackId === null ? null : trackById(trackId), { mayArrive: true });

/** The analysis that stands; `missing` before there is one. */
function useAnalysis(track: Pick<TrackRow, 'id' | 'content_sha256'> | null): LiveRow<TrackAnalysis> {
  const found = useRow(track && analysisOfTrack(track.id));
  const row = found.kind === 'ready' ? found.row : null;
  const parts = joinRows({
    chunks: useRows(row && chunksOfManifest(row.manifest_id)),
    sections: useRows(row && foundSections(row.id)),
  });
  const { chunks, sections } = parts.kind === 'ready' ? parts.rows : {};
  const sha256 = track?.content_sha256 ?? null;
  const analysis = useMemo((): TrackAnalysis | null => {
    if (!row || !chunks || !sections) return null;
    const starts = sections.map(({ time_ms }) => time_ms);
    const events = eventsOf(row, starts);
    return { row, summary: readSummary(row.summary), events, frames: framesOf(row, chunks, events, sha256) };
  }, [row, chunks, sections, sha256]);
  if (found.kind !== 'ready') return found;
  if (parts.kind !== 'ready') return parts;
  return analysis ? { kind: 'ready', row: analysis } : { kind: 'loading' };
}

export interface Marks {
  sections: SectionRow[];
  notes: NoteRow[];
}

/** `loading` for null. */
export const useMarks = (trackId: string | null) =>
  joinRows<{ sections: LiveRows<SectionRow>; notes: LiveRows<NoteRow> }>({
    sections: useRows(trackId === null ? null : sectionsOfTrack(trackId)),
    notes: useRows(trackId === null ? null : notesOfTrack(trackId)),
  });

/** One track with its analysis, or what is known instead. */
export type TrackRead =
  | Loading
  | Failed
  | { kind: 'missing' }
  | { kind: 'ready'; track: TrackRow; analysis: TrackAnalysis | null };

/** `loading` for null. */
export function useTrack(trackId: string | null): TrackRead {
  const track = useTrackRow(trackId);
  const analysis = useAnalysis(track.kind === 'ready' ? track.row : null);
  if (track.kind !== 'ready') return track;
  if (analysis.kind === 'loading' || analysis.kind === 'failed') return analysis;
  return { kind: 'ready', track: track.row, analysis: analysis.kind === 'ready' ? analysis.row : null };
}

/** The track as a deck plays it; null without a track, and when no device has told of its file. */
export function useDeckTrack(track: TrackRow | null, analysis: TrackAnalysis | null): DeckTrack | null {
  const sha256 = track?.content_sha256 ?? null;
  return useMemo(() => {
    if (!track || sha256 === null) return null;
    return {
      trackId: track.id,
      title: track.name,
      artist: track.artist,
      contentSha256: sha256,
      durationMs: analysis?.row.duration_ms ?? 1000 * (track.duration_seconds ?? 0),
      integratedLufs: analysis?.summary?.integratedLufs ?? null,
      beatsMs: (analysis?.events ?? NO_EVENTS).beatsMs,
    };
  }, [track, sha256, analysis]);
}
