// One track with everything the pages show of it, put together from the replica's rows.
import { useMemo } from 'react';
import { useLive } from '#src/replica/public.ts';
import type { TrackEvents, TrackFrames } from './drawing/api.ts';
import { eventsOf, framesOf } from './frames.ts';
import { readSummary, type TrackSummary } from './summary.ts';
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
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Undefined while it is looked up, null when it is not here. */
export function useTrackRow(trackId: string | null): TrackRow | null | undefined {
  const { rows } = useLive(trackId === null ? null : trackById(trackId), [trackId]);
  if (trackId === null) return null;
  // Rows of the address before stay until the new ones are there.
  const row = rows?.find(({ id }) => id === trackId);
  return rows === undefined || (row === undefined && rows.length > 0) ? undefined : (row ?? null);
}

/** The analysis that stands; null before there is one, undefined while it is looked up. */
export function useAnalysis(track: Pick<TrackRow, 'id' | 'content_sha256'> | null | undefined): TrackAnalysis | null | undefined {
  const trackId = track?.id ?? null;
  const { rows } = useLive(trackId === null ? null : analysisOfTrack(trackId), [trackId]);
  const row = rows?.[0];
  const { rows: chunks } = useLive(row ? chunksOfManifest(row.manifest_id) : null, [row?.manifest_id]);
  const { rows: found } = useLive(row ? foundSections(row.id) : null, [row?.id]);
  const sha256 = track?.content_sha256 ?? null;
  return useMemo(() => {
    if (trackId === null) return null;
    if (!rows) return undefined;
    if (!row) return null;
    // Each query's rows stay until those of its new subject are there.
    const isOld = row.track_id !== trackId || chunks?.some(({ manifest_id }) => manifest_id !== row.manifest_id);
    if (isOld || !chunks || !found || found.some(({ analysis_id }) => analysis_id !== row.id)) return undefined;
    const events = eventsOf(
      row,
      found.map(({ time_ms }) => time_ms),
    );
    return { row, summary: readSummary(row.summary), events, frames: framesOf(row, chunks, events, sha256) };
  }, [trackId, rows, row, chunks, found, sha256]);
}

export function useMarks(trackId: string | null): { sections: SectionRow[]; notes: NoteRow[] } {
  const { rows: sections = [] } = useLive(sectionsOfTrack(trackId ?? NO_ID), [trackId]);
  const { rows: notes = [] } = useLive(notesOfTrack(trackId ?? NO_ID), [trackId]);
  return { sections, notes };
}

/** The track as a deck plays it; null when no device has told of its file. */
export function useDeckTrack(track: TrackRow | null | undefined, analysis: TrackAnalysis | null | undefined): DeckTrack | null {
  const sha256 = track?.content_sha256 ?? null;
  return useMemo(() => {
    if (!track || sha256 === null || analysis === undefined) return null;
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
