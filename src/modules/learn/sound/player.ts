// Plays described sounds, one at a time: what starts ends the one before. The browser lets a page sound only after a gesture, so the
// audio context is made by the first tap.
import { create } from 'zustand';
import { noLongerHeard, nowHeard } from '#src/heard.ts';
import type { Sound } from '#schema/learn/rules/sounds.ts';
import { renderSound, type Rendered } from './render.ts';

interface Playing {
  /** Which button started it. */
  id: string | null;
}

export const usePlaying = create<Playing>(() => ({ id: null }));

let context: AudioContext | null = null;
let current: { source: AudioBufferSourceNode; level: GainNode } | null = null;

const FADE_SECONDS = 0.02;

export const canPlay = (): boolean => 'AudioContext' in globalThis;

function readyContext(): AudioContext {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  return context;
}

/** The rate of the device's output; call it from a gesture. */
export const contextRateHz = (): number => readyContext().sampleRate;

/** Samples at the device's rate as a buffer. */
function toBuffer(audio: AudioContext, { left, right }: Rendered): AudioBuffer {
  const buffer = audio.createBuffer(2, left.length, audio.sampleRate);
  buffer.getChannelData(0).set(left);
  buffer.getChannelData(1).set(right);
  return buffer;
}

export function play(id: string, sound: Sound): void {
  playSamples(id, (sampleRateHz) => renderSound(sound, sampleRateHz));
}

export function playSamples(id: string, render: (sampleRateHz: number) => Rendered): void {
  if (!canPlay()) return;
  stop();
  const audio = readyContext();
  const source = new AudioBufferSourceNode(audio, { buffer: toBuffer(audio, render(audio.sampleRate)) });
  const level = new GainNode(audio);
  source.connect(level).connect(audio.destination);
  const mine = { source, level };
  current = mine;
  source.onended = () => {
    if (current === mine) end();
  };
  nowHeard(stop);
  source.start();
  usePlaying.setState({ id });
}

/** Fades out, so that an early end does not click. */
export function stop(): void {
  if (!current || !context) return;
  const { source, level } = current;
  const at = context.currentTime;
  level.gain.setValueAtTime(1, at);
  level.gain.linearRampToValueAtTime(0, at + FADE_SECONDS);
  source.stop(at + FADE_SECONDS);
  end();
}

function end(): void {
  noLongerHeard(stop);
  current = null;
  usePlaying.setState({ id: null });
}

const BETWEEN_SECONDS = 0.4;

/** Sounds one after the other, with a pause between them. */
export function joined(sounds: readonly Rendered[], sampleRateHz: number): Rendered {
  const gap = Math.round(BETWEEN_SECONDS * sampleRateHz);
  const length = sounds.reduce((sum, { left }) => sum + left.length, gap * Math.max(0, sounds.length - 1));
  const out = { left: new Float32Array(length), right: new Float32Array(length) };
  let at = 0;
  for (const { left, right } of sounds) {
    out.left.set(left, at);
    out.right.set(right, at);
    at += left.length + gap;
  }
  return out;
}
