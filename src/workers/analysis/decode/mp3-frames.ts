// Finds the frames of an MP3. Decoding and seeking both use this class, so they count the same frames even in a damaged file or
// one joined from several files with their tags. Invariant: the result depends only on the file's bytes, never on how they are
// split into pieces.
import { frameHeader, id3Length, ID3_HEADER_BYTES, isSameKind, type FrameHeader } from './mp3-header.ts';

export type FrameSearch =
  | { kind: 'frame'; at: number; header: FrameHeader }
  /** More bytes are needed, from `at` on, which may be behind the end of the piece. */
  | { kind: 'more'; at: number };

/** Frames that must follow a newly found frame before it is accepted: of the kind found before, or of another kind. */
const FRAMES_OF_SAME_KIND = 1;
const FRAMES_OF_OTHER_KIND = 3;

export class FrameFinder {
  private isInSync = true;
  /** `kind`: the header of the previous or first frame. The search starts in sync: its first byte is the start of a frame. */
  constructor(private kind: FrameHeader) {}

  /** The next complete frame in `bytes`, from `from` on. `isEnd`: the file ends with these bytes. */
  next(bytes: Uint8Array, from: number, isEnd: boolean): FrameSearch {
    if (this.isInSync) {
      const header = frameHeader(bytes, from, this.kind.free);
      if (header && isSameKind(header, this.kind)) {
        return from + header.length <= bytes.length ? { kind: 'frame', at: from, header } : { kind: 'more', at: from };
      }
      if (from + 4 > bytes.length) return { kind: 'more', at: from };
      this.isInSync = false;
    }
    return this.search(bytes, from, isEnd);
  }

  /** Skips tags and damage up to a frame that is followed by others. */
  private search(bytes: Uint8Array, from: number, isEnd: boolean): FrameSearch {
    for (let at = from; at + (isEnd ? 4 : ID3_HEADER_BYTES) <= bytes.length; at++) {
      const tag = id3Length(bytes, at);
      if (tag > 0) return at + tag < bytes.length ? this.search(bytes, at + tag, isEnd) : { kind: 'more', at: at + tag };
      const header = frameHeader(bytes, at, this.kind.free);
      if (!header) continue;
      const row = this.isInRow(bytes, at, header, isEnd);
      if (row === 'unknown') return { kind: 'more', at };
      if (row === 'no') continue;
      this.kind = { ...header, free: header.free || this.kind.free };
      this.isInSync = true;
      return { kind: 'frame', at, header };
    }
    const needed = isEnd ? 0 : ID3_HEADER_BYTES - 1;
    return { kind: 'more', at: Math.max(from, bytes.length - needed) };
  }

  private isInRow(bytes: Uint8Array, at: number, header: FrameHeader, isEnd: boolean): 'yes' | 'no' | 'unknown' {
    let end = at + header.length;
    for (let left = isSameKind(header, this.kind) ? FRAMES_OF_SAME_KIND : FRAMES_OF_OTHER_KIND; left > 0; left--) {
      if (isEnd && end === bytes.length) return 'yes';
      if (end + 4 > bytes.length) return isEnd ? 'no' : 'unknown';
      const next = frameHeader(bytes, end, this.kind.free);
      if (!next || !isSameKind(next, header)) return 'no';
      end += next.length;
    }
    return 'yes';
  }
}
