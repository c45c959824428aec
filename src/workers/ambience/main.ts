// The AudioWorklet of ambience: binds the mixer to the audio thread.
import { AmbienceMixer } from '../../dsp/ambience/mixer.ts';
import { AMBIENCE_PROCESSOR, type AmbienceMessage } from './api.ts';

declare const sampleRate: number;
declare const registerProcessor: (name: string, processor: new () => unknown) => void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

class AmbienceProcessor extends AudioWorkletProcessor {
  readonly #mixer = new AmbienceMixer(sampleRate, Math.floor(Math.random() * 2 ** 31));

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<AmbienceMessage>) => {
      if (data.levels) this.#mixer.setLevels(data.levels);
      if (data.fade) this.#mixer.fadeTo(data.fade.to, data.fade.seconds);
    };
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? [];
    if (left) this.#mixer.render(left, right ?? new Float32Array(left.length));
    return true;
  }
}

registerProcessor(AMBIENCE_PROCESSOR, AmbienceProcessor);
