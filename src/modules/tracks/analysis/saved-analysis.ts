// From what the worker found to the command that saves it. Pure but for the new ids.
import type { AnalysisSaveArgs } from '#schema/tracks/commands/index.ts';
import { newId } from '#schema/ids.ts';
import { timesToDeltas, trackLimits } from '#schema/tracks/rules.ts';
import type { TrackAnalysis } from '#src/workers/analysis/api.ts';

/** A chunk's place in the blob store. */
export interface StoredChunk {
  sha256: string;
  size: number;
}

const round = (value: number, digits = 4): number => Number(value.toFixed(digits));
/** Shorter in JSON, and more digits than anything that is shown of them. */
const toSummary = (facts: object): AnalysisSaveArgs['summary'] =>
  JSON.parse(
    JSON.stringify(facts, (_key, part: unknown) => (typeof part === 'number' ? round(part) : part)),
  ) as AnalysisSaveArgs['summary'];

/** The surest of too many, in their order. */
function surest<T extends { confidence: number }>(found: readonly T[], most: number): readonly T[] {
  if (found.length <= most) return found;
  const bound = found.map(({ confidence }) => confidence).toSorted((a, b) => b - a)[most] as number;
  return found.filter(({ confidence }) => confidence > bound);
}

export function toSaveArgs(
  trackId: string,
  { description, manifest, chunks, codec, sampleRateHz, channelCount, notice }: TrackAnalysis,
  stored: readonly StoredChunk[],
  startedAt: Date,
): AnalysisSaveArgs {
  const { beatsMs, onsets, sections, fingerprint: _inManifest, ...summary } = description;
  return {
    trackId,
    analysisId: newId(),
    manifestId: newId(),
    analyzerVersion: manifest.analyzer_version,
    startedAt: startedAt.toISOString(),
    bpm: description.tempo && round(description.tempo.bpm, 2),
    keySignature: description.key?.key ?? null,
    summary: toSummary({ ...summary, codec, sampleRateHz, channelCount, ...(notice !== undefined && { notice }) }),
    manifest: {
      manifestVersion: manifest.manifest_version,
      hopMs: manifest.hop_ms,
      frameCount: manifest.frame_count,
      durationMs: manifest.duration_ms,
      sampleRate: manifest.sample_rate,
      bands: manifest.bands,
      bytesPerFrame: manifest.bytes_per_frame,
      frameLayout: manifest.frame_layout,
      fingerprint: manifest.fingerprint,
      chunkSizeFrames: manifest.chunk_size_frames,
      events: {
        beats: timesToDeltas(beatsMs.slice(0, trackLimits.beats)),
        onsets: timesToDeltas(surest(onsets, trackLimits.onsets).map(({ timeMs }) => timeMs)),
      },
    },
    chunks: chunks.map(({ index, startFrame, frames }, i) => ({
      chunkId: newId(),
      index,
      startFrame,
      endFrame: startFrame + frames,
      startTimeMs: Math.round(startFrame * manifest.hop_ms),
      endTimeMs: Math.round((startFrame + frames) * manifest.hop_ms),
      contentSha256: (stored[i] as StoredChunk).sha256,
      byteSize: (stored[i] as StoredChunk).size,
    })),
    events: surest(sections, trackLimits.sections).map(({ timeMs, confidence }) => ({
      eventId: newId(),
      timeMs: round(timeMs, 1),
      eventType: 'section',
      confidence: round(confidence),
    })),
  };
}
