// The sound at the end of a timer, made in the browser: two soft notes.

let context: AudioContext | null = null;

/** Browsers let a page sound only after a gesture: called when the person starts a timer. */
export function primeChime(): void {
  if (!('AudioContext' in window)) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

export function playChime(): void {
  primeChime();
  if (!context || context.state === 'closed') return;
  playNote(context, 659.25, context.currentTime + 0.02);
  playNote(context, 987.77, context.currentTime + 0.28);
}

function playNote(audio: AudioContext, frequencyHz: number, atSeconds: number): void {
  const tone = new OscillatorNode(audio, { type: 'sine', frequency: frequencyHz });
  const level = new GainNode(audio, { gain: 0 });
  level.gain.setValueAtTime(0, atSeconds);
  level.gain.linearRampToValueAtTime(0.22, atSeconds + 0.015);
  level.gain.exponentialRampToValueAtTime(0.0005, atSeconds + 1.6);
  tone.connect(level).connect(audio.destination);
  tone.start(atSeconds);
  tone.stop(atSeconds + 1.7);
}
