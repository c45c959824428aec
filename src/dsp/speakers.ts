// The loudspeaker of each channel, which determines loudness weights and downmix gains. Channels are in the order of WAV's
// channel mask (WAVE_FORMAT_EXTENSIBLE, dwChannelMask).

const MASK_ORDER = [
  'FL',
  'FR',
  'FC',
  'LFE',
  'BL',
  'BR',
  'FLC',
  'FRC',
  'BC',
  'SL',
  'SR',
  'TC',
  'TFL',
  'TFC',
  'TFR',
  'TBL',
  'TBC',
  'TBR',
] as const;
export type Speaker = (typeof MASK_ORDER)[number];

/** The usual loudspeakers for a number of channels, for files without a mask. */
const USUAL: Readonly<Record<number, readonly Speaker[]>> = {
  1: ['FC'],
  2: ['FL', 'FR'],
  3: ['FL', 'FR', 'FC'],
  4: ['FL', 'FR', 'BL', 'BR'],
  5: ['FL', 'FR', 'FC', 'BL', 'BR'],
  6: ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR'],
  7: ['FL', 'FR', 'FC', 'LFE', 'BC', 'SL', 'SR'],
  8: ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR', 'SL', 'SR'],
};

export const usualSpeakers = (channelCount: number): readonly Speaker[] => USUAL[channelCount] ?? [];

/**
 * Extra bits are ignored, as the format requires. A mask with too few bits is ignored as a whole, and the usual loudspeakers
 * apply.
 */
export function speakersOfMask(mask: number, channelCount: number): readonly Speaker[] {
  const named = MASK_ORDER.filter((_, bit) => (mask & (1 << bit)) !== 0).slice(0, channelCount);
  return named.length === channelCount ? named : usualSpeakers(channelCount);
}

const SURROUND_WEIGHT = 1.41;

/** BS.1770 channel weights; the LFE is not summed. The surround pair is the sides, or the backs when there are no sides. */
export function channelWeights(speakers: readonly Speaker[]): number[] {
  const surrounds: readonly Speaker[] = speakers.includes('SL') || speakers.includes('SR') ? ['SL', 'SR'] : ['BL', 'BR'];
  return speakers.map((speaker) => (speaker === 'LFE' ? 0 : surrounds.includes(speaker) ? SURROUND_WEIGHT : 1));
}
