// The Studio's drawing and playback code on a page of its own, as it ships, with functions for the bench. This page does not
// ship.
import type { FrameManifest } from '#src/dsp/frames/layout.ts';
import type { DrawnFrame, Lane, TrackFrames } from '#src/modules/tracks/drawing/api.ts';
import { TrackView } from '#src/modules/tracks/drawing/track-view.ts';
import type { Alignment, DeckTrack } from '#src/modules/tracks/playback/api.ts';
import { TrackPlayer } from '#src/modules/tracks/playback/track-player.ts';
import { blobSource } from '#src/workers/analysis/decode/audio-file.ts';
import { openAudio } from '#src/workers/analysis/decode/open-audio.ts';

const HOUR_MS = 3_600_000;
const LANES: Lane[] = [
  { kind: 'ruler', height: 22 },
  { kind: 'waveform', height: 140 },
  { kind: 'spectrogram', height: 160 },
  { kind: 'loudness', height: 110 },
  { kind: 'stereo', height: 90 },
];

export interface DrawingReport {
  /** From requesting the track to having all frames drawn: reading, inflating, delta decoding, pyramids. */
  loadMs: number;
  /** Between two consecutive pictures, in ms. */
  intervalsMs: number[];
  drawnMs: number[];
  /** Between two animation frames of the page. */
  pageIntervalsMs: number[];
}

export interface SwitchReport {
  /** Offset between the two decks' musical positions at each measurement, in ms. */
  driftMs: number[];
  /** Duration of each switch of the deck until the call returned. */
  callMs: number[];
  /** Error of the position after each round of a loop, compared with a clock, in ms. */
  roundLossMs: number[];
}

declare global {
  var audioBench: {
    draw(seconds: number): Promise<DrawingReport>;
    show(startMs: number, endMs: number, scheme: 'light' | 'dark'): Promise<void>;
    play(): Promise<SwitchReport>;
    /** The times at which the sound first exceeds 0.3 after each half second, in ms, decoded from a given time on. */
    attacks(path: string, fromMs?: number): Promise<number[]>;
  };
}

const fetchBlob = async (path: string): Promise<Blob> => (await fetch(path)).blob();
const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const kept = new Map<string, Blob>();
const blobs = {
  get: (sha256: string) => Promise.resolve(kept.get(sha256)),
  open: (sha256: string) => Promise.resolve(kept.get(sha256) as Blob),
  url: (sha256: string) => sha256,
};

async function fetchFrames(): Promise<TrackFrames> {
  const manifest = (await (await fetch('/frames/manifest.json')).json()) as FrameManifest;
  const indices = Array.from({ length: manifest.total_chunks }, (_, index) => index);
  for (const index of indices) kept.set(`chunk-${index}`, await fetchBlob(`/frames/${index}`));
  kept.set('audio', await fetchBlob('/audio/song'));
  const every = (ms: number) => Array.from({ length: Math.floor(manifest.duration_ms / ms) }, (_, i) => i * ms);
  return {
    key: 'hour',
    manifest,
    durationMs: manifest.duration_ms,
    chunks: indices.map((index) => ({ index, contentSha256: `chunk-${index}` })),
    events: { beatsMs: every(500), onsetsMs: every(250), sectionsMs: every(60_000) },
    audioSha256: 'audio',
  };
}

let view: TrackView | null = null;

async function openView(): Promise<{ view: TrackView; loadMs: number }> {
  if (view) return { view, loadMs: 0 };
  const frames = await fetchFrames();
  const opened = new TrackView(blobs);
  view = opened;
  opened.setLanes(LANES);
  opened.setShown({ beats: true, onsets: true });
  opened.attach(document.querySelector('#host') as HTMLElement);
  // The worker already runs when the track is requested, as for the second track that a person opens.
  await opened.read(0);
  await nextFrame();
  const startedMs = performance.now();
  opened.open(frames);
  while (opened.loadState().kind === 'loading' && performance.now() - startedMs < 60_000) await wait(1);
  const state = opened.loadState();
  if (state.kind === 'loading') throw new Error('the frames were not read within 60 s');
  if (state.kind === 'failed') throw new Error(state.error.detail ?? state.error.code);
  opened.setOverlay({
    selection: { startMs: 600_000, endMs: 660_000 },
    loop: { startMs: 600_000, endMs: 660_000 },
    marks: Array.from({ length: 40 }, (_, i) => ({
      id: String(i),
      kind: i % 2 === 0 ? ('region' as const) : ('annotation' as const),
      startMs: i * 90_000,
      endMs: i * 90_000 + 60_000,
      color: '#4bb3a1',
      label: `Verse ${i}`,
      isSelected: i === 3,
    })),
  });
  return { view: opened, loadMs: performance.now() - startedMs };
}

/** Scrolls through the hour and zooms from the whole of it to a few milliseconds and back, one step per animation frame. */
async function draw(seconds: number): Promise<DrawingReport> {
  const { view: shown, loadMs } = await openView();
  const frames: DrawnFrame[] = [];
  const pageTimes: number[] = [];
  const total = Math.round(seconds * 60);
  await wait(300);
  const stop = shown.subscribeFrames((frame) => frames.push(frame));
  for (let n = 0; n < total; n++) {
    const part = n / total;
    const length = part < 0.5 ? 60_000 * (1 + Math.sin(part * 40)) + 4000 : HOUR_MS ** (0.5 + 0.5 * Math.cos(part * 50)) + 20;
    const startMs = (HOUR_MS - length) * (0.5 - 0.5 * Math.cos(part * 12));
    shown.setRange({ startMs, endMs: startMs + length });
    shown.setOverlay({ playheadMs: startMs + length / 2 });
    pageTimes.push(await nextFrame());
  }
  stop();
  const between = (times: number[]) => times.slice(1).map((time, i) => time - (times[i] as number));
  return {
    loadMs,
    intervalsMs: between(frames.map(({ atMs }) => atMs)),
    drawnMs: frames.map(({ drawnMs }) => drawnMs),
    pageIntervalsMs: between(pageTimes),
  };
}

async function show(startMs: number, endMs: number, scheme: 'light' | 'dark'): Promise<void> {
  const { view: shown } = await openView();
  document.documentElement.dataset['mantineColorScheme'] = scheme;
  const isDark = scheme === 'dark';
  shown.setTheme({
    scheme,
    background: isDark ? '#1c1d20' : '#ffffff',
    text: isDark ? '#e6e6e3' : '#1d1d1b',
    dimmed: isDark ? '#a3a5a9' : '#5f5e58',
    hairline: isDark ? '#2a2c31' : '#e4e3df',
    accent: isDark ? '#74c5b6' : '#0d6b5d',
    warning: isDark ? '#f0b45c' : '#8a5300',
  });
  shown.setFollowing(false);
  shown.setRange({ startMs, endMs });
  shown.setOverlay({ playheadMs: startMs + (endMs - startMs) * 0.4 });
  await wait(800);
}

async function play(): Promise<SwitchReport> {
  const player = new TrackPlayer(blobs);
  const track = (id: string): DeckTrack => ({
    trackId: id,
    title: id,
    artist: null,
    contentSha256: `/audio/${id}`,
    durationMs: 180_000,
    integratedLufs: id === 'a' ? -9 : -14,
    beatsMs: Array.from({ length: 360 }, (_, i) => i * 500),
  });
  const alignment: Alignment = { kind: 'time', offsetMs: 0 };
  player.load(track('a'));
  player.compareWith(track('b'), alignment);
  await player.play();
  player.seek(30_000);
  await wait(3000);
  const report: SwitchReport = { driftMs: [], callMs: [], roundLossMs: [] };
  for (let n = 0; n < 12; n++) {
    await wait(250);
    const beforeMs = performance.now();
    const position = player.positionMs();
    player.switchTo(n % 2 === 0 ? 'b' : 'a');
    const after = player.positionMs();
    report.callMs.push(performance.now() - beforeMs);
    report.driftMs.push(after - position);
  }
  player.compareWith(null);
  player.setLoop({ startMs: 40_000, endMs: 41_000 });
  await wait(2500);
  const startMs = performance.now();
  const startPosition = player.positionMs();
  for (let n = 1; n <= 5; n++) {
    await wait(1000);
    const heardMs = performance.now() - startMs;
    const expected = 40_000 + ((((startPosition - 40_000 + heardMs) % 1000) + 1000) % 1000);
    let lossMs = expected - player.positionMs();
    if (lossMs > 500) lossMs -= 1000;
    if (lossMs < -500) lossMs += 1000;
    report.roundLossMs.push(lossMs / n);
  }
  player.dispose();
  return report;
}

async function attacks(path: string, fromMs = 0): Promise<number[]> {
  const stream = await openAudio(blobSource(await fetchBlob(path)));
  const found: number[] = [];
  const from = Math.round((fromMs * stream.sampleRateHz) / 1000);
  let [at, quietUntil] = [from, 0];
  for await (const { channels, count } of stream.pieces(from)) {
    for (let i = 0; i < count; i++) {
      if (at + i < quietUntil || Math.abs(channels[0]?.[i] ?? 0) <= 0.3) continue;
      found.push(((at + i) * 1000) / stream.sampleRateHz);
      quietUntil = at + i + stream.sampleRateHz / 2;
    }
    at += count;
  }
  stream.close();
  return found;
}

globalThis.audioBench = { draw, show, play, attacks };
