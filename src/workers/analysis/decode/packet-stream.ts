// A PcmStream over one of the WASM decoders: bytes in, pieces out. Invariant: the decoder is freed once, whether the file
// ended, was damaged or the analysis was cancelled; the rate and the channels are those of the first sound and stay so.
import { AudioFileError, readFrom, refuse, withoutFirst, type ByteSource, type PcmPiece, type PcmStream } from './audio-file.ts';
import { HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS } from '#src/dsp/stream-analyzer.ts';

/** What the decoders answer. */
export interface DecodedAudio {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
}

export interface PacketDecoder {
  decode(bytes: Uint8Array<ArrayBuffer>): DecodedAudio | Promise<DecodedAudio>;
  /** What is left at the end. */
  flush(): DecodedAudio | Promise<DecodedAudio>;
  /** Forgets what came before, ready for another part of the file. */
  reset(): Promise<void>;
  free(): void;
}

/** A place in the file from which decoding can begin. */
export interface SeekPoint {
  byte: number;
  /** What the decoder must have seen before: the file's headers. */
  prefix: Uint8Array<ArrayBuffer> | null;
  /** The first sample it answers with, as counted from the start of the track. */
  sample: number;
}

/** Handed to the decoder at once: about a second of sound, which stays in the processor's cache until it is measured. */
const DECODE_BYTES = 1 << 15;

interface PacketFile {
  codec: PcmStream['codec'];
  decoder: PacketDecoder;
  /** The byte to start at. */
  start: number;
  /** Maps decoded channels to WAV order; by default they are. */
  arrange?: (channels: Float32Array[]) => Float32Array[];
  /** A place at or before a sample, from which the decoder says the same as from the start; null where none can be told. */
  seek?: (sample: number) => Promise<SeekPoint | null>;
  /** Called with all samples decoded when the file ended: a codec that knows its length may refuse a file cut short. */
  checkLength?: (samples: number, sampleRateHz: number) => void;
}

/** Nearer to the start than this, decoding from there is as fast as looking for a place. */
const SEEK_BEYOND_S = 10;

const words = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

export async function openPackets(source: ByteSource, file: PacketFile): Promise<PcmStream> {
  const { codec, decoder, start, arrange = (channels) => channels, checkLength, seek } = file;
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    try {
      decoder.free();
    } catch {
      // A decoder that damaged data has broken cannot be freed; its memory goes when nothing holds it any more.
    }
  };

  async function* decoded(from: number, prefix: SeekPoint['prefix']): AsyncGenerator<PcmPiece & { sampleRateHz: number }> {
    let bytesRead = from;
    const toPiece = ({ channelData, samplesDecoded, sampleRate }: DecodedAudio) => ({
      channels: arrange(channelData),
      count: samplesDecoded,
      sampleRateHz: sampleRate,
      bytesRead,
    });
    try {
      if (prefix) yield toPiece(await decoder.decode(prefix));
      for await (const bytes of readFrom(source, from)) {
        for (let at = 0; at < bytes.length; at += DECODE_BYTES) {
          const part = bytes.subarray(at, at + DECODE_BYTES);
          bytesRead += part.length;
          yield toPiece(await decoder.decode(part));
        }
      }
      yield toPiece(await decoder.flush());
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
    const first = (await nextSound()) ?? refuse(`No sound could be decoded from this ${codec} file.`);
    const { sampleRateHz } = first;
    const channelCount = first.channels.length;
    if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ)
      refuse(`${sampleRateHz} samples a second can't be read here.`);
    if (channelCount < 1 || channelCount > MOST_CHANNELS) refuse(`${channelCount} channels can't be read here.`);
    async function* piecesAfter(head: typeof first | null): AsyncGenerator<PcmPiece, number> {
      let samples = 0;
      for (let piece = head; piece; piece = await nextSound()) {
        if (piece.sampleRateHz !== sampleRateHz || piece.channels.length !== channelCount) {
          refuse('The file changes its sample rate or its channels on the way.');
        }
        samples += piece.count;
        yield piece;
      }
      return samples;
    }
    async function* allPieces(): AsyncGenerator<PcmPiece> {
      const samples = yield* piecesAfter(first);
      checkLength?.(samples, sampleRateHz);
    }
    async function* laterPieces(from: number): AsyncGenerator<PcmPiece> {
      const point = from > SEEK_BEYOND_S * sampleRateHz ? ((await seek?.(from)) ?? null) : null;
      if (!point || point.sample > from) return yield* withoutFirst(allPieces(), from);
      await decoder.reset();
      iterator = decoded(point.byte, point.prefix);
      yield* withoutFirst(piecesAfter(await nextSound()), from - point.sample);
    }
    const pieces = (from = 0) => (from > 0 ? laterPieces(from) : allPieces());
    return { codec, sampleRateHz, channelCount, pieces, close };
  } catch (cause) {
    close();
    throw cause;
  }
}
