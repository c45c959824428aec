// The frames worker's calls: open tracks, and the views that show them. Invariant: a call with an unknown key or view is
// answered or ignored and never throws, because the page's message may arrive late or early.
import { decodeChunk, type FrameChunk } from '#src/dsp/frames/chunk-codec.ts';
import { toAudiowaveformDat, toCsvLines } from '#src/dsp/frames/export-frames.ts';
import type { FrameManifest } from '#src/dsp/frames/layout.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { FramesAnswer, FramesWorker } from './api.ts';
import { DrawnView, type ShownTrack } from './drawn-view.ts';
import { OpenTrack } from './open-track.ts';
import { PcmWindows } from './pcm-window.ts';

interface HeldTrack extends ShownTrack {
  /** Blobs as received: handles of files, not bytes in memory. */
  chunks: Map<number, Blob>;
}

type Exported = { ok: true; file: Blob } | { ok: false; error: CadenceError };
/** The picture is drawn at this interval while chunks arrive; drawing it for every chunk would delay the next ones. */
const ARRIVAL_MS = 80;
/** Lines of CSV per part of the file. */
const CSV_PART_LINES = 10_000;

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());
const failed = (detail: string): { ok: false; error: CadenceError } => ({ ok: false, error: { code: 'bad_file', detail } });
const notOpen = failed('This track is not open any more.');

async function* decodedChunks(
  manifest: FrameManifest,
  chunks: ReadonlyMap<number, Blob>,
  isWanted?: (column: string) => boolean,
): AsyncGenerator<FrameChunk> {
  for (let index = 0; index < manifest.total_chunks; index++) {
    const blob = chunks.get(index);
    const decoded = blob && (await decodeChunk(manifest, index, await bytesOf(blob), isWanted));
    if (decoded?.ok) yield decoded.value;
  }
}

async function toDat({ manifest }: OpenTrack, chunks: ReadonlyMap<number, Blob>): Promise<Blob> {
  const peaks: FrameChunk[] = [];
  const isPeak = (name: string) => name === 'peak_min' || name === 'peak_max';
  for await (const { index, frames, columns } of decodedChunks(manifest, chunks, isPeak)) {
    // Copied: the values are views of their chunk, whose other columns take much memory for a long track.
    peaks.push({ index, frames, columns: new Map([...columns].map(([name, values]) => [name, values.slice()])) });
  }
  return new Blob([toAudiowaveformDat(manifest, peaks)], { type: 'application/octet-stream' });
}

async function toCsv({ manifest }: OpenTrack, chunks: ReadonlyMap<number, Blob>): Promise<Blob> {
  const parts: Blob[] = [];
  let lines: string[] = [];
  const flush = () => {
    parts.push(new Blob([lines.join('\n'), '\n']));
    lines = [];
  };
  for await (const chunk of decodedChunks(manifest, chunks)) {
    for (const line of toCsvLines(manifest, [chunk])) {
      // The exported file needs the header line of the first chunk only.
      if (line.startsWith('time_ms') && (parts.length > 0 || lines.length > 0)) continue;
      lines.push(line);
      if (lines.length >= CSV_PART_LINES) flush();
    }
  }
  if (lines.length > 0) flush();
  return new Blob(parts, { type: 'text/csv' });
}

export function createFramesService(): FramesWorker {
  const tracks = new Map<string, HeldTrack>();
  const views = new Map<string, DrawnView>();
  const changed = (key: string) => views.forEach((view) => view.trackChanged(key));

  const arriving = new Set<string>();
  const arrived = (key: string) => {
    if (arriving.has(key)) return;
    arriving.add(key);
    setTimeout(() => {
      arriving.delete(key);
      changed(key);
    }, ARRIVAL_MS);
  };

  async function addChunk(key: string, index: number, blob: Blob): Promise<FramesAnswer> {
    const held = tracks.get(key);
    if (!held) return notOpen;
    const added = await held.track.addChunk(index, await bytesOf(blob));
    if (!added.ok) return added;
    held.chunks.set(index, blob);
    arrived(key);
    return { ok: true };
  }

  async function exportFrames(key: string, format: 'dat' | 'csv'): Promise<Exported> {
    const held = tracks.get(key);
    if (!held) return notOpen;
    if (held.chunks.size < held.track.manifest.total_chunks) return failed('Not all of its frames are here yet.');
    return { ok: true, file: await (format === 'dat' ? toDat : toCsv)(held.track, held.chunks) };
  }

  return {
    open(key, manifest) {
      if (tracks.has(key)) return Promise.resolve({ ok: true });
      const opened = OpenTrack.open(manifest);
      if (!opened.ok) return Promise.resolve(opened);
      const events = { beatsMs: [], onsetsMs: [], sectionsMs: [] };
      tracks.set(key, { track: opened.value, events, pcm: null, chunks: new Map() });
      changed(key);
      return Promise.resolve({ ok: true });
    },
    addChunk,
    setEvents(key, events) {
      const held = tracks.get(key);
      if (held) held.events = events;
      changed(key);
    },
    setAudio(key, audio) {
      const held = tracks.get(key);
      if (!held) return;
      held.pcm?.close();
      held.pcm = audio && new PcmWindows(audio, () => changed(key));
      changed(key);
    },
    close(key) {
      tracks.get(key)?.pcm?.close();
      tracks.delete(key);
      changed(key);
    },
    read: (key, atMs) => tracks.get(key)?.track.read(atMs) ?? null,
    levelRange: (key) => tracks.get(key)?.track.levelRange() ?? null,
    exportFrames,
    attach(viewId, canvas) {
      views.set(viewId, new DrawnView(canvas, (key) => tracks.get(key)));
    },
    detach(viewId) {
      views.get(viewId)?.detach();
      views.delete(viewId);
    },
    subscribeDrawing: (viewId, onDrawn) => views.get(viewId)?.subscribe(onDrawn),
    show: (viewId, scene, overlay) => views.get(viewId)?.show(scene, overlay),
  };
}
