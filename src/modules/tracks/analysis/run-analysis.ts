// One track from its file to its rows: analysed in the worker, its frames kept as blobs, the rest saved by a command.
// Invariant: nothing is saved unless all frames are kept; a file that cannot be read is told to the track in words.
import { errorToText, type CadenceError } from '#schema/protocol/errors.ts';
import type { BlobStore } from '#src/blobs/public.ts';
import type { Replica } from '#src/replica/api.ts';
import type { AnalysisOutcome, FrameChunkBytes } from '#src/workers/analysis/api.ts';
import { toSaveArgs, type StoredChunk } from './saved-analysis.ts';

/** Analyses in the worker; where the worker cannot decode a file, with what the page makes of it. */
export interface AnalysisPort {
  analyze(jobId: string, file: Blob, onProgress: (part: number) => void): Promise<AnalysisOutcome>;
  cancel(jobId: string): void;
  /** Nothing is left to do: frees the worker's memory. */
  rest(): void;
}

export interface AnalysisPorts {
  analysis: AnalysisPort;
  blobs: Pick<BlobStore, 'get' | 'put' | 'subscribe'>;
  replica: Pick<Replica, 'dispatch' | 'subscribeRows'>;
}

/** `saved` also when the track was removed meanwhile. */
export type RunOutcome = 'saved' | 'cancelled' | 'failed' | 'gone';

async function keepChunks(blobs: AnalysisPorts['blobs'], chunks: readonly FrameChunkBytes[]): Promise<StoredChunk[]> {
  const stored: StoredChunk[] = [];
  for (const { bytes } of chunks) stored.push(await blobs.put(new Blob([bytes], { type: 'application/octet-stream' })));
  return stored;
}

export async function markFailed({ replica }: Pick<AnalysisPorts, 'replica'>, trackId: string, error: CadenceError) {
  const { applied } = await replica.dispatch('tracks.markFailed', { trackId, message: errorToText(error) });
  await applied;
}

export async function runAnalysis(
  ports: AnalysisPorts,
  track: { id: string; content_sha256: string },
  onProgress: (part: number) => void,
): Promise<RunOutcome> {
  const file = await ports.blobs.get(track.content_sha256);
  if (!file) return 'gone';
  const startedAt = new Date();
  const outcome = await ports.analysis.analyze(track.id, file, onProgress);
  if (outcome.kind === 'cancelled') return 'cancelled';
  if (outcome.kind === 'failed') {
    await markFailed(ports, track.id, outcome.error);
    return 'failed';
  }
  const stored = await keepChunks(ports.blobs, outcome.analysis.chunks);
  const args = toSaveArgs(track.id, outcome.analysis, stored, startedAt);
  const { applied } = await ports.replica.dispatch('tracks.saveAnalysis', args);
  const ending = await applied;
  if (ending.kind === 'applied' || ending.error.code === 'not_found') return 'saved';
  // What is refused once is refused again: without a word on the track it would be analysed at every start.
  await markFailed(ports, track.id, ending.error);
  return 'failed';
}
