import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildKernel } from '../../scripts/build-wasm.ts';
import { newKernel, noise } from '#tests/audio/signals.ts';
import { hannWindow, planFft } from './fft-plan.ts';
import { placeRows } from './sparse-rows.ts';
import { truePeakFilter } from './true-peak.ts';

describe('the kernel', () => {
  it('equals the compilation of its source', async () => {
    const committed = readFileSync(new URL('wasm/kernel.wasm', import.meta.url));
    expect(Buffer.from(await buildKernel()).equals(committed)).toBe(true);
  });

  it.each([16, 32, 128, 256, 512, 2048, 4096])('transforms two windowed signals of %i points by the definition', async (size) => {
    const kernel = await newKernel();
    const [a, b] = [noise(size, 1), noise(size, 2)];
    const spectrum = planFft(kernel, size).run(kernel.placeFloats(a), kernel.placeFloats(b));
    // In blocks of four real parts followed by their four imaginary parts.
    const result = kernel.floats(spectrum, 2 * size);
    const at = (bin: number) => 8 * Math.floor(bin / 4) + (bin % 4);
    const window = hannWindow(size);
    for (const k of [0, 1, 2, size / 4 + 1, size / 2, size - 1]) {
      let [real, imaginary] = [0, 0];
      for (let n = 0; n < size; n++) {
        const [cos, sin] = [Math.cos((-2 * Math.PI * k * n) / size), Math.sin((-2 * Math.PI * k * n) / size)];
        real += window[n]! * (a[n]! * cos - b[n]! * sin);
        imaginary += window[n]! * (a[n]! * sin + b[n]! * cos);
      }
      expect(result[at(k)]).toBeCloseTo(real, 3);
      expect(result[at(k) + 4]).toBeCloseTo(imaginary, 3);
    }
  });

  it('separates the powers of the two signals in one transform', async () => {
    const kernel = await newKernel();
    const size = 512;
    const zeros = kernel.placeFloats(new Float32Array(size));
    const [a, b] = [kernel.placeFloats(noise(size, 3)), kernel.placeFloats(noise(size, 4))];
    const plan = planFft(kernel, size);
    const power = () => kernel.allocateFloats(size / 2 + 8);
    const [alone, together, other, unused, cross, mid] = [power(), power(), power(), power(), power(), power()];
    const read = (pointer: number) => [...kernel.floats(pointer, size / 2)];
    kernel.run.pairPower(plan.run(a, zeros), size, alone, unused);
    kernel.run.pairPower(plan.run(a, b), size, together, other);
    read(together).forEach((value, bin) => expect(value).toBeCloseTo(read(alone)[bin]!, 3));
    kernel.run.stereoPower(plan.run(a, b), size, together, other, cross, mid);
    const [ll, rr, lr, mm] = [together, other, cross, mid].map(read) as [number[], number[], number[], number[]];
    mm.forEach((value, bin) => expect(value).toBeCloseTo((ll[bin]! + rr[bin]! + 2 * lr[bin]!) / 4, 3));
    kernel.run.pairPower(plan.run(b, zeros), size, alone, unused);
    rr.forEach((value, bin) => expect(value).toBeCloseTo(read(alone)[bin]!, 3));
  });

  it('finds the same true peak as an interpolation without shortcuts', async () => {
    const kernel = await newKernel();
    const { coefficients, pairs, reach } = truePeakFilter();
    const [filterAt, scratch, out] = [kernel.placeFloats(coefficients), kernel.allocateFloats(400), kernel.allocateFloats(2)];
    for (let seed = 1; seed <= 40; seed++) {
      // Bursts of noise over a slow tone, so that some blocks are skipped and some are not.
      const x = noise(1600, seed).map((v, i) => 0.5 * Math.sin(i / (7 + seed)) + v * (i % 400 < 60 ? 0.6 : 0.02));
      kernel.run.truePeak(kernel.placeFloats(x) + 64 * 4, 1440, filterAt, pairs, reach, scratch, 0, out);
      const [found, samplePeak] = kernel.floats(out, 2);
      let highest = 0;
      for (let i = 64; i < 64 + 1440; i++) {
        let [even, odd, middle] = [0, 0, 0];
        for (let k = 0; k < pairs; k++) {
          const [left, right] = [x[i - k]!, x[i + 1 + k]!];
          even += (left + right) * coefficients[3 * k]!;
          odd += (left - right) * coefficients[3 * k + 1]!;
          middle += (left + right) * coefficients[3 * k + 2]!;
        }
        highest = Math.max(highest, Math.abs(even) + Math.abs(odd), Math.abs(middle));
      }
      expect(Math.max(highest, samplePeak!)).toBeCloseTo(found!, 5);
    }
  });

  it('multiplies sparse rows of weights with a vector', async () => {
    const kernel = await newKernel();
    const out = kernel.allocateFloats(4);
    const vector = kernel.placeFloats([1, 2, 3, 4, 5, 6, 7, 8]);
    placeRows(
      kernel,
      [
        { start: 1, weights: [1, 1, 1] },
        { start: 6, weights: [2, 3] },
        { start: 7, weights: [1] },
      ],
      8,
    ).run(vector, out);
    expect([...kernel.floats(out, 3)]).toEqual([9, 38, 8]);
  });
});
