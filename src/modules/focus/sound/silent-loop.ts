// Ten seconds of silence as a looping media element. Browsers show their media controls, and keep a page sounding behind a locked screen,
// for media elements only; sound of an audio context alone gets neither. Chrome wants at least five seconds.
const SECONDS = 10;
const RATE_HZ = 8_000;

export function silentLoop(): HTMLAudioElement {
  const element = new Audio(URL.createObjectURL(new Blob([silence()], { type: 'audio/wav' })));
  element.loop = true;
  return element;
}

/** A WAV file of 8-bit mono, in which 128 is silence. */
function silence(): Uint8Array<ArrayBuffer> {
  const length = SECONDS * RATE_HZ;
  const bytes = new Uint8Array(44 + length).fill(128);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  write(0, 'RIFF');
  view.setUint32(4, 36 + length, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, 'data');
  view.setUint32(40, length, true);
  return bytes;
}
