// From the rows of an analysis to what a view draws. Invariant: whatever stands in a row's JSON, times come out ascending.
import { deltasToTimes } from '#schema/tracks/rules.ts';
import type { TrackEvents, TrackFrames } from './api.ts';
import type { AnalysisRow, ChunkRow } from '../queries.ts';

const deltasIn = (value: unknown): number[] =>
  Array.isArray(value) && value.every((delta) => typeof delta === 'number' && delta >= 0) ? value : [];

export function eventsOf(analysis: Pick<AnalysisRow, 'events'>, sectionsMs: readonly number[]): TrackEvents {
  const events: unknown = analysis.events;
  const { beats, onsets }: { beats?: unknown; onsets?: unknown } = typeof events === 'object' && events !== null ? events : {};
  return { beatsMs: deltasToTimes(deltasIn(beats)), onsetsMs: deltasToTimes(deltasIn(onsets)), sectionsMs };
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
