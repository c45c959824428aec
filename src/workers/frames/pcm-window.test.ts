import { describe, expect, it } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { PcmWindows, type PcmWindow } from './pcm-window.ts';

const RATE = 44_100;
/** A slow sine with a mark every second, so that a sample shows its position. */
const sound = Float32Array.from({ length: 30 * RATE }, (_, i) => (i % RATE < 40 ? 0.9 : 0.3 * Math.sin(i / 300)));
const wav = wavBytes([sound, sound], { sampleRateHz: RATE });

function windowOver(bytes: Uint8Array<ArrayBuffer>, startMs: number, endMs: number): Promise<PcmWindow | null> {
  return new Promise((resolve) => {
    const windows = new PcmWindows(new Blob([bytes]), () => resolve(windows.over({ startMs, endMs })));
    expect(windows.over({ startMs, endMs })).toBeNull();
  });
}

describe('samples on demand', () => {
  it.for([
    { extension: 'wav', args: [] },
    { extension: 'flac', args: ['-c:a', 'flac'] },
    { extension: 'mp3', args: ['-c:a', 'libmp3lame', '-b:a', '192k'] },
    { extension: 'ogg', args: ['-c:a', 'libvorbis'] },
  ])('of a part of a .$extension file lie where the whole has them', async ({ extension, args }, { skip }) => {
    if (extension !== 'wav') skip(!hasFfmpeg, FFMPEG_MISSING);
    const bytes = extension === 'wav' ? wav : encodeBy(args, extension, wav);
    const pcm = await windowOver(bytes, 20_000, 20_500);
    expect(pcm?.channels).toHaveLength(2);
    for (const second of [20, 21]) {
      const at = second * RATE - (pcm?.startSample ?? 0);
      const found = pcm?.channels[0]?.findIndex((value, i) => i > at - RATE / 2 && value > 0.6) ?? -1;
      expect(Math.abs(found - at)).toBeLessThan(RATE / 1000);
    }
  });

  it('ends with the track', async () => {
    const pcm = await windowOver(wav, 29_900, 30_000);
    expect((pcm?.startSample ?? 0) + (pcm?.channels[0]?.length ?? 0)).toBe(30 * RATE);
  });

  it('an unreadable file is tried once', async () => {
    let calls = 0;
    await new Promise<void>((resolve) => {
      const windows = new PcmWindows(new Blob(['no music']), () => {
        calls++;
        expect(windows.over({ startMs: 0, endMs: 10 })).toBeNull();
        setTimeout(resolve, 20);
      });
      windows.over({ startMs: 0, endMs: 10 });
    });
    expect(calls).toBe(1);
  });
});
