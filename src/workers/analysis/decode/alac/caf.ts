// Apple Lossless in CAF: the header is in the chunk `kuki`, the sizes of the packets are in `pakt`, often behind the sound.
// Packets do not depend on each other, so reading may begin at any of them.
import { readFrom, refuse, sourceFrom, type ByteSource, type PcmPiece, type PcmStream } from '../audio-file.ts';
import { checkKind } from '../packet-stream.ts';
import { AlacDecoder, readAlacConfig, type AlacConfig } from './decoder.ts';

export interface CafChunk {
  id: string;
  start: number;
  size: number;
  /** The file was still being written, so that the size is that of the rest. */
  isOpen: boolean;
}

const MOST_TABLE_BYTES = 64 * 2 ** 20;
const TABLE_HEAD_BYTES = 24;
/** An older header begins with two boxes of 12 bytes each: `frma` and the head of `alac`. */
const OLD_HEAD_BYTES = 24;

interface PacketTable {
  sizes: number[];
  /** Samples of the track, and those before its start. */
  valid: number;
  priming: number;
}

function readTable(bytes: Uint8Array<ArrayBuffer>): PacketTable {
  if (bytes.length < TABLE_HEAD_BYTES) return refuse('The packet table of the CAF file is incomplete.');
  const view = new DataView(bytes.buffer);
  const count = Number(view.getBigInt64(0));
  const sizes: number[] = [];
  let size = 0;
  for (let at = TABLE_HEAD_BYTES; at < bytes.length && sizes.length < count; at++) {
    const byte = bytes[at] as number;
    size = size * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    sizes.push(size);
    size = 0;
  }
  return { sizes, valid: Number(view.getBigInt64(8)), priming: Math.max(0, view.getInt32(16)) };
}

async function chunkBytes(source: ByteSource, chunks: readonly CafChunk[], id: string) {
  const chunk = chunks.find((other) => other.id === id) ?? refuse(`The CAF file lacks its part “${id}”.`);
  return source.read(chunk.start, Math.min(source.size, chunk.start + Math.min(chunk.size, MOST_TABLE_BYTES)));
}

function configOf(cookie: Uint8Array): AlacConfig {
  const isOld = String.fromCharCode(...cookie.subarray(4, 8)) === 'frma';
  return readAlacConfig(isOld ? cookie.subarray(OLD_HEAD_BYTES) : cookie);
}

/** Splits bytes into packets of the given sizes; the last one is dropped when it is incomplete. */
async function* packetsOf(source: ByteSource, start: number, sizes: readonly number[]) {
  let held = new Uint8Array(0);
  let bytesRead = start;
  const blocks = readFrom(source, start);
  for (const size of sizes) {
    while (held.length < size) {
      const { value, done } = await blocks.next();
      if (done) return;
      const joined = new Uint8Array(held.length + value.length);
      joined.set(held);
      joined.set(value, held.length);
      held = joined;
      bytesRead += value.length;
    }
    yield { packet: held.subarray(0, size), bytesRead };
    held = held.subarray(size);
  }
}

export async function openAlacCaf(source: ByteSource, chunks: readonly CafChunk[]): Promise<PcmStream> {
  const config = configOf(await chunkBytes(source, chunks, 'kuki'));
  const { sizes, valid, priming } = readTable(await chunkBytes(source, chunks, 'pakt'));
  const data = chunks.find(({ id }) => id === 'data') ?? refuse('The CAF file contains no audio.');
  const { sampleRateHz, channelCount, frameLength } = config;
  checkKind(sampleRateHz, channelCount);
  const decoder = new AlacDecoder(config);
  const sound = sourceFrom(source, 0, data.start + data.size);
  let notice: string | undefined;

  async function* pieces(from = 0): AsyncGenerator<PcmPiece> {
    const first = Math.min(sizes.length, Math.floor((from + priming) / frameLength));
    // The sound follows an edit count of four bytes.
    const start = sizes.slice(0, first).reduce((sum, size) => sum + size, data.start + 4);
    let position = first * frameLength - priming;
    let packets = first;
    for await (const { packet, bytesRead } of packetsOf(sound, start, sizes.slice(first))) {
      packets++;
      const channels = decoder.decode(packet);
      const length = channels[0]?.length ?? 0;
      const skipped = Math.min(length, Math.max(0, from - position));
      const until = Math.max(skipped, Math.min(length, valid - position));
      position += length;
      yield { channels: channels.map((channel) => channel.subarray(skipped)), count: until - skipped, bytesRead };
    }
    // The stated length cannot tell: some writers count the last packet as a full one.
    if (packets === sizes.length) return;
    const seconds = (samples: number) => (samples / sampleRateHz).toFixed(1);
    notice = `The CAF file should contain about ${seconds(valid)} s of audio, but ends after ${seconds(Math.max(0, position))} s.`;
  }
  return {
    codec: 'alac',
    sampleRateHz,
    channelCount,
    speakers: decoder.speakers,
    get notice() {
      return notice;
    },
    pieces,
    close: () => undefined,
  };
}
