// The accents: the ten shades of the app's accent (src/ui/theme.ts) turned to another hue. Lightness stays, in OKLCH, so that text and
// controls keep the contrast that the theme was made for.
const HUES: Readonly<Record<string, readonly [hue: number, chroma: number]>> = {
  teal: [205, 1],
  green: [150, 1.1],
  blue: [255, 1.3],
  grape: [320, 1.3],
  orange: [50, 1.2],
  pink: [355, 1.4],
  cyan: [225, 1.1],
  red: [25, 1.6],
  violet: [292, 1.5],
  lime: [128, 1.2],
};

/** Lightness and chroma of the theme's shades, 0 to 9. */
const SHADES: readonly (readonly [lightness: number, chroma: number])[] = [
  [0.965, 0.014],
  [0.915, 0.026],
  [0.845, 0.054],
  [0.77, 0.084],
  [0.7, 0.1],
  [0.63, 0.1],
  [0.552, 0.092],
  [0.475, 0.08],
  [0.41, 0.067],
  [0.345, 0.056],
];

const shadeOf = (value: string, at: number): string => {
  const [hue, share] = HUES[value] ?? [180, 1];
  const [lightness, chroma] = SHADES[at] ?? [0.5, 0.08];
  return oklchToHex(lightness, chroma * share, hue);
};

/** For a sample on a surface of either theme. */
export const accentColor = (value: string): string => shadeOf(value, 5);

export function putAccent(value: string | null): void {
  const { style } = document.documentElement;
  for (const at of SHADES.keys()) {
    const name = `--mantine-color-pine-${at}`;
    if (value === null || HUES[value] === undefined) style.removeProperty(name);
    else style.setProperty(name, shadeOf(value, at));
  }
}

/** Out of sRGB, a channel is cut. Matrices: https://bottosson.github.io/posts/oklab/ */
export function oklchToHex(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map((channel) => toByte(channel).toString(16).padStart(2, '0')).join('')}`;
}

function toByte(linear: number): number {
  const cut = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (cut <= 0.0031308 ? 12.92 * cut : 1.055 * cut ** (1 / 2.4) - 0.055));
}
