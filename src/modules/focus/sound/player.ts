// Plays the chosen sounds: an AudioWorklet makes them, so they need no network and never repeat. Loaded when something is played first.
// Invariant: every start and every end is a fade, and an audio context that makes no sound is suspended.
import type { Levels } from '#src/dsp/ambience/mixer.ts';
// oxlint-disable-next-line import/default -- the build answers with the address of the bundled worklet
import processorUrl from '../../../workers/ambience/main.ts?worker&url';
import { AMBIENCE_PROCESSOR, type AmbienceMessage } from '../../../workers/ambience/api.ts';
import { strings } from '../strings.ts';
import { silentLoop } from './silent-loop.ts';
import { useSoundStore, type SoundChoice } from './store.ts';

const START_SECONDS = 1.2;
const STOP_SECONDS = 0.6;
/** At the end of a session: long enough to be a hint and not a fright. */
const END_SECONDS = 5;
const VOLUME_SECONDS = 0.05;

interface Output {
  audio: AudioContext;
  tell(message: AmbienceMessage): void;
  volume: GainNode;
  /** What the system's controls show: browsers show them for media elements only. */
  element: HTMLAudioElement;
}

let output: Promise<Output> | null = null;
/** Counts starts and stops: what a fade ends in is no longer wanted when the person tapped again. */
let turn = 0;

async function openOutput(): Promise<Output> {
  const audio = new AudioContext({ latencyHint: 'playback' });
  await audio.audioWorklet.addModule(processorUrl);
  const node = new AudioWorkletNode(audio, AMBIENCE_PROCESSOR, { numberOfInputs: 0, outputChannelCount: [2] });
  const volume = new GainNode(audio, { gain: toGain(useSoundStore.getState().volume) });
  node.connect(volume).connect(audio.destination);
  return { audio, tell: (message) => node.port.postMessage(message), volume, element: silentLoop() };
}

/** Loudness grows about as the square root of the amplitude: a slider in the middle is heard as half. */
const toGain = (percent: number): number => (percent / 100) ** 2;

const toLevels = ({ levels }: SoundChoice): Levels =>
  Object.fromEntries(Object.entries(levels).map(([sound, percent]) => [sound, toGain(percent)]));

export async function playSounds(): Promise<void> {
  const mine = ++turn;
  useSoundStore.setState({ status: 'starting' });
  try {
    output ??= openOutput();
    const { audio, tell, element } = await output;
    await audio.resume();
    // A browser that refuses the element still lets the context sound; only the system's controls are missing.
    await element.play().catch(() => undefined);
    if (mine !== turn) return;
    tell({ levels: toLevels(useSoundStore.getState()), fade: { to: 1, seconds: START_SECONDS } });
    useSoundStore.setState({ status: 'on' });
    showControls();
  } catch {
    output = null;
    if (mine === turn) useSoundStore.setState({ status: 'failed' });
  }
}

async function fadeOut(seconds: number): Promise<void> {
  if (output === null) return;
  const mine = ++turn;
  const { audio, tell, element } = await output;
  tell({ fade: { to: 0, seconds } });
  useSoundStore.setState({ status: 'ending' });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000 + 100));
  if (mine !== turn) return;
  element.pause();
  await audio.suspend();
  useSoundStore.setState({ status: 'off' });
  if ('mediaSession' in navigator) navigator.mediaSession.playbackState = 'paused';
}

export const stopSounds = (): Promise<void> => fadeOut(STOP_SECONDS);
export const endSounds = (): Promise<void> => fadeOut(END_SECONDS);

function showControls(): void {
  if (!('mediaSession' in navigator)) return;
  const { mediaSession } = navigator;
  mediaSession.metadata = new MediaMetadata({ title: titleOf(useSoundStore.getState()), artist: strings.sound.artist });
  mediaSession.playbackState = 'playing';
  mediaSession.setActionHandler('play', () => void playSounds());
  mediaSession.setActionHandler('pause', () => void stopSounds());
  mediaSession.setActionHandler('stop', () => void stopSounds());
}

const titleOf = ({ levels }: SoundChoice): string =>
  Object.keys(levels)
    .map((sound) => strings.sound.names[sound as keyof SoundChoice['levels']])
    .join(', ');

// What the person changes is heard at once.
useSoundStore.subscribe((state, before) => {
  if (output === null) return;
  void output.then(({ audio, tell, volume }) => {
    if (state.levels !== before.levels) {
      tell({ levels: toLevels(state) });
      if (state.status === 'on') showControls();
    }
    if (state.volume !== before.volume) volume.gain.setTargetAtTime(toGain(state.volume), audio.currentTime, VOLUME_SECONDS);
  });
});
