// The order of channels in Vorbis and Opus.

/** For each channel in WAV order, its index in Vorbis order (Vorbis I specification, 4.3.9; Opus family 1 is the same). */
const WAV_ORDER: Record<number, number[]> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};

export const toWavOrder = (channels: Float32Array[]): Float32Array[] =>
  WAV_ORDER[channels.length]?.map((from) => channels[from] as Float32Array) ?? channels;
