// What the decoders share: bytes read by range, sound handed out in pieces, and the one way a file is refused.
// Invariant: a decoder never holds more than a few seconds of sound, whatever the length of the file.
import type { CadenceError } from '#schema/protocol/errors.ts';

/** A file by ranges: a Blob in the browser, a file handle in Node. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` to `end` (exclusive, at most `size`). */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface PcmPiece {
  /** One array a channel, in WAV order, of at least `count` samples; valid until the next piece is asked for. */
  channels: Float32Array[];
  count: number;
  /** Bytes of the file read so far, for progress. */
  bytesRead: number;
}

export interface PcmStream {
  readonly codec: 'wav' | 'mp3' | 'flac' | 'vorbis' | 'opus' | 'aac';
  readonly sampleRateHz: number;
  readonly channelCount: number;
  /** From sample `from` on (0 by default), exactly. May be called once. */
  pieces(from?: number): AsyncIterable<PcmPiece>;
  /** Frees the decoder; safe to call twice. */
  close(): void;
}

/** A file that cannot be read, in words. Thrown inside the decoders, a value at the edge of the pipeline. */
export class AudioFileError extends Error {
  override name = 'AudioFileError';
  toCadenceError(): CadenceError {
    return { code: 'bad_file', detail: this.message };
  }
}

/** The page's decodeAudioData may still read it: see `pcmStream`. */
export class NeedsPageDecoder extends AudioFileError {
  override name = 'NeedsPageDecoder';
}

/**
 * Drops the first `count` samples of decoded sound, for formats that can only be read from their start. What is dropped
 * comes as empty pieces, so that whoever reads can breathe and stop.
 */
export async function* withoutFirst(pieces: AsyncIterable<PcmPiece>, count: number): AsyncGenerator<PcmPiece> {
  let left = count;
  for await (const piece of pieces) {
    if (left === 0) yield piece;
    else if (left >= piece.count) {
      left -= piece.count;
      yield { ...piece, count: 0 };
    } else {
      yield { ...piece, channels: piece.channels.map((channel) => channel.subarray(left)), count: piece.count - left };
      left = 0;
    }
  }
}

export const refuse = (words: string): never => {
  throw new AudioFileError(words);
};

const READ_BYTES = 1 << 18;

/** The file from `start` on, in pieces. */
export async function* readFrom(source: ByteSource, start: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = start; at < source.size; at += READ_BYTES) {
    yield await source.read(at, Math.min(source.size, at + READ_BYTES));
  }
}

export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

export const bytesSource = (bytes: Uint8Array<ArrayBuffer>): ByteSource => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});
