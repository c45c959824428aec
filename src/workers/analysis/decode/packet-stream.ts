// A PcmStream over one of the WASM decoders: bytes in, pieces out. Invariant: the decoder is freed once, whether the file
// ended, was damaged or the analysis was cancelled; sample rate and channels are those of the first sound and never change.
import { AudioFileError, readFrom, refuse, withoutFirst, type ByteSource, type PcmPiece, type PcmStream } from './audio-file.ts';
import { HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS } from '#src/dsp/stream-analyzer.ts';

/** The output of a decoder. */
export interface DecodedAudio {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
}

type Awaitable<T> = T | Promise<T>;

/** A decoder for one stream. */
export interface PlainDecoder {
  decode(bytes: Uint8Array<ArrayBuffer>): Awaitable<DecodedAudio>;
  flush(): Awaitable<DecodedAudio>;
  reset(): Promise<void>;
  free(): void;
}

export interface PacketDecoder {
  /** More than one result when a stream ends in these bytes and another begins. */
  decode(bytes: Uint8Array<ArrayBuffer>): Awaitable<DecodedAudio | DecodedAudio[]>;
  /** The remaining sound at the end. */
  flush(): Awaitable<DecodedAudio | DecodedAudio[]>;
  /** Resets the decoder for another part of the file. */
  reset(): Promise<void>;
  free(): void;
}

/** A position in the file from which decoding can start. */
export interface SeekPoint {
  byte: number;
  /** The file's headers, which the decoder needs first. */
  prefix: Uint8Array<ArrayBuffer> | null;
  /** The first sample that the decoder returns, counted from the start of the track. */
  sample: number;
}

/** Bytes per decoder call: about a second of sound, small enough to stay in the CPU cache until it is measured. */
const DECODE_BYTES = 1 << 15;

interface PacketFile {
  codec: PcmStream['codec'];
  decoder: PacketDecoder;
  /** The byte at which decoding starts. */
  start: number;
  /**
   * A position at or before the sample from which decoding gives the same samples as from the start; null when none can be
   * determined.
   */
  seek?: (sample: number) => Promise<SeekPoint | null>;
  /** Called at the end of the file with the number of decoded samples: says what is missing of it. */
  notice?: (samples: number, sampleRateHz: number) => string | undefined;
}

/** Closer to the start than this, decoding from the start is as fast as seeking. */
const SEEK_BEYOND_S = 10;

const words = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

const kindWords = (sampleRateHz: number, channelCount: number): string =>
  `${sampleRateHz} Hz and ${channelCount} ${channelCount === 1 ? 'channel' : 'channels'}`;

const several = (audio: DecodedAudio | DecodedAudio[]): DecodedAudio[] => (Array.isArray(audio) ? audio : [audio]);

export function checkKind(sampleRateHz: number, channelCount: number): void {
  if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ)
    refuse(`A sample rate of ${sampleRateHz} Hz is not supported.`);
  if (channelCount < 1 || channelCount > MOST_CHANNELS) refuse(`${channelCount} channels are not supported.`);
}

function closeOnce(decoder: PacketDecoder): () => void {
  let closed = false;
  return () => {
    if (closed) return;
    closed = true;
    try {
      decoder.free();
    } catch {
      // A decoder broken by damaged data cannot be freed; the garbage collector releases its memory.
    }
  };
}

export async function openPackets(source: ByteSource, file: PacketFile): Promise<PcmStream> {
  const { codec, decoder, start, seek } = file;
  let notice: string | undefined;
  const close = closeOnce(decoder);

  async function* decoded(from: number, prefix: SeekPoint['prefix']): AsyncGenerator<PcmPiece & { sampleRateHz: number }> {
    let bytesRead = from;
    const toPiece = ({ channelData, samplesDecoded, sampleRate }: DecodedAudio) => ({
      channels: channelData,
      count: samplesDecoded,
      sampleRateHz: sampleRate,
      bytesRead,
    });
    try {
      if (prefix) yield* several(await decoder.decode(prefix)).map(toPiece);
      for await (const bytes of readFrom(source, from)) {
        for (let at = 0; at < bytes.length; at += DECODE_BYTES) {
          const part = bytes.subarray(at, at + DECODE_BYTES);
          bytesRead += part.length;
          yield* several(await decoder.decode(part)).map(toPiece);
        }
      }
      yield* several(await decoder.flush()).map(toPiece);
    } catch (cause) {
      if (cause instanceof AudioFileError) throw cause;
      throw new AudioFileError(`The ${codec} data is damaged (${words(cause)}).`, { cause });
    }
  }

  let iterator = decoded(start, null);
  async function nextSound() {
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) return null;
      if (value.count > 0) return value;
    }
  }
  try {
    const first = (await nextSound()) ?? refuse(`No audio could be decoded from this ${codec} file.`);
    const { sampleRateHz } = first;
    const channelCount = first.channels.length;
    checkKind(sampleRateHz, channelCount);
    async function* piecesAfter(head: typeof first | null): AsyncGenerator<PcmPiece, number> {
      let samples = 0;
      for (let piece = head; piece; piece = await nextSound()) {
        if (piece.sampleRateHz !== sampleRateHz || piece.channels.length !== channelCount) {
          refuse(
            `The audio changes within the file from ${kindWords(sampleRateHz, channelCount)} to ${kindWords(piece.sampleRateHz, piece.channels.length)}.`,
          );
        }
        samples += piece.count;
        yield piece;
      }
      return samples;
    }
    async function* allPieces(): AsyncGenerator<PcmPiece> {
      const samples = yield* piecesAfter(first);
      notice = file.notice?.(samples, sampleRateHz);
    }
    async function* laterPieces(from: number): AsyncGenerator<PcmPiece> {
      const point = from > SEEK_BEYOND_S * sampleRateHz ? ((await seek?.(from)) ?? null) : null;
      if (!point || point.sample > from) return yield* withoutFirst(allPieces(), from);
      await decoder.reset();
      iterator = decoded(point.byte, point.prefix);
      yield* withoutFirst(piecesAfter(await nextSound()), from - point.sample);
    }
    const pieces = (from = 0) => (from > 0 ? laterPieces(from) : allPieces());
    return {
      codec,
      sampleRateHz,
      channelCount,
      get notice() {
        return notice;
      },
      pieces,
      close,
    };
  } catch (cause) {
    close();
    throw cause;
  }
}
