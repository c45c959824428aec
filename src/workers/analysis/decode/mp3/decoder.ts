// Wraps the WASM decoder (decoder.c): finds the frames in the given bytes and selects the track's samples. Invariant: returned
// samples are in the decoder's memory and valid until the next call.
import { refuse } from '../audio-file.ts';
import { FrameFinder } from '../mp3-frames.ts';
import type { FrameHeader } from '../mp3-header.ts';
import type { Mp3Timing } from '../mp3-timing.ts';
import type { DecodedAudio } from '../packet-stream.ts';
import { MP3_DECODER_WASM } from './decoder-wasm.ts';

interface DecoderExports {
  memory: WebAssembly.Memory;
  input(): number;
  inputBytes(): number;
  left(): number;
  right(): number;
  reset(): void;
  /** Decodes the frame at input + at and writes its samples to the planes from `out` on. */
  decode(at: number, bytes: number, out: number): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

const compile = () =>
  (compiled ??= WebAssembly.compile(Uint8Array.from(atob(MP3_DECODER_WASM), (char) => char.codePointAt(0) as number)));

export class Mp3Decoder {
  private readonly input: Uint8Array;
  private readonly left: Float32Array;
  private readonly right: Float32Array;
  private finder: FrameFinder;
  /** Bytes at the start of `input` that wait for more. */
  private held = 0;
  /** Bytes of a tag that are still to be skipped. */
  private toSkip = 0;
  /** Samples decoded, counted from the start of the file. */
  private decoded = 0;

  private constructor(
    private readonly wasm: DecoderExports,
    private readonly first: FrameHeader,
    private readonly timing: Mp3Timing,
  ) {
    const { buffer } = wasm.memory;
    this.input = new Uint8Array(buffer, wasm.input(), wasm.inputBytes());
    // Views from each plane to the end of the memory; only decoded samples are read.
    this.left = new Float32Array(buffer, wasm.left());
    this.right = new Float32Array(buffer, wasm.right());
    this.finder = new FrameFinder(first);
  }

  /** `first` is the header of the frame at the start of the first bytes. */
  static async open(first: FrameHeader, timing: Mp3Timing): Promise<Mp3Decoder> {
    const { exports } = await WebAssembly.instantiate(await compile(), {});
    return new Mp3Decoder(exports as unknown as DecoderExports, first, timing);
  }

  /** Resets the decoder to a frame whose first sample has the number `decoded`, counted from the start of the file. */
  startAt(decoded: number): void {
    this.wasm.reset();
    this.finder = new FrameFinder(this.first);
    [this.held, this.toSkip, this.decoded] = [0, 0, decoded];
  }

  /** Samples decoded so far, with those that are not part of the track. */
  get decodedSamples(): number {
    return this.decoded;
  }

  decode(bytes: Uint8Array): DecodedAudio {
    const tagBytes = Math.min(this.toSkip, bytes.length);
    this.toSkip -= tagBytes;
    this.input.set(bytes.subarray(tagBytes), this.held);
    return this.decodeHeld(this.held + bytes.length - tagBytes, false);
  }

  /** The remaining samples at the end of the file. */
  flush(): DecodedAudio {
    return this.decodeHeld(this.held, true);
  }

  private decodeHeld(filled: number, isEnd: boolean): DecodedAudio {
    const bytes = this.input.subarray(0, filled);
    let count = 0;
    let found = this.finder.next(bytes, 0, isEnd);
    for (; found.kind === 'frame'; found = this.finder.next(bytes, found.at + found.header.length, isEnd)) {
      count = this.decodeFrame(found.at, found.header, count);
    }
    this.held = Math.max(0, filled - found.at);
    this.toSkip += Math.max(0, found.at - filled);
    this.input.copyWithin(0, found.at, filled);
    const channelData = this.first.mono ? [this.left] : [this.left, this.right];
    return { channelData, samplesDecoded: count, sampleRate: this.first.rate };
  }

  /** Returns the position in the planes for the next frame's samples. */
  private decodeFrame(at: number, { length, mono, rate }: FrameHeader, out: number): number {
    if (rate !== this.first.rate) refuse('The sample rate or the number of channels changes within the file.');
    const count = this.wasm.decode(at, length, out);
    // A mono frame in a stereo file is played on both channels.
    if (mono && !this.first.mono) this.right.set(this.left.subarray(out, out + count), out);
    const [from, until] = [this.decoded, this.decoded + count];
    this.decoded = until;
    const { skipped, cutFrom, cutTo } = this.timing;
    if (from >= skipped && (until <= cutFrom || from >= cutTo)) return out + count;
    let end = this.move(out, from, Math.max(from, skipped), Math.min(until, cutFrom), out);
    end = this.move(out, from, Math.max(from, cutTo), until, end);
    return end;
  }

  /** Copies samples `start` … `until` of the frame at `out`, whose first sample is `from`, to position `to`. */
  private move(out: number, from: number, start: number, until: number, to: number): number {
    if (start >= until) return to;
    for (const plane of [this.left, this.right]) plane.copyWithin(to, out + start - from, out + until - from);
    return to + until - start;
  }
}
