// Apple Lossless, after Apple's reference (ALACDecoder.cpp, Apache 2.0), for 16 to 32 bits and up to 8 channels. There is no
// other small decoder: the package `alac` needs a player's library and reads 16 bits only. Invariant: samples are bit-exact; a
// damaged packet is refused.
import type { Speaker } from '#src/dsp/speakers.ts';
import { refuse } from '../audio-file.ts';
import { Bits } from './bits.ts';
import { predict, readResiduals } from './residuals.ts';

export interface AlacConfig {
  frameLength: number;
  bitDepth: number;
  rate: number;
  mean: number;
  longest: number;
  channelCount: number;
  sampleRateHz: number;
}

const CONFIG_BYTES = 24;
const MOST_FRAMES = 1 << 16;

/** The 24 bytes of ALACSpecificConfig. */
export function readAlacConfig(bytes: Uint8Array): AlacConfig {
  if (bytes.length < CONFIG_BYTES) return refuse('The Apple Lossless header is incomplete.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const config = {
    frameLength: view.getUint32(0),
    bitDepth: view.getUint8(5),
    rate: view.getUint8(6),
    mean: view.getUint8(7),
    longest: view.getUint8(8),
    channelCount: view.getUint8(9),
    sampleRateHz: view.getUint32(20),
  };
  const isPlausible =
    view.getUint8(4) === 0 && config.frameLength > 0 && config.frameLength <= MOST_FRAMES && config.longest <= 16;
  if (!isPlausible || ![16, 20, 24, 32].includes(config.bitDepth) || config.channelCount < 1 || config.channelCount > 8)
    return refuse('The Apple Lossless header is damaged.');
  return config;
}

/** For each channel in WAV order, its index in the order of ALAC, which begins with the centre. */
const WAV_ORDER: Readonly<Record<number, readonly number[]>> = {
  3: [1, 2, 0],
  4: [1, 2, 0, 3],
  5: [1, 2, 0, 3, 4],
  6: [1, 2, 0, 5, 3, 4],
  7: [1, 2, 0, 6, 5, 3, 4],
  8: [3, 4, 0, 7, 5, 6, 1, 2],
};
/** The loudspeakers where they are not the usual ones. */
const SPEAKERS: Readonly<Record<number, readonly Speaker[]>> = {
  4: ['FL', 'FR', 'FC', 'BC'],
  8: ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR', 'FLC', 'FRC'],
};

/** What a packet consists of. */
const ELEMENT = { single: 0, pair: 1, lfe: 3, data: 4, fill: 6, end: 7 };

interface Predictor {
  mode: number;
  shift: number;
  rateQuarters: number;
  coefficients: Int16Array;
}

function readPredictor(bits: Bits): Predictor {
  const [mode, shift, rateQuarters, order] = [bits.read(4), bits.read(4), bits.read(3), bits.read(5)];
  return { mode, shift, rateQuarters, coefficients: Int16Array.from({ length: order }, () => bits.readSigned(16)) };
}

const damaged = (): never => refuse('The Apple Lossless data is damaged.');

export class AlacDecoder {
  readonly speakers: readonly Speaker[] | undefined;
  private readonly config: AlacConfig;
  private readonly residuals: Int32Array;
  private readonly mixed: [Int32Array, Int32Array];

  constructor(config: AlacConfig) {
    this.config = config;
    this.speakers = SPEAKERS[config.channelCount];
    const buffer = () => new Int32Array(config.frameLength);
    this.residuals = buffer();
    this.mixed = [buffer(), buffer()];
  }

  /** One packet, in WAV order. */
  decode(packet: Uint8Array): Float32Array[] {
    const { channelCount, frameLength } = this.config;
    const bits = new Bits(packet);
    const channels: Float32Array[] = [];
    let count = frameLength;
    for (;;) {
      const element = bits.read(3);
      if (bits.isOver) return damaged();
      if (element === ELEMENT.end) break;
      if (element === ELEMENT.data) skipData(bits);
      else if (element === ELEMENT.fill) skipFill(bits);
      else if (element === ELEMENT.single || element === ELEMENT.lfe || element === ELEMENT.pair) {
        const width = element === ELEMENT.pair ? 2 : 1;
        if (channels.length + width > channelCount) return damaged();
        count = this.readElement(bits, width);
        for (let c = 0; c < width; c++) channels.push(this.toFloats(this.mixed[c] as Int32Array, count));
        if (bits.isOver) return damaged();
      } else return damaged();
    }
    if (channels.length !== channelCount || channels.some(({ length }) => length !== count)) return damaged();
    return WAV_ORDER[channelCount]?.map((from) => channels[from] as Float32Array) ?? channels;
  }

  private toFloats(samples: Int32Array, count: number): Float32Array {
    const scale = 2 ** (1 - this.config.bitDepth);
    const floats = new Float32Array(count);
    for (let i = 0; i < count; i++) floats[i] = (samples[i] as number) * scale;
    return floats;
  }

  /** One channel or two into `mixed`; returns the number of samples. */
  private readElement(bits: Bits, width: 1 | 2): number {
    const { bitDepth, frameLength } = this.config;
    bits.skip(16);
    const [isPartial, lowBytes, isPlain] = [bits.read(1), bits.read(2), bits.read(1)];
    const count = isPartial ? bits.read(32) : frameLength;
    if (lowBytes === 3 || count > frameLength || count === 0) return damaged();
    if (isPlain) this.readPlain(bits, width, count);
    else this.readPredicted(bits, width, count, { lowBits: 8 * lowBytes, sampleBits: bitDepth - 8 * lowBytes + width - 1 });
    return count;
  }

  private readPlain(bits: Bits, width: 1 | 2, count: number): void {
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < width; c++) (this.mixed[c] as Int32Array)[i] = bits.readSigned(this.config.bitDepth);
    }
  }

  private readPredicted(
    bits: Bits,
    width: 1 | 2,
    count: number,
    { lowBits, sampleBits }: { lowBits: number; sampleBits: number },
  ): void {
    const { mean, rate, longest } = this.config;
    if (sampleBits < 1 || sampleBits > 32) damaged();
    const [mixBits, mixWeight] = [bits.read(8), bits.readSigned(8)];
    const predictors = Array.from({ length: width }, () => readPredictor(bits));
    const low = bits.copy();
    bits.skip(lowBits * width * count);
    predictors.forEach(({ mode, shift, rateQuarters, coefficients }, c) => {
      const parameters = { mean, longest, rate: (rate * rateQuarters) >> 2 };
      if (!readResiduals(bits, this.residuals, count, sampleBits, parameters)) damaged();
      if (mode !== 0) predict(this.residuals, this.residuals, count, new Int16Array(31), sampleBits, 0);
      predict(this.residuals, this.mixed[c] as Int32Array, count, coefficients, sampleBits, shift);
    });
    if (width === 2 && mixWeight !== 0) unmix(this.mixed, count, mixBits, mixWeight);
    if (lowBits > 0) this.addLowBits(low, width, count, lowBits);
  }

  /** The lowest bits are stored as they are, because they are noise. */
  private addLowBits(bits: Bits, width: 1 | 2, count: number, lowBits: number): void {
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < width; c++) {
        const samples = this.mixed[c] as Int32Array;
        samples[i] = ((samples[i] as number) << lowBits) | bits.read(lowBits);
      }
    }
  }
}

function unmix([a, b]: [Int32Array, Int32Array], count: number, mixBits: number, mixWeight: number): void {
  for (let i = 0; i < count; i++) {
    const [sum, difference] = [a[i] as number, b[i] as number];
    const left = sum + difference - (Math.imul(mixWeight, difference) >> mixBits);
    a[i] = left;
    b[i] = left - difference;
  }
}

function skipData(bits: Bits): void {
  bits.skip(4);
  const isAligned = bits.read(1);
  const count = bits.read(8);
  const all = count === 255 ? count + bits.read(8) : count;
  if (isAligned) bits.toByte();
  bits.skip(8 * all);
}

function skipFill(bits: Bits): void {
  const count = bits.read(4);
  bits.skip(8 * (count === 15 ? count + bits.read(8) - 1 : count));
}
