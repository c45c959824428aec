// Compares our measurements with those of reference tools, if they are installed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyzeFile, type TrackAnalysis } from '#src/workers/analysis/analyze-track.ts';
import { bytesSource } from '#src/workers/analysis/decode/audio-file.ts';
import { hasFfmpeg, FFMPEG_MISSING, hasTool, wavBytes } from './encode.ts';
import { bursts, kernelModule, noise, tones } from './signals.ts';
import { fetchSongs, onsetFMeasure, tempoAccuracy } from './songs.ts';

const RATE = 44_100;

async function analyze(bytes: Uint8Array<ArrayBuffer>): Promise<TrackAnalysis> {
  const outcome = await analyzeFile(bytesSource(bytes), { kernel: await kernelModule });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.analysis;
}

/** A music-like signal: a beat, a moving tone and noise whose level changes, wide stereo, 40 s. */
function music(): Float32Array[] {
  const clicks = bursts(
    Array.from({ length: 74 }, (_, i) => 500 + (i * 60_000) / 112),
    40,
    RATE,
  );
  const melody = tones(
    Array.from({ length: 40 }, (_, i) => ({ dbfs: -14 - 12 * Math.sin(i), seconds: 1, hz: 110 * 2 ** ((i % 24) / 12) })),
    RATE,
  );
  return [1, 2].map((seed) => {
    const hiss = noise(40 * RATE, seed);
    return clicks.map((click, i) =>
      Math.max(-1, Math.min(1, 0.9 * click + melody[i]! + 0.06 * (1 + Math.sin(i / 90_000)) * hiss[i]!)),
    );
  });
}

const folder = mkdtempSync(join(tmpdir(), 'cadence-oracles-'));
const wavPath = join(folder, 'music.wav');
let ours: TrackAnalysis;
beforeAll(async () => {
  const wav = wavBytes(music(), { sampleRateHz: RATE });
  writeFileSync(wavPath, wav);
  ours = await analyze(wav);
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (command: string, args: string[]): string => {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return `${stdout}\n${stderr}`;
};
const numberAfter = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1]);

describe('compared with reference tools', () => {
  it('loudness, range and true peak equal those of libebur128', ({ skip }) => {
    skip(!hasTool('loudgain', '--version'), 'loudgain is not installed');
    const row =
      run('loudgain', ['-O', wavPath])
        .split('\n')
        .find((line) => line.includes('LUFS')) ?? '';
    const { integratedLufs, rangeLu, truePeakDb } = ours.description;
    expect(Math.abs(integratedLufs! - numberAfter(row, /(-?[\d.]+) LUFS/))).toBeLessThanOrEqual(0.05);
    expect(Math.abs(rangeLu! - numberAfter(row, /([\d.]+) dB\t/))).toBeLessThanOrEqual(0.1);
    expect(Math.abs(truePeakDb! - numberAfter(row, /(-?[\d.]+) dBTP/))).toBeLessThanOrEqual(0.1);
  });

  it('loudness and peaks equal those of ffmpeg to one decimal', ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const text = run('ffmpeg', ['-hide_banner', '-nostats', '-i', wavPath, '-af', 'ebur128=peak=true+sample', '-f', 'null', '-']);
    const summary = text.slice(text.lastIndexOf('Summary'));
    const { integratedLufs, truePeakDb, samplePeakDb } = ours.description;
    expect(Math.abs(integratedLufs! - numberAfter(summary, /I:\s+(-?[\d.]+) LUFS/))).toBeLessThanOrEqual(0.11);
    expect(Math.abs(samplePeakDb! - numberAfter(summary, /Sample peak:\s+Peak:\s+(-?[\d.]+)/))).toBeLessThanOrEqual(0.06);
    expect(Math.abs(truePeakDb! - numberAfter(summary, /True peak:\s+Peak:\s+(-?[\d.]+)/))).toBeLessThanOrEqual(0.2);
  });

  it('the tempo of clicks equals that of aubio', ({ skip }) => {
    skip(!hasTool('aubio', '--version'), 'aubio is not installed');
    expect(
      Math.abs(ours.description.tempo!.bpm / numberAfter(run('aubio', ['tempo', '-i', wavPath]), /([\d.]+) bpm/) - 1),
    ).toBeLessThan(0.02);
  });
});

describe('real songs', () => {
  it('have the tempo of their score, and the onsets of the guitars match its notes', { timeout: 300_000 }, async ({ skip }) => {
    skip(!process.env.AUDIO_SONGS, 'takes a minute and 57 MB: set AUDIO_SONGS=1');
    const songs = fetchSongs();
    if (typeof songs === 'string') return skip(songs);
    const read = (path: string) => analyze(new Uint8Array(readFileSync(path)));
    let [acc1, acc2, sum] = [0, 0, 0];
    for (const song of songs) {
      const { acc1: first, acc2: second } = tempoAccuracy((await read(song.songPath)).description.tempo?.bpm, song.bpm);
      acc1 += Number(first);
      acc2 += Number(second);
      const { onsets } = (await read(song.guitarPath)).description;
      sum += onsetFMeasure(
        onsets.map(({ timeMs }) => timeMs),
        song.noteTimesMs,
      );
    }
    expect(songs).toHaveLength(8);
    expect(acc1).toBeGreaterThanOrEqual(7);
    expect(acc2).toBe(8);
    expect(sum / songs.length).toBeGreaterThanOrEqual(0.65);
  });
});
