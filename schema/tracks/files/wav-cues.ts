// Markers in a WAV file: the cue chunk with the labels and lengths of its list (RIFF "adtl"), and the loops of the sampler chunk.
// Invariant: no size of the file is believed before it was compared with the bytes that are there.
import { unnamed, type Marker, type MarkerFile } from './marker.ts';

const CUE_BYTES = 24;
const LOOP_BYTES = 24;
const SAMPLER_HEADER_BYTES = 36;

const textAt = (view: DataView, at: number, length: number): string => {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end)).trim();
};
const idAt = (view: DataView, at: number): string =>
  String.fromCodePoint(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

export const isWav = (bytes: Uint8Array): boolean => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length >= 12 && ['RIFF', 'RF64'].includes(idAt(view, 0)) && idAt(view, 8) === 'WAVE';
};

/** The chunks between two places, each with its content. A chunk that says it is longer than the file ends with the file. */
function* chunks(view: DataView, from: number, to: number): Generator<{ id: string; content: DataView }> {
  for (let at = from; at + 8 <= to;) {
    const length = view.getUint32(at + 4, true);
    const there = Math.min(length, to - at - 8);
    yield { id: idAt(view, at), content: new DataView(view.buffer, view.byteOffset + at + 8, there) };
    at += 8 + length + (length & 1);
  }
}

interface Cue {
  frame: number;
  frames: number;
  title: string;
}

class Cues {
  readonly cues = new Map<number, Cue>();
  readonly loops: { id: number; from: number; to: number }[] = [];
  rateHz = 0;

  read(id: string, content: DataView): void {
    if (id === 'fmt ' && content.byteLength >= 8) this.rateHz = content.getUint32(4, true);
    if (id === 'cue ') this.#readPoints(content);
    if (id === 'smpl') this.#readLoops(content);
    if (id === 'LIST' && content.byteLength >= 4 && idAt(content, 0) === 'adtl')
      for (const part of chunks(content, 4, content.byteLength)) this.#describe(part.id, part.content);
  }

  #at(id: number): Cue {
    const known = this.cues.get(id) ?? { frame: -1, frames: 0, title: '' };
    this.cues.set(id, known);
    return known;
  }

  #readPoints(content: DataView): void {
    const count = content.byteLength < 4 ? 0 : content.getUint32(0, true);
    for (let index = 0, at = 4; index < count && at + CUE_BYTES <= content.byteLength; index += 1, at += CUE_BYTES)
      this.#at(content.getUint32(at, true)).frame = content.getUint32(at + 20, true);
  }

  #describe(id: string, content: DataView): void {
    if (content.byteLength < 4) return;
    const cue = this.#at(content.getUint32(0, true));
    if (id === 'labl' || (id === 'note' && cue.title === '')) cue.title = textAt(content, 4, content.byteLength - 4);
    if (id === 'ltxt' && content.byteLength >= 8) cue.frames = content.getUint32(4, true);
  }

  #readLoops(content: DataView): void {
    const count = content.byteLength < SAMPLER_HEADER_BYTES ? 0 : content.getUint32(28, true);
    for (
      let index = 0, at = SAMPLER_HEADER_BYTES;
      index < count && at + LOOP_BYTES <= content.byteLength;
      index += 1, at += LOOP_BYTES
    )
      this.loops.push({
        id: content.getUint32(at, true),
        from: content.getUint32(at + 8, true),
        to: content.getUint32(at + 12, true),
      });
  }

  markers(): Marker[] {
    const toMs = (frame: number): number => Math.round((1000 * frame) / this.rateHz);
    const looped = new Set(this.loops.map(({ id }) => id));
    return [
      ...[...this.cues].flatMap(([id, { frame, frames, title }], place): Marker[] => {
        // The loop of a cue is its region.
        if (frame < 0 || (frames === 0 && looped.has(id))) return [];
        const endMs = frames > 0 ? toMs(frame + frames) : null;
        return [{ startMs: toMs(frame), endMs, title: title || `Cue ${place + 1}` }];
      }),
      ...this.loops.map(({ id, from, to }, place) => ({
        startMs: toMs(from),
        endMs: toMs(to),
        title: this.cues.get(id)?.title || `Loop ${place + 1}`,
      })),
    ];
  }
}

export function readWavCues(bytes: Uint8Array): MarkerFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cues = new Cues();
  for (const { id, content } of chunks(view, 12, bytes.length)) cues.read(id, content);
  const markers = cues.rateHz > 0 ? cues.markers() : [];
  return { format: 'WAV file with cues', sets: markers.length === 0 ? [] : [unnamed(markers)], problems: [] };
}
