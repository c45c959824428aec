// Where the frames of an MP3 lie. Decoding and seeking both ask here, so they count the same frames, also where a file is
// damaged or joined from several with their tags. Invariant: what is found depends on the file's bytes alone, never on how
// they are cut into pieces.
import { frameHeader, id3Length, ID3_HEADER_BYTES, isSameKind, type FrameHeader } from './mp3-header.ts';

export type FrameSearch =
  | { kind: 'frame'; at: number; header: FrameHeader }
  /** More bytes are needed; those before `at`, which may lie past the piece, are not. */
  | { kind: 'more'; at: number };

/** Frames that must follow in a row before a stranger between the frames is believed: of the same kind as before, or not. */
const ROW_OF_KIND = 1;
const ROW_OF_STRANGERS = 3;

export class FrameFinder {
  private isInStep = true;
  /** `kind`: the frame before, or the first itself. Begins in step: the first byte it sees is a frame's. */
  constructor(private kind: FrameHeader) {}

  /** The next frame that lies whole in `bytes`, from `from` on. `isEnd`: no more bytes follow these. */
  next(bytes: Uint8Array, from: number, isEnd: boolean): FrameSearch {
    if (this.isInStep) {
      const header = frameHeader(bytes, from);
      if (header && isSameKind(header, this.kind)) {
        return from + header.length <= bytes.length ? { kind: 'frame', at: from, header } : { kind: 'more', at: from };
      }
      if (from + 4 > bytes.length) return { kind: 'more', at: from };
      this.isInStep = false;
    }
    return this.search(bytes, from, isEnd);
  }

  /** Over tags and damage to a frame that others follow. */
  private search(bytes: Uint8Array, from: number, isEnd: boolean): FrameSearch {
    for (let at = from; at + (isEnd ? 4 : ID3_HEADER_BYTES) <= bytes.length; at++) {
      const tag = id3Length(bytes, at);
      if (tag > 0) return at + tag < bytes.length ? this.search(bytes, at + tag, isEnd) : { kind: 'more', at: at + tag };
      const header = frameHeader(bytes, at);
      if (!header) continue;
      const row = this.isInRow(bytes, at, header, isEnd);
      if (row === 'unknown') return { kind: 'more', at };
      if (row === 'no') continue;
      this.kind = header;
      this.isInStep = true;
      return { kind: 'frame', at, header };
    }
    const needed = isEnd ? 0 : ID3_HEADER_BYTES - 1;
    return { kind: 'more', at: Math.max(from, bytes.length - needed) };
  }

  private isInRow(bytes: Uint8Array, at: number, header: FrameHeader, isEnd: boolean): 'yes' | 'no' | 'unknown' {
    let end = at + header.length;
    for (let left = isSameKind(header, this.kind) ? ROW_OF_KIND : ROW_OF_STRANGERS; left > 0; left--) {
      if (isEnd && end === bytes.length) return 'yes';
      if (end + 4 > bytes.length) return isEnd ? 'no' : 'unknown';
      const next = frameHeader(bytes, end);
      if (!next || !isSameKind(next, header)) return 'no';
      end += next.length;
    }
    return 'yes';
  }
}
