// The scales beside the lanes of a picture: frequencies, LUFS, correlation, level, each where the worker draws it.
import { LOUDNESS_SCALE, shareOfHz, shareOn, STEREO_SCALE, WAVEFORM_REACH } from '#src/dsp/frames/lane-scales.ts';
import type { Lane, LaneKind } from '../../drawing/api.ts';
import { FEW_TICKS_HZ, formatHz, formatHzTick, formatTick, TICKS_HZ } from '../../format.ts';
import classes from './stage.module.css';

interface Tick {
  /** From the foot of the lane, 0, to its top, 1. */
  share: number;
  label: string;
}

interface Scale {
  /** At the top of the lane; without it the ticks say enough. */
  unit: string | null;
  ticks(heightPx: number): readonly Tick[];
}

const LABEL_PX = 14;
const FEW_BELOW_PX = 170;
const waveformTick = (level: number, label: string): Tick => ({ share: 0.5 + (level * WAVEFORM_REACH) / 2, label });
const signed = (value: number): string => (value > 0 ? `+${formatTick(value)}` : formatTick(value));

const SCALES: Readonly<Record<LaneKind, Scale | null>> = {
  ruler: null,
  waveform: {
    unit: null,
    // In a low lane the shape is enough.
    ticks: (heightPx) =>
      heightPx < 80
        ? []
        : [
            waveformTick(1, '0 dB'),
            waveformTick(0.5, '−6'),
            waveformTick(0, '−∞'),
            waveformTick(-0.5, '−6'),
            waveformTick(-1, '0 dB'),
          ],
  },
  spectrogram: {
    unit: null,
    ticks: (heightPx) => {
      const all = heightPx < FEW_BELOW_PX ? FEW_TICKS_HZ : TICKS_HZ;
      // The highest says the unit of all.
      return all.map((hz) => ({ share: shareOfHz(hz), label: hz === all.at(-1) ? formatHz(hz) : formatHzTick(hz) }));
    },
  },
  loudness: {
    unit: 'LUFS',
    ticks: () => LOUDNESS_SCALE.grid.map((lufs) => ({ share: shareOn(LOUDNESS_SCALE, lufs), label: formatTick(lufs) })),
  },
  stereo: {
    unit: null,
    ticks: () => [-1, ...STEREO_SCALE.grid, 1].map((value) => ({ share: shareOn(STEREO_SCALE, value), label: signed(value) })),
  },
};

/** The legend and the reading under the pointer say the same to those who do not see the picture. */
export function LaneScales({ lanes }: { lanes: readonly Lane[] }) {
  const tops = lanes.map((_, at) => lanes.slice(0, at).reduce((sum, { height }) => sum + height, 0));
  return (
    <div className={classes.scales} aria-hidden>
      {lanes.map(({ kind, height }, at) => (
        <LaneScale key={kind} scale={SCALES[kind]} top={tops[at] ?? 0} height={height} />
      ))}
    </div>
  );
}

function LaneScale({ scale, top, height }: { scale: Scale | null; top: number; height: number }) {
  if (!scale) return null;
  const highest = scale.unit === null ? 0 : LABEL_PX * 1.3;
  // Whole within the lane, also at its ends.
  const placed = scale.ticks(height).map(({ share, label }) => ({ label, y: (1 - share) * height }));
  const shown = placed.filter(({ y }) => y >= highest);
  return (
    <>
      {scale.unit !== null && (
        <span className={classes.scaleUnit} style={{ insetBlockStart: top }}>
          {scale.unit}
        </span>
      )}
      {shown.map(({ label, y }) => (
        <span
          key={y}
          className={classes.scaleTick}
          style={{ insetBlockStart: top + Math.max(0, Math.min(height - LABEL_PX, y - LABEL_PX / 2)) }}
        >
          {label}
        </span>
      ))}
    </>
  );
}
