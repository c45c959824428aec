// Times, levels and tempi in words. Invariant: what formatTime writes, parseTime reads back to the millisecond shown.
// A difference that rounds to nothing has no sign.
import { formatPercent } from '#src/format/numbers.ts';
import { numbers } from '#src/format/written.ts';

const signDisplay = 'negative';
const oneDecimal = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay });
const twoDecimals = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay });
const upToOne = numbers({ maximumFractionDigits: 1 });

const padded = (value: number): string => String(value).padStart(2, '0');

/** "1:05", "1:02:05"; with `decimals` "1:05.250". */
export function formatTime(timeMs: number, decimals: 0 | 1 | 3 = 0): string {
  const step = 10 ** (3 - decimals);
  const whole = Math.max(0, decimals === 0 ? Math.floor(timeMs / step) : Math.round(timeMs / step)) * step;
  const seconds = Math.floor(whole / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const clock = hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
  return decimals === 0
    ? clock
    : `${clock}.${String(whole % 1000)
        .padStart(3, '0')
        .slice(0, decimals)}`;
}

/** Milliseconds of "90", "1:30.5" or "1:02:05.125"; null for what is no time. */
export function parseTime(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^(\d{1,2}:)?(\d{1,3}:)?\d{1,6}(\.\d{1,3})?$/.test(trimmed)) return null;
  const seconds = trimmed.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return Math.round(seconds * 1000);
}

/** "3 minutes 5 seconds", for those who hear the page. */
export function spokenTime(timeMs: number): string {
  const seconds = Math.round(timeMs / 1000);
  const minutes = Math.floor(seconds / 60);
  const words = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  return minutes === 0 ? words(seconds, 'second') : `${words(minutes, 'minute')} ${words(seconds % 60, 'second')}`;
}

const NOTHING = '–';
/** A measure that may not have been possible. */
export type Figure = number | null | undefined;
/** One decimal. */
export const withUnit = (value: Figure, unit: string): string =>
  value === null || value === undefined ? NOTHING : `${oneDecimal().format(value)} ${unit}`.replace('-', '−');

/** One decimal, where the unit stands elsewhere. */
export const formatFigure = (value: Figure): string => withUnit(value, '').trim();
export const formatLufs = (value: Figure): string => withUnit(value, 'LUFS');
export const formatLu = (value: Figure): string => withUnit(value, 'LU');
export const formatDb = (value: Figure): string => withUnit(value, 'dB');
export const formatDbtp = (value: Figure): string => withUnit(value, 'dBTP');
export const formatBpm = (value: Figure): string =>
  value === null || value === undefined ? NOTHING : `${upToOne().format(value)} bpm`;
/** A difference says its sign. */
export const formatDifference = (value: Figure, unit: string): string =>
  (value !== null && value !== undefined && value >= 0.05 ? `+${withUnit(value, unit)}` : withUnit(value, unit)).trim();
/** `a` less `b` as a reader subtracts the two figures shown: −11.3 and −13.8 differ by +2.5 whatever stands behind the decimals. */
export const formatDifferenceOf = (a: Figure, b: Figure, decimals: 1 | 2): string => {
  if (a === null || a === undefined || b === null || b === undefined) return NOTHING;
  const scale = 10 ** decimals;
  const difference = (Math.round(a * scale) - Math.round(b * scale)) / scale;
  const text = (decimals === 1 ? oneDecimal : twoDecimals)().format(difference).replace('-', '−');
  return difference > 0 ? `+${text}` : text;
};
export const formatPart = (value: Figure): string =>
  value === null || value === undefined ? NOTHING : twoDecimals().format(value).replace('-', '−');
export const formatShare = (share: number): string => formatPercent(Math.round(share * 100));

/** "250 Hz", "4 kHz". */
export const formatHz = (hz: number): string => (hz >= 1000 ? `${upToOne().format(hz / 1000)} kHz` : `${Math.round(hz)} Hz`);

/** Where an axis of frequencies is marked, and where it is when there is little room. */
export const TICKS_HZ = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
export const FEW_TICKS_HZ = [20, 100, 500, 2000, 10_000];
/** "500", "2k". */
export const formatHzTick = (hz: number): string => (hz >= 1000 ? `${hz / 1000}k` : String(hz));
/** A round value of an axis. */
export const formatTick = (value: number): string => String(Number(value.toFixed(2))).replace('-', '−');
