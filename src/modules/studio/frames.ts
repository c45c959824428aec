// From the rows of an analysis to what a view draws. Invariant: whatever stands in a row's JSON, times come out ascending.
import { z } from 'zod';
import { deltasToTimes } from '#schema/rules/tracks.ts';
import type { TrackEvents, TrackFrames } from './drawing/api.ts';
import type { AnalysisRow, ChunkRow } from './queries.ts';

const deltas = z.array(z.number().min(0)).catch([]);
const manifestEvents = z.object({ beats: deltas, onsets: deltas }).catch({ beats: [], onsets: [] });

export function eventsOf(analysis: Pick<AnalysisRow, 'events'>, sectionsMs: readonly number[]): TrackEvents {
  const { beats, onsets } = manifestEvents.parse(analysis.events);
  return { beatsMs: deltasToTimes(beats), onsetsMs: deltasToTimes(onsets), sectionsMs };
}

/** Chunks without a name are on their way from the device that made them. */
export function framesOf(
  analysis: AnalysisRow,
  chunks: readonly ChunkRow[],
  events: TrackEvents,
  audioSha256: string | null,
): TrackFrames {
  return {
    key: analysis.manifest_id,
    manifest: analysis,
    durationMs: analysis.duration_ms,
    chunks: chunks.flatMap(({ chunk_index: index, content_sha256: contentSha256 }) =>
      contentSha256 === null ? [] : [{ index, contentSha256 }],
    ),
    events,
    audioSha256,
  };
}
