// The audio budgets: speed compared with other programs in the same run, difference from the reference tools, tempo and onsets
// of real songs, size of the frames, memory for a long file, and (audio-browser.ts) drawing and playback. A figure whose tool
// or material is missing is omitted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeChunk, type FrameChunk } from '#src/dsp/frames/chunk-codec.ts';
import { createKernel } from '#src/dsp/kernel.ts';
import { describeTrack } from '#src/dsp/describe-track.ts';
import { StreamAnalyzer } from '#src/dsp/stream-analyzer.ts';
import { analyzeFile, analyzeStream, type TrackAnalysis } from '#src/workers/analysis/analyze-track.ts';
import { bytesSource, type ByteSource, type PcmStream } from '#src/workers/analysis/decode/audio-file.ts';
import { openAudio } from '#src/workers/analysis/decode/open-audio.ts';
import { PcmWindows, type PcmWindow } from '#src/workers/frames/pcm-window.ts';
import { encodeBy, hasFfmpeg, hasTool, wavBytes } from '#tests/audio/encode.ts';
import { bursts, kernelModule, noise } from '#tests/audio/signals.ts';
import { fetchSongs } from '#tests/audio/songs.ts';
import { benchAudioInBrowser } from './audio-browser.ts';
import { benchSongs } from './audio-songs.ts';
import { childCpuSeconds } from './child-cpu.ts';
import { median, type Figure } from './figure.ts';
import { step } from './progress.ts';

const RATE = 44_100;
const SECONDS = 180;
const RUNS = 3;

/** Three minutes of a music-like signal, for machines without the songs. */
function madeMusic(seconds: number): Float32Array[] {
  const beat = bursts(
    Array.from({ length: seconds * 2 }, (_, i) => i * 500),
    seconds,
    RATE,
  );
  return [1, 2].map((seed) => {
    const hiss = noise(seconds * RATE, seed);
    return beat.map((click, i) => {
      const chord = Math.sin(i * 0.0313 * (1 + (Math.floor(i / 88_200) % 5))) + Math.sin(i * 0.0469) + Math.sin(i * 0.0622);
      return Math.max(-1, Math.min(1, 0.7 * click + 0.12 * chord + 0.05 * (hiss[i] as number)));
    });
  });
}

async function readPcm(bytes: Uint8Array<ArrayBuffer>): Promise<Float32Array[]> {
  const stream = await openAudio(bytesSource(bytes));
  const parts: Float32Array[][] = [];
  for await (const { channels, count } of stream.pieces()) parts.push(channels.map((channel) => channel.slice(0, count)));
  stream.close();
  return Array.from({ length: stream.channelCount }, (_, c) => {
    const all = new Float32Array(parts.reduce((sum, part) => sum + (part[c]?.length ?? 0), 0));
    let at = 0;
    for (const part of parts) {
      all.set(part[c] as Float32Array, at);
      at += part[c]?.length ?? 0;
    }
    return all;
  });
}

async function analyze(bytes: Uint8Array<ArrayBuffer>): Promise<TrackAnalysis> {
  const outcome = await analyzeFile(bytesSource(bytes), { kernel: await kernelModule });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.analysis;
}

/** Speed of some work as a multiple of real time: the median of a few runs after a warm-up. */
async function speedOf(seconds: number, work: () => Promise<unknown>): Promise<number> {
  const speeds: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const startedMs = performance.now();
    await work();
    if (run > 0) speeds.push(seconds / ((performance.now() - startedMs) / 1000));
  }
  return median(speeds);
}

/** The measurements alone, on samples in memory. */
async function measureOnly(pcm: Float32Array[]): Promise<void> {
  const kernel = await createKernel(await kernelModule);
  const analyzer = new StreamAnalyzer(kernel, RATE, pcm.length);
  const length = pcm[0]?.length ?? 0;
  for (let at = 0; at < length; at += 1 << 15) {
    const count = Math.min(1 << 15, length - at);
    analyzer.feed(
      pcm.map((channel) => channel.subarray(at, at + count)),
      count,
    );
    analyzer.takeChunks();
  }
  analyzer.finish();
  describeTrack(kernel, analyzer);
}

/** Speed of only reading the samples on this machine, × realtime: the upper limit for any measurement. */
function passSpeed(pcm: Float32Array[]): number {
  const speeds = Array.from({ length: RUNS }, () => {
    const startedMs = performance.now();
    let highest = 0;
    for (const channel of pcm) for (let i = 0; i < channel.length; i++) highest = Math.max(highest, channel[i] as number);
    if (highest <= 0) throw new Error('there is no sound to pass over');
    return (pcm[0]?.length ?? 0) / RATE / ((performance.now() - startedMs) / 1000);
  });
  return median(speeds);
}

/** A close view 55 minutes into an hour of MP3: the time from the request to the samples, for a file opened the first time. */
async function benchDeepLook(pcm: Float32Array[], folder: string): Promise<Figure[]> {
  if (!hasFfmpeg) return [];
  const [path, hourPath] = [join(folder, 'part.mp3'), join(folder, 'hour.mp3')];
  writeFileSync(path, encodeBy(['-c:a', 'libmp3lame', '-b:a', '192k'], 'mp3', wavBytes(pcm, { sampleRateHz: RATE })));
  spawnSync('ffmpeg', ['-v', 'error', '-stream_loop', '-1', '-i', path, '-t', '3600', '-c', 'copy', hourPath]);
  const hour = await openAsBlob(hourPath);
  const range = { startMs: 55 * 60_000, endMs: 55 * 60_000 + 100 };
  const startedMs = performance.now();
  const found = await new Promise<PcmWindow | null>((resolve) => {
    const windows = new PcmWindows(hour, () => resolve(windows.over(range)));
    windows.over(range);
  });
  const lookMs = performance.now() - startedMs;
  if (!found || (found.channels[0]?.length ?? 0) === 0) throw new Error('there is no sound at 55 minutes');
  return [{ name: 'audio: a close view 55 minutes into an MP3', value: lookMs, unit: 'ms', target: 1000, better: 'less' }];
}

async function benchSpeed(pcm: Float32Array[], folder: string): Promise<Figure[]> {
  const seconds = (pcm[0]?.length ?? 0) / RATE;
  const figures: Figure[] = [];
  const alone = await speedOf(seconds, () => measureOnly(pcm));
  figures.push({ name: 'audio: measurements alone', value: alone, unit: '× realtime', target: 400, better: 'more' });
  if (!hasFfmpeg) return figures;
  const mp3 = encodeBy(['-c:a', 'libmp3lame', '-b:a', '192k'], 'mp3', wavBytes(pcm, { sampleRateHz: RATE }));
  const path = join(folder, 'song.mp3');
  writeFileSync(path, mp3);
  const whole = await speedOf(seconds, () => analyze(mp3));
  const peer = await speedOf(seconds, async () =>
    spawnSync('ffmpeg', ['-hide_banner', '-nostats', '-i', path, '-af', 'ebur128=peak=true', '-f', 'null', '-']),
  );
  const cpuBefore = process.cpuUsage();
  for (let run = 0; run < RUNS; run++) await analyze(mp3);
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpu = (user + system) / 1e6 / RUNS;
  const command = ['ffmpeg', '-hide_banner', '-nostats', '-i', path, '-af', 'ebur128=peak=true', '-f', 'null', '-'];
  const peerCpu = median(Array.from({ length: RUNS }, () => childCpuSeconds(command)));
  const decode = await speedOf(seconds, () => readPcm(mp3));
  const peerDecode = await speedOf(seconds, async () =>
    spawnSync('ffmpeg', ['-hide_banner', '-nostats', '-threads', '1', '-i', path, '-f', 'null', '-']),
  );
  figures.push(
    {
      name: 'audio: whole analysis of an MP3, one thread',
      value: whole,
      unit: '× realtime',
      target: 150,
      better: 'more',
      peer: `ffmpeg ebur128 with true peak, loudness alone: ${peer.toFixed(0)} ×`,
    },
    { name: 'audio: whole analysis, ratio to ffmpeg ebur128', value: whole / peer, unit: '×', target: null, better: 'more' },
    {
      name: 'audio: whole analysis when warm, CPU of ffmpeg ebur128 with true peak over ours',
      value: peerCpu / cpu,
      unit: '×',
      target: 2.3,
      better: 'more',
      peer: `CPU for ${seconds.toFixed(0)} s of MP3: ffmpeg with its start ${peerCpu.toFixed(2)} s, ours ${cpu.toFixed(2)} s`,
    },
    {
      name: 'audio: of which decoding alone',
      value: decode,
      unit: '× realtime',
      target: null,
      better: 'more',
      peer: `ffmpeg decoding alone, its start included: ${peerDecode.toFixed(0)} ×; one pass over the samples in memory: ${passSpeed(pcm).toFixed(0)} ×`,
    },
  );
  return figures;
}

async function benchOracle(pcm: Float32Array[], folder: string): Promise<Figure[]> {
  if (!hasTool('loudgain', '--version')) return [];
  const wav = wavBytes(pcm, { sampleRateHz: RATE });
  const path = join(folder, 'song.wav');
  writeFileSync(path, wav);
  const { description } = await analyze(wav);
  const { stdout } = spawnSync('loudgain', ['-O', path], { encoding: 'utf8' });
  const read = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1]);
  const row = (name: string, mine: number | null, theirs: number, unit: string, target: number): Figure => ({
    name: `audio: ${name}, distance from libebur128`,
    value: Math.abs((mine ?? Number.NaN) - theirs),
    unit,
    target,
    better: 'less',
    peer: `libebur128: ${theirs}`,
  });
  return [
    row('integrated loudness', description.integratedLufs, read(/(-?[\d.]+) LUFS/), 'LU', 0.05),
    row('loudness range', description.rangeLu, read(/LUFS\t([\d.]+) dB/), 'LU', 0.1),
    row('true peak', description.truePeakDb, read(/(-?[\d.]+) dBTP/), 'dB', 0.1),
  ];
}

/** An hour from a repeated signal, never in memory at once. */
function hourLong(pcm: Float32Array[]): PcmStream {
  async function* pieces() {
    const length = pcm[0]?.length ?? 0;
    const step = 1 << 15;
    for (let done = 0; done < 3600 * RATE; done += step) {
      const at = done % Math.max(1, length - step);
      yield { channels: pcm.map((channel) => channel.subarray(at, at + step)), count: step, bytesRead: done };
    }
  }
  return { codec: 'wav', sampleRateHz: RATE, channelCount: pcm.length, pieces, close: () => undefined };
}

async function analyzeHour(pcm: Float32Array[]): Promise<TrackAnalysis> {
  const outcome = await analyzeStream(hourLong(pcm), 3600 * RATE, { kernel: await kernelModule });
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome.analysis;
}

async function benchReading({ manifest, chunks }: TrackAnalysis): Promise<Figure[]> {
  const startedMs = performance.now();
  const decoded: FrameChunk[] = [];
  for (const { index, bytes } of chunks) {
    const chunk = await decodeChunk(manifest, index, bytes);
    if (chunk.ok) decoded.push(chunk.value);
  }
  const inflateMs = performance.now() - startedMs;
  if (decoded.length !== manifest.total_chunks) throw new Error('some frames could not be read back');
  return [
    { name: 'audio: an hour of frames inflated and decoded (Node)', value: inflateMs, unit: 'ms', target: 350, better: 'less' },
  ];
}

/** A file's bytes repeated: MP3 frames can be concatenated. */
function repeated(bytes: Uint8Array<ArrayBuffer>, times: number): ByteSource {
  return {
    size: bytes.length * times,
    read(start, end) {
      const out = new Uint8Array(end - start);
      for (let at = start; at < end;) {
        const part = bytes.subarray(at % bytes.length, Math.min(bytes.length, (at % bytes.length) + end - at));
        out.set(part, at - start);
        at += part.length;
      }
      return Promise.resolve(out);
    },
  };
}

/** Three hours of MP3 through the whole pipeline, as in the worker. */
async function benchMemory(pcm: Float32Array[]): Promise<Figure[]> {
  if (!hasFfmpeg) return [];
  const mp3 = encodeBy(['-c:a', 'libmp3lame', '-b:a', '192k'], 'mp3', wavBytes(pcm, { sampleRateHz: RATE }));
  const times = Math.ceil((3 * 3600 * RATE) / (pcm[0]?.length ?? 1));
  const before = process.memoryUsage().rss;
  let most = before;
  const onProgress = () => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const outcome = await analyzeFile(repeated(mp3, times), { kernel: await kernelModule, onProgress });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  const hours = outcome.analysis.description.durationMs / 3.6e6;
  if (hours < 3) throw new Error(`only ${hours} hours were analysed`);
  return [
    {
      name: 'audio: memory grown by analysing three hours of MP3',
      value: (most - before) / 1e6,
      unit: 'MB',
      target: 300,
      better: 'less',
    },
  ];
}

export async function benchAudio(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cadence-bench-audio-'));
  try {
    step('fetching songs');
    const songs = fetchSongs();
    const first = typeof songs === 'string' ? undefined : songs[0];
    const pcm = first ? await readPcm(new Uint8Array(readFileSync(first.songPath))) : madeMusic(SECONDS);
    step('analysing an hour');
    const hour = await analyzeHour(pcm);
    const song = wavBytes(
      pcm.map((channel) => channel.subarray(0, SECONDS * RATE)),
      { sampleRateHz: RATE },
    );
    const parts: [string, () => Promise<Figure[]>][] = [
      ['speed', () => benchSpeed(pcm, folder)],
      ['loudness beside libebur128', () => benchOracle(pcm, folder)],
      ['tempo and onsets of songs', () => (typeof songs === 'string' ? Promise.resolve([]) : benchSongs(songs, analyze))],
      ['reading an hour of frames', () => benchReading(hour)],
      ['a close view deep in a file', () => benchDeepLook(pcm, folder)],
      ['drawing and playing in Chromium', () => benchAudioInBrowser({ hour, song })],
      ['memory for three hours of MP3', () => benchMemory(pcm)],
    ];
    const figures: Figure[] = [];
    for (const [what, measure] of parts) {
      step(what);
      figures.push(...(await measure()));
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
