// Width and correlation from the powers of left, right and their cross product.

const SILENCE = 1e-12;

/** The side signal's share of the power: 0 for mono, 0.5 for uncorrelated channels, 1 for opposite ones. 0 for silence. */
export const stereoWidth = (left: number, right: number, cross: number): number =>
  left + right > SILENCE ? Math.max(0, Math.min(1, (left + right - 2 * cross) / (2 * (left + right)))) : 0;

/** Correlation from −1 to 1: 1 for silence, 0 when only one channel has sound. */
export function stereoCorrelation(left: number, right: number, cross: number): number {
  if (left + right <= SILENCE) return 1;
  const product = left * right;
  return product > 0 ? Math.max(-1, Math.min(1, cross / Math.sqrt(product))) : 0;
}
