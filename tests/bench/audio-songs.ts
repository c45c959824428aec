// Tempo, beats and onsets of produced songs with known tempo maps (Frets on Fire), beside aubio on the same files in the same run.
// These songs took no part in fitting any weights. Their keys are not known.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TrackAnalysis } from '#src/workers/analysis/analyze-track.ts';
import { hasTool } from '#tests/audio/encode.ts';
import { onsetFMeasure, tempoAccuracy, type Song } from '#tests/audio/songs.ts';
import type { Figure } from './figure.ts';

const BEAT_TOLERANCE_MS = 70;

type Analyze = (bytes: Uint8Array<ArrayBuffer>) => Promise<TrackAnalysis>;

/** Sums over the songs. */
interface Score {
  acc1: number;
  acc2: number;
  beats: number;
  onsets: number;
}

interface Heard {
  bpm: number | undefined;
  beatsMs: readonly number[];
  onsetsMs: readonly number[];
}

function addScore(score: Score, song: Song, durationMs: number, { bpm, beatsMs, onsetsMs }: Heard): void {
  const { acc1, acc2 } = tempoAccuracy(bpm, song.bpm);
  const periodMs = 60_000 / song.bpm;
  const truth = Array.from({ length: Math.floor(durationMs / periodMs) + 1 }, (_, i) => i * periodMs);
  score.acc1 += Number(acc1);
  score.acc2 += Number(acc2);
  score.beats += onsetFMeasure(beatsMs, truth, BEAT_TOLERANCE_MS);
  score.onsets += onsetFMeasure(onsetsMs, song.noteTimesMs);
}

const aubio = (...args: string[]): string => spawnSync('aubio', args, { encoding: 'utf8' }).stdout;

/** Lines of seconds. */
const timesMs = (text: string): number[] =>
  text
    .split('\n')
    .filter((line) => /^\d+\.\d+\s*$/.test(line))
    .map((line) => 1000 * Number(line));

const heardByAubio = ({ songPath, guitarPath }: Song): Heard => ({
  bpm: Number(/([\d.]+) bpm/.exec(aubio('tempo', '-i', songPath))?.[1]),
  beatsMs: timesMs(aubio('beat', '-i', songPath)),
  onsetsMs: timesMs(aubio('onset', '-m', 'specflux', '-i', guitarPath)),
});

function figuresOf(ours: Score, theirs: Score | null, count: number): Figure[] {
  const row = (name: string, target: number | null, unit: string, valueOf: (score: Score) => number): Figure => ({
    name: `audio: ${name}`,
    value: valueOf(ours),
    unit,
    target,
    better: 'more',
    ...(theirs ? { peer: `aubio: ${Number(valueOf(theirs).toFixed(3))}` } : {}),
  });
  return [
    row('songs with the right tempo (Acc1)', 7, `of ${count}`, ({ acc1 }) => acc1),
    row('or its half, double, third, triple (Acc2)', 8, `of ${count}`, ({ acc2 }) => acc2),
    row('beats of the songs, F-measure ±70 ms', 0.82, '', ({ beats }) => beats / count),
    row('onsets of the guitar stems, F-measure ±50 ms', 0.65, '', ({ onsets }) => onsets / count),
  ];
}

export async function benchSongs(songs: readonly Song[], analyze: Analyze): Promise<Figure[]> {
  const nothing = (): Score => ({ acc1: 0, acc2: 0, beats: 0, onsets: 0 });
  const ours = nothing();
  const theirs = hasTool('aubio', '--version') ? nothing() : null;
  let [bytes, minutes] = [0, 0];
  for (const song of songs) {
    const track = await analyze(new Uint8Array(readFileSync(song.songPath)));
    const guitar = await analyze(new Uint8Array(readFileSync(song.guitarPath)));
    const { durationMs, tempo, beatsMs } = track.description;
    addScore(ours, song, durationMs, {
      bpm: tempo?.bpm,
      beatsMs,
      onsetsMs: guitar.description.onsets.map(({ timeMs }) => timeMs),
    });
    if (theirs) addScore(theirs, song, durationMs, heardByAubio(song));
    bytes += track.chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
    minutes += durationMs / 60_000;
  }
  const size = ((bytes / minutes) * 60) / 1e6;
  return [
    ...figuresOf(ours, theirs, songs.length),
    { name: 'audio: frames of an hour of these songs', value: size, unit: 'MB', target: 10.5, better: 'less' },
  ];
}
