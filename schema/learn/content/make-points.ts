// Points of curves, computed from the function that a lesson names.

/** The points of a function over a range, rounded so that the rows stay small. */
export function sampled(of: (x: number) => number, from: number, to: number, steps = 60): [number, number][] {
  return Array.from({ length: steps + 1 }, (_, index) => {
    const x = from + ((to - from) * index) / steps;
    return [round(x), round(of(x))];
  });
}

/** The same with equal ratios between the points, for logarithmic axes. */
export function sampledByRatio(of: (x: number) => number, from: number, to: number, steps = 60): [number, number][] {
  return Array.from({ length: steps + 1 }, (_, index) => {
    const x = from * (to / from) ** (index / steps);
    return [round(x), round(of(x))];
  });
}

const round = (value: number): number => Number(value.toPrecision(4));
