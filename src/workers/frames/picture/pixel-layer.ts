// The pixels of the lanes, written directly: drawing thousands of thin bars through a canvas context takes longer than a frame.
// Invariant: nothing is written outside the layer, whatever the arguments; colours are opaque, in ImageData's format (ABGR).

export class PixelLayer {
  width = 0;
  height = 0;
  pixels = new Int32Array(0);
  private image: ImageData | null = null;

  /** Fills the layer with one colour. */
  reset(width: number, height: number, color: number): void {
    if (this.width !== width || this.height !== height) {
      this.image = new ImageData(width, height);
      this.pixels = new Int32Array(this.image.data.buffer);
      [this.width, this.height] = [width, height];
    }
    this.pixels.fill(color);
  }

  putOn(context: OffscreenCanvasRenderingContext2D): void {
    if (this.image) context.putImageData(this.image, 0, 0);
  }

  /** Fills column `x` from `top` to `bottom` (exclusive, at least one pixel), rounded. */
  fillColumn(x: number, top: number, bottom: number, color: number): void {
    const { pixels, width, height } = this;
    const from = Math.max(0, Math.round(top));
    const until = Math.min(height, Math.max(from + 1, Math.round(bottom)));
    for (let at = from * width + x, end = until * width; at < end; at += width) pixels[at] = color;
  }

  /** Like fillColumn for columns 0, 1 … of the whole width. Rows that all columns share are filled at once. */
  fillColumns(tops: Float32Array, bottoms: Float32Array, color: number): void {
    const { pixels, width, height } = this;
    let [first, last] = [0, height];
    for (let x = 0; x < width; x++) {
      const top = Math.round(tops[x] as number);
      const bottom = Math.round(bottoms[x] as number);
      if (top > first) first = top;
      if (bottom < last) last = bottom;
    }
    const isShared = last > first;
    if (isShared) pixels.fill(color, first * width, last * width);
    for (let x = 0; x < width; x++) {
      const [top, bottom] = [tops[x] as number, bottoms[x] as number];
      if (!isShared) this.fillColumn(x, top, bottom, color);
      else {
        if (Math.round(top) < first) this.fillColumn(x, top, first, color);
        if (Math.round(bottom) > last) this.fillColumn(x, last, bottom, color);
      }
    }
  }

  fillRow(y: number, color: number): void {
    const from = Math.round(y) * this.width;
    this.pixels.fill(color, Math.max(0, from), Math.max(0, from + this.width));
  }

  /** Blends a colour over column `x`; `part` 1 replaces it. */
  blendColumn(x: number, top: number, bottom: number, color: number, part: number): void {
    if (x < 0 || x >= this.width) return;
    const { pixels, width, height } = this;
    const until = Math.min(height, Math.round(bottom));
    for (let y = Math.max(0, Math.round(top)); y < until; y++) {
      const at = y * width + x;
      pixels[at] = mixColors(pixels[at] as number, color, part);
    }
  }
}

/** `part` of `b` and the rest of `a`. */
export function mixColors(a: number, b: number, part: number): number {
  const channel = (shift: number) => {
    const from = (a >>> shift) & 255;
    return (from + (((b >>> shift) & 255) - from) * part) & 255;
  };
  return ((255 << 24) | (channel(16) << 16) | (channel(8) << 8) | channel(0)) >>> 0;
}

const knownColors = new Map<string, number>();
let probe: OffscreenCanvasRenderingContext2D | null = null;

/** Converts any CSS colour to a pixel; transparent colours are blended with black. */
export function colorToPixel(css: string): number {
  const known = knownColors.get(css);
  if (known !== undefined) return known;
  probe ??= new OffscreenCanvas(1, 1).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!probe) return 0xff000000;
  probe.fillStyle = css;
  probe.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data;
  const pixel = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  knownColors.set(css, pixel);
  return pixel;
}
