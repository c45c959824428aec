// Scores and answers of drills in words.
import { magnitudeAt, type DrillConfig } from '#schema/learn/rules/drills.ts';
import { formatNumber } from '#src/format/numbers.ts';
import { strings } from '../../strings.ts';

const words = strings.drill;

/** Three figures say enough. */
export const formatMagnitude = (value: number): string => formatNumber(Number(value.toPrecision(value >= 100 ? 3 : 2)));

export const scoreValue = ({ scale }: DrillConfig, place: number): number => magnitudeAt(scale, place);

/** `±12 cents`, `1.4 dB`, `7 intervals`. */
export function formatScore(config: DrillConfig, place: number): string {
  const { scale, answer } = config;
  const value = scoreValue(config, place);
  if (answer.kind === 'choice' && answer.grows) return `${formatNumber(Math.round(value))} ${scale.unit}`;
  const sign = answer.kind === 'choice' ? '' : '±';
  return `${sign}${formatMagnitude(value)} ${scale.unit}`;
}

export const isNaming = ({ answer }: DrillConfig): boolean => answer.kind === 'choice' && answer.grows;

/** The words of an answer: a choice, a number with its unit, a filter. */
export function formatAnswer({ answer }: DrillConfig, given: readonly number[]): string {
  const [value, second] = given;
  if (value === undefined) return '–';
  switch (answer.kind) {
    case 'choice':
      return answer.choices[value] ?? '–';
    case 'number':
      return answer.unit === '' ? formatPlace(value) : `${formatNumber(Math.round(value))} ${answer.unit}`;
    case 'taps':
      return words.taps(given.length, given.length);
    case 'eq':
      return `${formatNumber(Math.round(value))} Hz, ${formatGain(second ?? 0)}`;
  }
}

export const formatGain = (db: number): string => `${db > 0 ? '+' : ''}${formatNumber(Math.round(db * 10) / 10)} dB`;

/** A place between left and right. */
const formatPlace = (value: number): string => {
  const rounded = Math.round(value);
  if (rounded === 0) return words.centre;
  return `${Math.abs(rounded)} ${rounded < 0 ? words.left : words.right_}`;
};
