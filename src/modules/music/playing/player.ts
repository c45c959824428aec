// Plays the queue. Loaded when music is played first. Invariants: one voice is heard, and during a cross-fade two, whose gains follow
// levels.ts; every start and every end is a fade; what was heard in a session is told to `heardInSession`, once for each second.
import { noLongerHeard, nowHeard } from '#src/heard.ts';
import { crossfadeGains, crossfadeSeconds, loudnessGain, sleepGain, volumeGain } from '../levels.ts';
import { isSounding, useMusicStore, type MusicTrack, type TrackProblem } from '../store.ts';
import { bindControls, showTrack } from './system-controls.ts';
import { LEVEL_STEP_SECONDS, openVoice, type Voice } from './voice.ts';

const START_SECONDS = 1.2;
const STOP_SECONDS = 0.6;
/** At the end of a session: long enough to be a hint and not a fright. */
const END_SECONDS = 5;
/** "Previous" goes to the start of the track from further in than this. */
const RESTART_SECONDS = 3;
/** What was heard is told at least this often. */
const TELL_SECONDS = 60;

type HeardInSession = (sessionId: string, libraryTrackId: string, seconds: number) => void;

let audio: AudioContext | null = null;
let heard: Voice | null = null;
/** The voice that ends, during a cross-fade. */
let leaving: Voice | null = null;
let crossing: { startedAtMs: number; seconds: number } | null = null;
/** Of everything, from start and stop. */
let fade = { from: 0, to: 0, startedAtMs: 0, seconds: 0 };
let timer: ReturnType<typeof setInterval> | null = null;
/** Counts what the person and the session did: what a wait ends in may no longer be wanted. */
let turn = 0;
/** The next track is being opened. */
let isChanging = false;
let session: { id: string; tell: HeardInSession } | null = null;
let counted = { trackId: '', seconds: 0, lastAtMs: 0 };

const state = () => useMusicStore.getState();
const set = useMusicStore.setState;

function fadeTo(to: number, seconds: number): void {
  fade = { from: fadeNow(), to, startedAtMs: performance.now(), seconds };
}

function fadeNow(): number {
  if (fade.seconds === 0) return fade.to;
  const part = Math.min(1, (performance.now() - fade.startedAtMs) / (fade.seconds * 1_000));
  return fade.from + (fade.to - fade.from) * part;
}

/** Plays these tracks from the first that can be played. Must be called from a gesture the first time. */
export async function playQueue(queue: readonly MusicTrack[], libraryName: string): Promise<void> {
  dropVoices();
  set({ queue, libraryName, place: 0, problems: {}, hasNothing: false });
  await startAt(0);
}

async function startAt(place: number): Promise<void> {
  const mine = ++turn;
  nowHeard(pauseMusic);
  set({ status: 'starting' });
  audio ??= new AudioContext({ latencyHint: 'playback' });
  await audio.resume();
  if (mine !== turn) return;
  fade = { from: 0, to: 0, startedAtMs: 0, seconds: 0 };
  fadeTo(1, START_SECONDS);
  await changeTo(place, 0, mine);
}

/** Puts the track at `place`, or the next that can be played, in the place of the one that is heard. */
async function changeTo(place: number, seconds: number, mine: number): Promise<void> {
  isChanging = true;
  try {
    await openFrom(place, seconds, mine);
  } finally {
    if (mine === turn) isChanging = false;
  }
}

async function openFrom(place: number, seconds: number, mine: number): Promise<void> {
  const { queue } = state();
  for (let tried = 0; tried < queue.length; tried += 1) {
    const at = (place + tried) % queue.length;
    const track = queue[at];
    if (!track || !audio) break;
    const opened = await openVoice(audio, track);
    if (mine !== turn) return void (opened.kind === 'voice' && opened.voice.close());
    const problem = opened.kind === 'problem' ? opened.problem : await startVoice(opened.voice);
    if (mine !== turn) return void (opened.kind === 'voice' && opened.voice.close());
    if (problem !== null || opened.kind !== 'voice') {
      set({ problems: { ...state().problems, [track.id]: problem ?? 'cannot_play' } });
      continue;
    }
    takePlace(opened.voice, at, seconds);
    return;
  }
  end();
  set({ hasNothing: true });
}

/** Resolves to the problem, or to null when it plays. */
async function startVoice(voice: Voice): Promise<TrackProblem | null> {
  voice.setLevel(0);
  try {
    await voice.element.play();
    return null;
  } catch {
    voice.close();
    return voice.track.source.kind === 'address' && !navigator.onLine ? 'needs_network' : 'cannot_play';
  }
}

function takePlace(voice: Voice, place: number, seconds: number): void {
  tellHeard();
  leaving?.close();
  leaving = heard;
  heard = voice;
  crossing = { startedAtMs: performance.now(), seconds };
  voice.element.addEventListener('ended', () => {
    if (voice === heard && !isChanging) void goOn(1, 0);
  });
  voice.element.addEventListener('error', () => {
    if (voice !== heard) return;
    set({ problems: { ...state().problems, [voice.track.id]: navigator.onLine ? 'cannot_play' : 'needs_network' } });
    void goOn(1, 0);
  });
  const { [voice.track.id]: _, ...problems } = state().problems;
  set({ status: 'playing', place, hasNothing: false, problems });
  counted = { trackId: voice.track.id, seconds: 0, lastAtMs: performance.now() };
  bindControls({
    play: () => void resumeMusic(),
    pause: pauseMusic,
    next: () => void nextTrack(),
    previous: () => void previousTrack(),
    seek: seekTo,
  });
  showTrack(voice.track.title, state().libraryName, true);
  timer ??= setInterval(keepUp, LEVEL_STEP_SECONDS * 1_000);
  keepUp();
}

/** To the next track by the loop, or the end. */
async function goOn(step: 1 | -1, seconds: number): Promise<void> {
  const { loop, place, queue } = state();
  const mine = ++turn;
  if (loop === 'one' && seconds === 0 && heard?.element.ended && !state().problems[heard.track.id]) {
    heard.element.currentTime = 0;
    await heard.element.play().catch(end);
    return;
  }
  const next = place + step;
  if (next >= queue.length && loop === 'none') return end();
  await changeTo((next + queue.length) % queue.length, seconds, mine);
}

function keepUp(): void {
  if (!heard) return;
  const nowMs = performance.now();
  const { sleepAtMs } = state();
  const sleepSeconds = sleepAtMs === null ? Infinity : (sleepAtMs - nowMs) / 1_000;
  setLevels(heard, nowMs, sleepGain(sleepSeconds));
  count(nowMs);
  if (sleepSeconds <= 0) return end();
  keepPlace(heard);
}

function setLevels(voice: Voice, nowMs: number, sleep: number): void {
  const all = volumeGain(state().volume) * fadeNow() * sleep;
  const part = crossing && crossing.seconds > 0 ? (nowMs - crossing.startedAtMs) / (crossing.seconds * 1_000) : 1;
  const gains = crossfadeGains(part);
  voice.setLevel(all * gains.in * loudnessGain(voice.track.integratedLufs));
  leaving?.setLevel(all * gains.out * loudnessGain(leaving.track.integratedLufs));
  if (part < 1 || !crossing) return;
  leaving?.close();
  leaving = null;
  crossing = null;
}

/** Shows where the track is, and begins the next one in time. */
function keepPlace({ element: { currentTime, duration } }: Voice): void {
  const durationSeconds = Number.isFinite(duration) && duration > 0 ? duration : null;
  const seconds = Math.floor(currentTime);
  if (seconds !== state().seconds || durationSeconds !== state().durationSeconds) set({ seconds, durationSeconds });
  const { status, loop, queue, place } = state();
  if (status !== 'playing' || durationSeconds === null || crossing || isChanging) return;
  // A track alone, or repeated, ends by itself; so does the last one.
  if (loop === 'one' || queue.length < 2 || (place === queue.length - 1 && loop === 'none')) return;
  const overlap = crossfadeSeconds(durationSeconds);
  if (overlap > 0 && durationSeconds - currentTime <= overlap) void goOn(1, overlap);
}

function count(nowMs: number): void {
  const passed = (nowMs - counted.lastAtMs) / 1_000;
  counted.lastAtMs = nowMs;
  if (state().status !== 'playing' || !session || heard?.element.paused) return;
  counted.seconds += passed;
  if (counted.seconds >= TELL_SECONDS) tellHeard();
}

function tellHeard(): void {
  const seconds = Math.round(counted.seconds);
  if (!session || seconds < 1) return;
  counted.seconds = 0;
  session.tell(session.id, counted.trackId, seconds);
}

/** The focus session that runs; null between sessions. What was heard before belongs to the session before. */
export function setSession(next: { id: string; tell: HeardInSession } | null): void {
  if (next?.id === session?.id) return;
  tellHeard();
  counted.seconds = 0;
  session = next;
}

export async function resumeMusic(): Promise<void> {
  if (!heard || !audio) return startAt(state().place);
  const mine = ++turn;
  nowHeard(pauseMusic);
  await audio.resume();
  try {
    await heard.element.play();
  } catch {
    return;
  }
  if (mine !== turn) return;
  counted.lastAtMs = performance.now();
  fadeTo(1, STOP_SECONDS);
  set({ status: 'playing' });
  timer ??= setInterval(keepUp, LEVEL_STEP_SECONDS * 1_000);
  showTrack(heard.track.title, state().libraryName, true);
}

export function pauseMusic(): void {
  void fadeOut(STOP_SECONDS);
}

/** At the end of a session. */
export function endMusic(): void {
  void fadeOut(END_SECONDS);
}

async function fadeOut(seconds: number): Promise<void> {
  noLongerHeard(pauseMusic);
  if (!isSounding(state())) return;
  const mine = ++turn;
  tellHeard();
  if (!heard) return end();
  fadeTo(0, seconds);
  set({ status: 'ending' });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000 + 100));
  if (mine !== turn) return;
  heard?.element.pause();
  leaving?.close();
  leaving = null;
  crossing = null;
  stopTimer();
  set({ status: 'paused' });
  if (heard) showTrack(heard.track.title, state().libraryName, false);
  await audio?.suspend();
}

function stopTimer(): void {
  if (timer !== null) clearInterval(timer);
  timer = null;
}

/** The queue is over, or the sleep timer: everything is given back. */
function end(): void {
  turn += 1;
  tellHeard();
  noLongerHeard(pauseMusic);
  stopTimer();
  isChanging = false;
  dropVoices();
  set({ status: 'off', place: 0, seconds: 0, durationSeconds: null, sleepAtMs: null });
  bindControls(null);
  void audio?.suspend();
}

export const stopMusic = end;

function dropVoices(): void {
  heard?.close();
  leaving?.close();
  heard = null;
  leaving = null;
  crossing = null;
}

export const nextTrack = (): Promise<void> => (heard ? goOn(1, STOP_SECONDS) : startAt(state().place));

export async function previousTrack(): Promise<void> {
  if (heard && heard.element.currentTime > RESTART_SECONDS) return seekTo(0);
  await goOn(-1, STOP_SECONDS);
}

/** From the person's choice in the queue. */
export async function playPlace(place: number): Promise<void> {
  if (!heard || !isSounding(state())) {
    dropVoices();
    return startAt(place);
  }
  await changeTo(place, STOP_SECONDS, ++turn);
}

export function seekTo(seconds: number): void {
  if (heard) heard.element.currentTime = seconds;
}

export const setSleep = (minutes: number | null): void =>
  set({ sleepAtMs: minutes === null ? null : performance.now() + minutes * 60_000, sleepMinutes: minutes });
