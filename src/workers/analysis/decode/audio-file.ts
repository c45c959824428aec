// The decoders' common interface: reading bytes by range, returning sound in pieces, refusing a file. Invariant: a decoder
// never holds more than a few seconds of sound, however long the file is.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Speaker } from '#src/dsp/speakers.ts';

/** A file read by ranges: a Blob in the browser, a file handle in Node. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` to `end` (exclusive, at most `size`). */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface PcmPiece {
  /** One array per channel, in WAV order, each of at least `count` samples; valid until the next piece is requested. */
  channels: Float32Array[];
  count: number;
  /** Bytes of the file read so far, for progress. */
  bytesRead: number;
}

export type AudioCodecName = 'wav' | 'w64' | 'aiff' | 'caf' | 'au' | 'mp3' | 'flac' | 'alac' | 'vorbis' | 'opus' | 'aac' | 'pcm';

export interface PcmStream {
  readonly codec: AudioCodecName;
  readonly sampleRateHz: number;
  readonly channelCount: number;
  /** The loudspeaker of each channel, when the file names others than usual for its number of channels. */
  readonly speakers?: readonly Speaker[] | undefined;
  /**
   * The part of the file that could not be read, in words; undefined when all of it was read. Complete after the last piece.
   */
  readonly notice?: string | undefined;
  /** Pieces that start exactly at sample `from` (0 by default). May be called once. */
  pieces(from?: number): AsyncIterable<PcmPiece>;
  /** Frees the decoder; safe to call twice. */
  close(): void;
}

/** A file that cannot be read, with a message. Decoders throw it; the pipeline returns it as a value. */
export class AudioFileError extends Error {
  override name = 'AudioFileError';
  toCadenceError(): CadenceError {
    return { code: 'bad_file', detail: this.message };
  }
}

/** The page's decodeAudioData may be able to read the file: see `pcmStream`. */
export class NeedsPageDecoder extends AudioFileError {
  override name = 'NeedsPageDecoder';
}

/**
 * Drops the first `count` samples of decoded sound, for formats that can only be decoded from the start. Yields empty pieces
 * for the dropped part, so that the consumer can report progress and stop.
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

/** The file's bytes from `start` on, in pieces. */
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

/** Part of a file as a file of its own. */
export function sourceFrom(source: ByteSource, start: number, end: number): ByteSource {
  const until = Math.min(source.size, end);
  return {
    size: Math.max(0, until - start),
    read: (from, to) => source.read(start + from, Math.min(until, start + to)),
  };
}

/** Four letters, the id of a chunk. */
export const ascii = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
