// Colours for levels. Lightness grows evenly with the level (in OKLCH), so equal steps look equal, also to colour-blind people.
// The dark theme goes from the background to light, the light theme from the background to dark.
// OKLab: Björn Ottosson, https://bottosson.github.io/posts/oklab/
type Stop = readonly [lightness: number, chroma: number, hue: number];

/** From silent to loud: indigo, pine, straw, on the surfaces of the two themes. */
const STOPS: Record<'light' | 'dark', readonly Stop[]> = {
  dark: [
    [0.2, 0.01, 260],
    [0.38, 0.09, 275],
    [0.56, 0.1, 210],
    [0.74, 0.12, 165],
    [0.93, 0.13, 100],
  ],
  light: [
    [0.985, 0.005, 100],
    [0.85, 0.07, 140],
    [0.68, 0.1, 170],
    [0.5, 0.1, 220],
    [0.27, 0.1, 280],
  ],
};

const toByte = (linear: number): number => {
  const clipped = Math.max(0, Math.min(1, linear));
  return Math.round(255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055));
};

function toRgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/**
 * 256 colours in ImageData's format on a little-endian machine (ABGR). Levels up to `floor` get the first colour, levels from
 * `ceiling` the last.
 */
export function colorMap(scheme: 'light' | 'dark', floor: number, ceiling: number): Uint32Array {
  const stops = STOPS[scheme];
  return Uint32Array.from({ length: 256 }, (_, raw) => {
    const part = Math.max(0, Math.min(1, (raw - floor) / Math.max(1, ceiling - floor))) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(part));
    const [from, to] = [stops[below] as Stop, stops[below + 1] as Stop];
    const mix = (n: 0 | 1 | 2) => from[n] + (to[n] - from[n]) * (part - below);
    const [red, green, blue] = toRgb(mix(0), mix(1), mix(2));
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}
