// Which pictures stand one below the other, for each choice.
import { hzAtShare } from '#src/dsp/frames/lane-scales.ts';
import type { Lane, LaneKind } from '../../drawing/api.ts';

export const VIEW_KINDS = ['waveform', 'spectrogram', 'loudness', 'stereo', 'all'] as const;
export type ViewKind = (typeof VIEW_KINDS)[number];

const lane = (kind: LaneKind, height: number): Lane => ({ kind, height });
const RULER = lane('ruler', 22);

export const LANES: Record<ViewKind, readonly Lane[]> = {
  waveform: [RULER, lane('waveform', 220)],
  spectrogram: [RULER, lane('waveform', 60), lane('spectrogram', 200)],
  loudness: [RULER, lane('waveform', 60), lane('loudness', 200)],
  stereo: [RULER, lane('waveform', 60), lane('stereo', 200)],
  all: [RULER, lane('waveform', 96), lane('spectrogram', 128), lane('loudness', 112), lane('stereo', 96)],
};

export const OVERVIEW_LANES: readonly Lane[] = [lane('waveform', 44)];
export const DECK_LANES: readonly Lane[] = [RULER, lane('waveform', 96)];

/** The frequency at `y` px from the top of the picture; null outside the spectrogram. */
export function hzAt(lanes: readonly Lane[], y: number): number | null {
  let top = 0;
  for (const { kind, height } of lanes) {
    if (kind === 'spectrogram' && y >= top && y < top + height) return hzAtShare(1 - (y - top) / height);
    top += height;
  }
  return null;
}
