// AIFF and AIFF-C (Apple, Audio Interchange File Format, 1989 and 1991): big-endian PCM, and the uncompressed kinds of AIFF-C.
import { ascii, refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { openPcm, type PcmEncoding, type PcmFormat } from './pcm.ts';

const MOST_CHUNKS = 10_000;
const COMMON_BYTES = 22;

interface Kind {
  encoding: PcmEncoding;
  littleEndian?: boolean;
  /** Where the header leaves them open or states those of the sound before it was coded. */
  bits?: number;
}
const KINDS: Readonly<Record<string, Kind>> = {
  NONE: { encoding: 'signed' },
  twos: { encoding: 'signed' },
  in24: { encoding: 'signed', bits: 24 },
  in32: { encoding: 'signed', bits: 32 },
  sowt: { encoding: 'signed', littleEndian: true },
  'raw ': { encoding: 'unsigned' },
  fl32: { encoding: 'float', bits: 32 },
  FL32: { encoding: 'float', bits: 32 },
  fl64: { encoding: 'float', bits: 64 },
  FL64: { encoding: 'float', bits: 64 },
  ulaw: { encoding: 'ulaw', bits: 8 },
  ULAW: { encoding: 'ulaw', bits: 8 },
  alaw: { encoding: 'alaw', bits: 8 },
  ALAW: { encoding: 'alaw', bits: 8 },
};

/** An 80-bit extended float, in which AIFF states its sample rate. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  return Number(view.getBigUint64(at + 2)) * 2 ** (exponent - 63);
}

function parseCommon(view: DataView, isCompressed: boolean): PcmFormat {
  if (view.byteLength < (isCompressed ? COMMON_BYTES : 18)) refuse('The AIFF header is incomplete.');
  const code = isCompressed ? ascii(view, 18) : 'NONE';
  const kind = KINDS[code] ?? refuse(`This AIFF file contains “${code.trim()}” audio, which is not supported.`);
  const channelCount = view.getInt16(0);
  const bits = kind.bits ?? 8 * Math.ceil(view.getInt16(6) / 8);
  return {
    encoding: kind.encoding,
    bits,
    littleEndian: kind.littleEndian ?? false,
    channelCount,
    sampleRateHz: Math.round(extended(view, 8)),
    bytesPerFrame: (channelCount * bits) / 8,
  };
}

export async function openAiff(source: ByteSource): Promise<PcmStream> {
  const head = await source.read(0, 12);
  const isCompressed = ascii(new DataView(head.buffer), 8) === 'AIFC';
  let format: PcmFormat | undefined;
  let sound: { dataStart: number; dataBytes: number } | undefined;
  for (let n = 0, at = 12; n < MOST_CHUNKS && at + 8 <= source.size && !(format && sound); n++) {
    const header = new DataView((await source.read(at, at + 8)).buffer);
    const [id, size, start] = [ascii(header, 0), header.getUint32(4), at + 8];
    if (id === 'COMM') {
      const bytes = await source.read(start, Math.min(source.size, start + Math.min(size, COMMON_BYTES)));
      format = parseCommon(new DataView(bytes.buffer), isCompressed);
    } else if (id === 'SSND') {
      const offsetBytes = await source.read(start, Math.min(source.size, start + 4));
      if (offsetBytes.length < 4) break;
      const skipped = 8 + new DataView(offsetBytes.buffer).getUint32(0);
      sound = { dataStart: start + skipped, dataBytes: Math.max(0, size - skipped) };
    }
    at = start + size + (size % 2);
  }
  if (!format) return refuse('The AIFF file does not describe its audio.');
  if (!sound) return refuse('The AIFF file contains no audio.');
  return openPcm(source, { kind: 'AIFF', codec: 'aiff', format, ...sound });
}
