// Which plates go on the bar. All weights are in one unit, the person's; plates come in pairs, one for each side.
import type { PlatePair } from '../../settings/rules.ts';

export interface PlateLoad {
  /** The plates of one side, heaviest first. */
  perSide: number[];
  /** What the loaded bar weighs. */
  total: number;
  /** What is missing to the wanted weight; zero when it can be loaded exactly. */
  missing: number;
}

/** Plates are counted in hundredths, so that 1.25 is a whole number. */
const HUNDREDTHS = 100;

/**
 * The heaviest load not above `target`, with the fewest plates. Greedy is wrong when pairs are few (30 from 25, 10, 10, 10),
 * so every reachable weight is kept with its smallest pile.
 */
export function platesFor(target: number, bar: number, owned: readonly PlatePair[]): PlateLoad {
  const wantedPerSide = Math.floor(((target - bar) / 2) * HUNDREDTHS + 1e-6);
  if (wantedPerSide <= 0) return loadOf([], target, bar);
  const plates = owned
    .map(({ weight, pairs }) => ({ weight, hundredths: Math.round(weight * HUNDREDTHS), pairs }))
    .filter(({ hundredths, pairs }) => hundredths > 0 && pairs > 0)
    .toSorted((a, b) => b.hundredths - a.hundredths);

  let piles = new Map<number, number[]>([[0, []]]);
  for (const plate of plates) {
    const next = new Map(piles);
    for (const [weight, pile] of piles) {
      for (let count = 1; count <= plate.pairs; count += 1) {
        const heavier = weight + count * plate.hundredths;
        if (heavier > wantedPerSide) break;
        const candidate = [...pile, ...Array<number>(count).fill(plate.weight)];
        const known = next.get(heavier);
        if (!known || isBetterPile(candidate, known)) next.set(heavier, candidate);
      }
    }
    piles = next;
  }
  const heaviest = Math.max(...piles.keys());
  return loadOf(piles.get(heaviest) ?? [], target, bar);
}

/** Fewer plates, then the heavier first. */
function isBetterPile(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const differs = a.findIndex((weight, index) => weight !== b[index]);
  return differs >= 0 && (a[differs] ?? 0) > (b[differs] ?? 0);
}

function loadOf(perSide: number[], target: number, bar: number): PlateLoad {
  const total = bar + 2 * perSide.reduce((sum, weight) => sum + weight, 0);
  return { perSide, total, missing: Math.max(0, Math.round((target - total) * HUNDREDTHS) / HUNDREDTHS) };
}
