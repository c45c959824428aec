// One media element of the music. A file of the app sounds through the audio context, whose ramps are exact. An address elsewhere sounds
// by its own volume: browsers give a context only silence of files that another site does not share.
import { blobs } from '#src/blobs/public.ts';
import type { MusicTrack, TrackProblem } from '../store.ts';

/** Levels are set this often, and reached within this time. */
export const LEVEL_STEP_SECONDS = 0.1;

export interface Voice {
  readonly track: MusicTrack;
  readonly element: HTMLAudioElement;
  setLevel(gain: number): void;
  close(): void;
}

export type OpenedVoice = { kind: 'voice'; voice: Voice } | { kind: 'problem'; problem: TrackProblem };

const problem = (of: TrackProblem): OpenedVoice => ({ kind: 'problem', problem: of });

/** Without the device's file and without a network there is nothing to play. */
export async function openVoice(audio: AudioContext, track: MusicTrack): Promise<OpenedVoice> {
  const { source } = track;
  if (source.kind === 'none') return problem('file_gone');
  if (source.kind === 'address')
    return navigator.onLine ? { kind: 'voice', voice: addressVoice(track, source.url) } : problem('needs_network');
  const file = await blobs.get(source.sha256).catch(() => undefined);
  if (!file && !navigator.onLine) return problem('needs_network');
  return { kind: 'voice', voice: fileVoice(audio, track, file ?? blobs.url(source.sha256)) };
}

function fileVoice(audio: AudioContext, track: MusicTrack, source: Blob | string): Voice {
  const url = typeof source === 'string' ? source : URL.createObjectURL(source);
  const element = new Audio(url);
  element.preload = 'auto';
  const level = new GainNode(audio, { gain: 0 });
  audio.createMediaElementSource(element).connect(level).connect(audio.destination);
  return {
    track,
    element,
    setLevel(gain) {
      const at = audio.currentTime;
      level.gain.cancelScheduledValues(at);
      level.gain.setValueAtTime(level.gain.value, at);
      level.gain.linearRampToValueAtTime(gain, at + LEVEL_STEP_SECONDS);
    },
    close() {
      closeElement(element);
      level.disconnect();
      if (typeof source !== 'string') URL.revokeObjectURL(url);
    },
  };
}

function addressVoice(track: MusicTrack, url: string): Voice {
  const element = new Audio();
  element.preload = 'auto';
  element.volume = 0;
  element.src = url;
  return {
    track,
    element,
    setLevel: (gain) => {
      element.volume = Math.min(1, Math.max(0, gain));
    },
    close: () => closeElement(element),
  };
}

function closeElement(element: HTMLAudioElement): void {
  element.pause();
  element.removeAttribute('src');
  element.load();
}
