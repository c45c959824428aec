// One planned transform in the kernel: window, twiddles and work area for one size. Each run transforms two real signals.
import type { Kernel, Pointer } from './kernel.ts';

export interface FftPlan {
  readonly size: number;
  /** Transforms (a + ib) · window. Returns the pointer to the real parts; the imaginary parts follow `size` floats later. */
  run(a: Pointer, b: Pointer): Pointer;
}

/** The periodic Hann window. */
export function hannWindow(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
}

/** For each radix-4 stage of length m: re and im of w, w² and w³ for p < m/4, with w = e^(−2πi p/m). */
function radix4Twiddles(size: number): Float32Array {
  const table = new Float32Array(2 * size + 16);
  let at = 0;
  for (let length = size; length >= 4; length /= 4) {
    const quarter = length / 4;
    for (let power = 1; power <= 3; power++, at += 2 * quarter) {
      for (let p = 0; p < quarter; p++) {
        const angle = (-2 * Math.PI * p * power) / length;
        table[at + p] = Math.cos(angle);
        table[at + quarter + p] = Math.sin(angle);
      }
    }
  }
  return table;
}

export function planFft(kernel: Kernel, size: number): FftPlan {
  if (size < 16 || (size & (size - 1)) !== 0) throw new RangeError(`${size} is no size for the transform`);
  const window = kernel.placeFloats(hannWindow(size));
  const twiddles = kernel.placeFloats(radix4Twiddles(size));
  const work = kernel.allocateFloats(4 * size);
  return { size, run: (a, b) => kernel.run.windowedFft(a, b, window, twiddles, work, size) };
}
