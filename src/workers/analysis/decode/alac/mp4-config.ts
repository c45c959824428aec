// The header of Apple Lossless in MP4 and QuickTime, which the demuxer does not pass on because it does not know the codec.
import { ascii, refuse, type ByteSource } from '../audio-file.ts';
import { readAlacConfig, type AlacConfig } from './decoder.ts';

const PARENTS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
const MOST_BOXES = 10_000;
/** More than any description of a track's codecs. */
const DESCRIPTION_BYTES = 4096;
/** The box `alac` within the sample entry `alac`, or within its box `wave`: 36 bytes, version 0. */
const BOX_HEAD = [0, 0, 0, 36, 0x61, 0x6c, 0x61, 0x63, 0, 0, 0, 0];

function findConfig(bytes: Uint8Array): AlacConfig | null {
  for (let at = 0; at + BOX_HEAD.length <= bytes.length; at++) {
    if (BOX_HEAD.every((byte, i) => bytes[at + i] === byte)) return readAlacConfig(bytes.subarray(at + BOX_HEAD.length));
  }
  return null;
}

async function searchBoxes(source: ByteSource, start: number, end: number): Promise<AlacConfig | null> {
  for (let n = 0, at = start; n < MOST_BOXES && at + 8 <= end; n++) {
    const head = await source.read(at, Math.min(end, at + 16));
    const view = new DataView(head.buffer);
    const isLong = view.getUint32(0) === 1 && head.length === 16;
    const stated = isLong ? Number(view.getBigUint64(8)) : view.getUint32(0);
    const size = stated === 0 ? end - at : stated;
    const [type, inside, until] = [ascii(view, 4), at + (isLong ? 16 : 8), Math.min(end, at + size)];
    if (size < inside - at) return null;
    const found = PARENTS.has(type)
      ? await searchBoxes(source, inside, until)
      : type === 'stsd'
        ? findConfig(await source.read(inside, Math.min(until, inside + DESCRIPTION_BYTES)))
        : null;
    if (found) return found;
    at = until;
  }
  return null;
}

export const alacConfigOfMp4 = async (source: ByteSource): Promise<AlacConfig> =>
  (await searchBoxes(source, 0, source.size)) ?? refuse('The Apple Lossless header is missing.');
