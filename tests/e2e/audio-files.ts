// Audio files for the tests of the Studio, and how a person drops them on a page.
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavBytes } from '#tests/audio/encode.ts';
import { noise } from '#tests/audio/signals.ts';
import type { Device } from './device.ts';

export const SAMPLE_RATE_HZ = 44_100;
const SECONDS = 14;

/** A pulse of `bpm` over a tone, so that the tracks have a tempo and differ in loudness and spectrum. */
export function pulse(bpm: number, hz: number, gain: number, seconds = SECONDS): Float32Array[] {
  const count = seconds * SAMPLE_RATE_HZ;
  const hiss = noise(count, bpm);
  const beat = (60 / bpm) * SAMPLE_RATE_HZ;
  const side = (pan: number) =>
    Float32Array.from({ length: count }, (_, n) => {
      const decay = Math.exp(-(n % beat) / 2500);
      const tone =
        Math.sin((2 * Math.PI * hz * n) / SAMPLE_RATE_HZ) + 0.4 * Math.sin((2 * Math.PI * hz * 3.01 * n) / SAMPLE_RATE_HZ);
      return gain * (pan * tone * (0.15 + 0.85 * decay) + 0.1 * (hiss[n] ?? 0));
    });
  return [side(1), side(0.8)];
}

export interface AudioFile {
  name: string;
  title: string;
  type: string;
  bytes: Uint8Array;
}

export const wav = (title: string, channels: Float32Array[]): AudioFile => ({
  name: `${title}.wav`,
  title,
  type: 'audio/wav',
  bytes: wavBytes(channels, { sampleRateHz: SAMPLE_RATE_HZ }),
});

export async function mp3(title: string, channels: Float32Array[], folder: string): Promise<AudioFile> {
  const [from, to] = [join(folder, 'in.wav'), join(folder, 'out.mp3')];
  await writeFile(from, wavBytes(channels, { sampleRateHz: SAMPLE_RATE_HZ }));
  const tags = ['-metadata', `title=${title}`, '-metadata', 'artist=The Fixtures', '-metadata', 'album=First'];
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', from, ...tags, '-b:a', '160k', to]);
  if (status !== 0) throw new Error(`ffmpeg: ${String(stderr)}`);
  return { name: '03 closing.mp3', title, type: 'audio/mpeg', bytes: await readFile(to) };
}

/** Drops files on the window, as from a file manager. */
export async function dropFiles({ page }: Device, files: readonly AudioFile[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (all) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.codePointAt(0) ?? 0);
        data.items.add(new File([bytes], name, { type }));
      }
      return data;
    },
    files.map(({ name, type, bytes }) => ({ name, type, base64: Buffer.from(bytes).toString('base64') })),
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.getByText('Drop audio files to add them').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
