// Body measures: their kinds and what a value may be. Weights are kilograms, lengths centimetres, shares percent.

export const BODY_KINDS = [
  'weight',
  'body_fat',
  'neck',
  'shoulders',
  'chest',
  'waist',
  'hips',
  'arm_left',
  'arm_right',
  'thigh_left',
  'thigh_right',
  'calf_left',
  'calf_right',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

export type BodyDimension = 'weight' | 'share' | 'length';

export const dimensionOf = (kind: BodyKind): BodyDimension =>
  kind === 'weight' ? 'weight' : kind === 'body_fat' ? 'share' : 'length';

const MOST: Record<BodyDimension, number> = { weight: 700, share: 75, length: 400 };

/** What is wrong with a value, in words; null when nothing is. */
export function bodyProblem(kind: BodyKind, value: number): string | null {
  const most = MOST[dimensionOf(kind)];
  const unit = { weight: 'kg', share: '%', length: 'cm' }[dimensionOf(kind)];
  return value > 0 && value <= most ? null : `The value must be above 0 and at most ${most} ${unit}.`;
}
