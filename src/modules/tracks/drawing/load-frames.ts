// Brings a track's frames into the worker: what is kept here at once, the rest from the server, a few at a time and in order.
// Invariant: one chunk that cannot be had does not stop the others; the first reason is what is told.
import { BlobError, type BlobStore } from '#src/blobs/api.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { FramesWorker } from '#src/workers/frames/api.ts';
import type { TrackFrames } from './api.ts';

const AT_ONCE = 4;

/** The calls that loading needs, as the worker's remote has them. */
export interface FramesSink {
  open(key: string, manifest: unknown): Promise<Awaited<ReturnType<FramesWorker['open']>>>;
  addChunk(key: string, index: number, bytes: Blob): Promise<Awaited<ReturnType<FramesWorker['addChunk']>>>;
  setEvents(key: string, events: TrackFrames['events']): Promise<void> | void;
  setAudio(key: string, audio: Blob | null): Promise<void> | void;
}

export interface LoadFramesOptions {
  blobs: Pick<BlobStore, 'get' | 'open'>;
  sink: FramesSink;
  signal: AbortSignal;
  onPart: (part: number) => void;
}

export async function loadFrames(frames: TrackFrames, options: LoadFramesOptions): Promise<CadenceError | null> {
  const { blobs, sink, signal, onPart } = options;
  const opened = await sink.open(frames.key, frames.manifest);
  if (!opened.ok) return opened.error;
  void sink.setEvents(frames.key, frames.events);
  const audio = frames.audioSha256 === null ? undefined : await blobs.get(frames.audioSha256);
  if (audio && !signal.aborted) void sink.setAudio(frames.key, audio);
  let firstError: CadenceError | null = null;
  let [next, done] = [0, 0];

  async function readInTurn(): Promise<void> {
    for (let chunk = frames.chunks[next++]; chunk && !signal.aborted; chunk = frames.chunks[next++]) {
      const error = await readChunk(chunk);
      firstError ??= error;
      onPart(++done / frames.chunks.length);
    }
  }
  async function readChunk({ index, contentSha256 }: TrackFrames['chunks'][number]): Promise<CadenceError | null> {
    try {
      const answer = await sink.addChunk(frames.key, index, await blobs.open(contentSha256, { signal }));
      return answer.ok ? null : answer.error;
    } catch (cause) {
      if (cause instanceof BlobError) return cause.error;
      if (signal.aborted) return null;
      throw cause;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, readInTurn));
  return firstError;
}
