// Loop's Habits.csv, in its old form (NumRepetitions, Interval) and its new one (Type, FrequencyNumerator, …).
import { readNumber } from '../../files/numbers.ts';
import type { Table } from '../../files/table.ts';
import { dailyHabit, type FileHabit } from './habit-file.ts';
import type { Frequency, HabitRule } from '../rules/habit.ts';

/** A row of Habits.csv; `kind` is null where an old version does not say it. */
export interface LoopHabit {
  position: number;
  habit: Omit<FileHabit, 'entries' | 'kind'>;
  kind: FileHabit['kind'] | null;
}

export const isHabitsTable = ({ rows }: Table): boolean => {
  const cells = rows[0]?.cells ?? [];
  return cells[0] === 'Position' && cells.includes('Name') && cells.includes('Color');
};

export function readLoopHabits({ rows: [head, ...rows] }: Table): LoopHabit[] {
  const at = (name: string): number => head?.cells.indexOf(name) ?? -1;
  return rows.map(({ cells }) => {
    const cell = (name: string): string => cells[at(name)]?.trim() ?? '';
    const number = (...names: string[]): number | null =>
      readNumber(names.map(cell).find((text) => text !== '') ?? '', '.') ?? null;
    const name = cell('Name');
    const type = cell('Type');
    return {
      position: number('Position') ?? 0,
      kind: type === 'NUMERICAL' ? 'measure' : type === 'YES_NO' ? 'check' : null,
      habit: {
        ...dailyHabit(name),
        question: cell('Question') || null,
        description: cell('Description') || null,
        unit: cell('Unit') || null,
        color: paletteColor(cell('Color')),
        isArchived: cell('Archived?') === 'true',
        target_value: number('Target Value'),
        target_type: cell('Target Type') === 'AT_MOST' ? 'at_most' : 'at_least',
        ...scheduleOf(number('FrequencyNumerator', 'NumRepetitions') ?? 1, number('FrequencyDenominator', 'Interval') ?? 1),
      },
    };
  });
}

type Schedule = Pick<HabitRule, 'frequency' | 'target_count' | 'interval_days'>;

/** `times` within `days`. Loop's month has 30 days. */
export function scheduleOf(times: number, days: number): Schedule {
  const [count, within] = [Math.max(1, Math.round(times)), Math.max(1, Math.round(days))];
  const as = (frequency: Frequency, target_count = 1, interval_days: number | null = null): Schedule => ({
    frequency,
    target_count,
    interval_days,
  });
  if (count >= within) return as('daily');
  if (within === 7) return as('weekly', count);
  if (within === 30 || within === 31) return as('monthly', count);
  return count === 1 ? as('interval', 1, within) : as('custom', count, within);
}

/** The hues of the palette in degrees, and the names of its colours. */
const HUES = [
  [0, 'red'],
  [30, 'orange'],
  [50, 'yellow'],
  [85, 'lime'],
  [150, 'pine'],
  [187, 'cyan'],
  [215, 'blue'],
  [240, 'indigo'],
  [285, 'grape'],
  [330, 'pink'],
  [360, 'red'],
] as const;
const GREY_BELOW = 0.15;

/** The palette's colour of the nearest hue to "#RRGGBB"; null for another text. */
export function paletteColor(text: string): string | null {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text);
  if (!match) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => Number.parseInt(part, 16) / 255);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const chroma = most - least;
  if (chroma < GREY_BELOW) return 'gray';
  const sector = most === red ? (green - blue) / chroma : most === green ? (blue - red) / chroma + 2 : (red - green) / chroma + 4;
  const hue = (sector * 60 + 360) % 360;
  return HUES.reduce((best, one) => (Math.abs(one[0] - hue) < Math.abs(best[0] - hue) ? one : best))[1];
}
