// One media element with a gain of its own. The browser decodes and stretches time; pitch stays with the speed.
// Invariant: a voice without a context is paused, so nothing is ever heard past its gain.

/** The part of an audio element that playback needs; tests put their own clock behind it. */
export type MediaElement = Pick<
  HTMLMediaElement,
  | 'src'
  | 'currentTime'
  | 'duration'
  | 'playbackRate'
  | 'preservesPitch'
  | 'paused'
  | 'seeking'
  | 'readyState'
  | 'error'
  | 'preload'
  | 'play'
  | 'pause'
  | 'load'
  | 'removeAttribute'
  | 'addEventListener'
>;

/** What a gain does: AudioParam ramps in the browser. */
export interface GainControl {
  ramp(to: number, seconds: number): void;
}

/** The sound of the page: a tree of gains that ends in the loudspeaker. */
export interface SoundOutput {
  resume(): Promise<void>;
  /** The volume of everything. */
  master: GainControl;
  addDeck(): DeckNode;
  close(): void;
}

export interface DeckNode {
  gain: GainControl;
  /** How much later the voices are heard, from now on; at most MOST_LEAD_MS. Jumps: it is for a deck that nobody hears. */
  delay(ms: number): void;
  addVoice(element: MediaElement): GainControl;
}

export const MOST_LEAD_MS = 200;

export interface Voice {
  element: MediaElement;
  gain: GainControl | null;
}

const rampOf = (context: AudioContext, { gain }: GainNode): GainControl => ({
  ramp(to, seconds) {
    const now = context.currentTime;
    gain.cancelScheduledValues(now);
    gain.setValueAtTime(gain.value, now);
    gain.linearRampToValueAtTime(to, now + seconds);
  },
});

/** Only after a person's gesture: browsers refuse sound before. */
export function openSoundOutput(): SoundOutput {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const master = context.createGain();
  master.connect(context.destination);
  return {
    resume: () => context.resume(),
    master: rampOf(context, master),
    addDeck() {
      const deck = context.createGain();
      deck.gain.value = 0;
      // Before the gain: what is turned down is silent at once.
      const line = context.createDelay(MOST_LEAD_MS / 1000);
      line.connect(deck).connect(master);
      return {
        gain: rampOf(context, deck),
        delay: (ms) => line.delayTime.setValueAtTime(ms / 1000, context.currentTime),
        addVoice(element) {
          const gain = context.createGain();
          gain.gain.value = 0;
          context
            .createMediaElementSource(element as HTMLMediaElement)
            .connect(gain)
            .connect(line);
          return rampOf(context, gain);
        },
      };
    },
    close: () => void context.close(),
  };
}
