// The hot loops of the analysis, in AssemblyScript (the extension keeps it out of the TypeScript project).
// Invariant: no state of its own but the allocator; every buffer is allocated by the caller, 16-byte aligned, and every
// function reads and writes only the ranges named by its arguments. scripts/build-wasm.ts makes kernel.wasm from this.

/** Bytes that stay allocated for the life of the instance. */
export function allocate(bytes: i32): usize {
  const end = (heapEnd + (<usize>bytes + 15)) & ~(<usize>15);
  const start = heapEnd;
  const needed = <i32>((end + 0xffff) >>> 16);
  const have = memory.size();
  if (needed > have) {
    if (memory.grow(needed - have) < 0) return 0;
  }
  heapEnd = end;
  return start;
}
let heapEnd: usize = (__heap_base + 15) & ~(<usize>15);

// ---- mixing ---------------------------------------------------------------------------------------------------------

/** dst = (left + right) / 2 over n samples, n a multiple of 4. */
export function mixToMid(left: usize, right: usize, dst: usize, n: i32): void {
  const half = f32x4.splat(0.5);
  const bytes = <usize>n << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(dst + i, f32x4.mul(half, f32x4.add(v128.load(left + i), v128.load(right + i))));
  }
}

// ---- levels ---------------------------------------------------------------------------------------------------------

@inline
function horizontalSum(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** The four sums of four vectors: cheaper than four sums of one. */
@inline
function horizontalSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

@inline
function horizontalMax(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

/**
 * Levels of n samples. out, f32: [0] sum L², [1] sum R², [2] sum LR, [3] highest |L|, [4] highest |R|,
 * [5] highest mid, [6] minus the lowest mid.
 */
export function levels(left: usize, right: usize, n: i32, out: usize): void {
  let ll = f32x4.splat(0), rr = f32x4.splat(0), lr = f32x4.splat(0);
  let peakL = f32x4.splat(0), peakR = f32x4.splat(0);
  let top = f32x4.splat(-1e30), bottom = f32x4.splat(-1e30);
  const vectorBytes = <usize>(n & ~3) << 2;
  let i: usize = 0;
  for (; i < vectorBytes; i += 16) {
    const l = v128.load(left + i);
    const r = v128.load(right + i);
    ll = f32x4.add(ll, f32x4.mul(l, l));
    rr = f32x4.add(rr, f32x4.mul(r, r));
    lr = f32x4.add(lr, f32x4.mul(l, r));
    peakL = f32x4.pmax(peakL, f32x4.abs(l));
    peakR = f32x4.pmax(peakR, f32x4.abs(r));
    const sum = f32x4.add(l, r);
    top = f32x4.pmax(top, sum);
    bottom = f32x4.pmax(bottom, f32x4.neg(sum));
  }
  let sumLL = horizontalSum(ll), sumRR = horizontalSum(rr), sumLR = horizontalSum(lr);
  let highL = horizontalMax(peakL), highR = horizontalMax(peakR);
  let highMid = horizontalMax(top), lowMid = horizontalMax(bottom);
  const bytes = <usize>n << 2;
  for (; i < bytes; i += 4) {
    const l = load<f32>(left + i);
    const r = load<f32>(right + i);
    sumLL += l * l;
    sumRR += r * r;
    sumLR += l * r;
    highL = max(highL, abs(l));
    highR = max(highR, abs(r));
    highMid = max(highMid, l + r);
    lowMid = max(lowMid, -l - r);
  }
  store<f32>(out, sumLL, 0);
  store<f32>(out, sumRR, 4);
  store<f32>(out, sumLR, 8);
  store<f32>(out, highL, 12);
  store<f32>(out, highR, 16);
  store<f32>(out, 0.5 * highMid, 20);
  store<f32>(out, 0.5 * lowMid, 24);
}

// ---- K-weighting ----------------------------------------------------------------------------------------------------

/**
 * Runs two channels (the lanes of an f64x2) through the shelf and the high-pass of BS.1770 and sums the squares.
 * coefficients, f64: shelf b0 b1 b2 a1 a2, high-pass a1 a2 (its numerator is 1 −2 1).
 * state, f64x2: shelf s1 s2, high-pass s1 s2 (transposed direct form II). sums, f64x2: replaced by this call's sums.
 */
export function kWeight(left: usize, right: usize, n: i32, coefficients: usize, state: usize, sums: usize): void {
  const b0 = v128.load64_splat(coefficients, 0);
  const b1 = v128.load64_splat(coefficients, 8);
  const b2 = v128.load64_splat(coefficients, 16);
  const a1 = v128.load64_splat(coefficients, 24);
  const a2 = v128.load64_splat(coefficients, 32);
  const h1 = v128.load64_splat(coefficients, 40);
  const h2 = v128.load64_splat(coefficients, 48);
  const two = f64x2.splat(2);
  let s1 = v128.load(state, 0), s2 = v128.load(state, 16);
  let z1 = v128.load(state, 32), z2 = v128.load(state, 48);
  let sum = f64x2.splat(0);
  const bytes = <usize>n << 2;
  for (let i: usize = 0; i < bytes; i += 4) {
    const x = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(left + i)), 1, <f64>load<f32>(right + i));
    const y = f64x2.add(f64x2.mul(b0, x), s1);
    s1 = f64x2.sub(f64x2.add(f64x2.mul(b1, x), s2), f64x2.mul(a1, y));
    s2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y));
    const w = f64x2.add(y, z1);
    z1 = f64x2.sub(f64x2.sub(z2, f64x2.mul(two, y)), f64x2.mul(h1, w));
    z2 = f64x2.sub(y, f64x2.mul(h2, w));
    sum = f64x2.add(sum, f64x2.mul(w, w));
  }
  v128.store(state, s1, 0);
  v128.store(state, s2, 16);
  v128.store(state, z1, 32);
  v128.store(state, z2, 48);
  v128.store(sums, sum);
}

// ---- true peak ------------------------------------------------------------------------------------------------------
// Four-times oversampling, but only where it can matter. A value between two samples is at most the higher of the two plus
// `reach` times the largest second difference under the filter (the phases pass constants and ramps exactly), so blocks
// whose bound stays below the highest value so far are left out; the result is the same.

const BLOCK: usize = 64; // bytes: 16 samples

/** Of 16 samples and the one after: the highest magnitude; of the 16: the largest second difference. */
@inline
function boundBlock(at: usize, magnitudes: usize, bends: usize): void {
  let high = f32x4.abs(v128.load(at, 4));
  let bend = f32x4.splat(0);
  for (let i: usize = 0; i < BLOCK; i += 16) {
    const x = v128.load(at + i);
    const next = v128.load(at + i, 4);
    const before = v128.load(at + i - 4);
    high = f32x4.pmax(high, f32x4.pmax(f32x4.abs(x), f32x4.abs(next)));
    bend = f32x4.pmax(bend, f32x4.abs(f32x4.sub(f32x4.add(before, next), f32x4.add(x, x))));
  }
  store<f32>(magnitudes, horizontalMax(high));
  store<f32>(bends, horizontalMax(bend));
}

/** The highest |value| at 1/4, 2/4 and 3/4 after each of 16 samples. */
@inline
function peakOfBlock(at: usize, coefficients: usize, pairs: i32): f32 {
  let peak = f32x4.splat(0);
  for (let i: usize = 0; i < BLOCK; i += 16) {
    let even = f32x4.splat(0), odd = f32x4.splat(0), middle = f32x4.splat(0);
    // Pair k: k samples back from the left one, k on from the right one. The quarters are mirror images of each other.
    let left = at + i;
    let right = at + i + 4;
    let c = coefficients;
    for (let k = 0; k < pairs; k++) {
      const x = v128.load(left), y = v128.load(right);
      const sum = f32x4.add(x, y);
      even = f32x4.add(even, f32x4.mul(sum, v128.load32_splat(c)));
      odd = f32x4.add(odd, f32x4.mul(f32x4.sub(x, y), v128.load32_splat(c, 4)));
      middle = f32x4.add(middle, f32x4.mul(sum, v128.load32_splat(c, 8)));
      left -= 4;
      right += 4;
      c += 12;
    }
    // |even ± odd|: the higher of the two is |even| + |odd|.
    peak = f32x4.pmax(peak, f32x4.add(f32x4.abs(even), f32x4.abs(odd)));
    peak = f32x4.pmax(peak, f32x4.abs(middle));
  }
  return horizontalMax(peak);
}

/**
 * Peaks of n samples, a multiple of 16, with 17 samples before and 32 after them there. coefficients, f32: for each of
 * `pairs` (at most 16) taps outwards the even and odd part of the quarter phase and the half phase. scratch: 2 · (n/16 + 2)
 * floats. out, f32: [0] true peak, [1] sample peak.
 */
export function truePeak(samples: usize, n: i32, coefficients: usize, pairs: i32, reach: f32, scratch: usize, out: usize): void {
  const blocks = <usize>(n >> 4);
  const magnitudes = scratch;
  const bends = scratch + (blocks + 2) * 4;
  let highest: f32 = 0;
  for (let b: usize = 0; b < blocks + 2; b++) {
    boundBlock(samples + (b - 1) * BLOCK, magnitudes + b * 4, bends + b * 4);
    if (b > 0 && b <= blocks) highest = max(highest, load<f32>(magnitudes + b * 4));
  }
  let peak = highest;
  for (let b: usize = 1; b <= blocks; b++) {
    const bend = max(load<f32>(bends + b * 4), max(load<f32>(bends + b * 4 - 4), load<f32>(bends + b * 4 + 4)));
    if (load<f32>(magnitudes + b * 4) + reach * bend <= peak) continue;
    peak = max(peak, peakOfBlock(samples + (b - 1) * BLOCK, coefficients, pairs));
  }
  store<f32>(out, peak, 0);
  store<f32>(out, highest, 4);
}

// ---- decimation -----------------------------------------------------------------------------------------------------

/** dst[j] = dot(samples[j · factor …], coefficients) for n outputs, in fours (dst has room for them); taps a multiple of 4. */
export function decimate(samples: usize, dst: usize, n: i32, factor: i32, coefficients: usize, taps: i32): void {
  const tapBytes = <usize>taps << 2;
  const step = <usize>factor << 2;
  for (let j = 0; j < n; j += 4) {
    let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
    for (let k: usize = 0; k < tapBytes; k += 16) {
      const coefficient = v128.load(coefficients + k);
      const x = samples + k;
      a = f32x4.add(a, f32x4.mul(v128.load(x), coefficient));
      b = f32x4.add(b, f32x4.mul(v128.load(x + step), coefficient));
      c = f32x4.add(c, f32x4.mul(v128.load(x + step * 2), coefficient));
      d = f32x4.add(d, f32x4.mul(v128.load(x + step * 3), coefficient));
    }
    v128.store(dst, horizontalSums(a, b, c, d));
    dst += 16;
    samples += step * 4;
  }
}

// ---- FFT ------------------------------------------------------------------------------------------------------------
// Stockham, radix 4 with a last radix 2 where needed, split real and imaginary parts. Two real signals go through as the
// real and the imaginary part of one complex transform and are separated afterwards.

/** First radix-4 stage with the window applied while loading: work[0…] = stage(a·w + i b·w). */
function firstStage(a: usize, b: usize, window: usize, twiddles: usize, re: usize, im: usize, n: i32): void {
  const quarter = <usize>(n >> 2) << 2;
  const half = quarter << 1;
  for (let p: usize = 0; p < quarter; p += 16) {
    const w0 = v128.load(window + p);
    const w1 = v128.load(window + p + quarter);
    const w2 = v128.load(window + p + half);
    const w3 = v128.load(window + p + half + quarter);
    const ar = f32x4.mul(w0, v128.load(a + p)), ai = f32x4.mul(w0, v128.load(b + p));
    const br = f32x4.mul(w1, v128.load(a + p + quarter)), bi = f32x4.mul(w1, v128.load(b + p + quarter));
    const cr = f32x4.mul(w2, v128.load(a + p + half)), ci = f32x4.mul(w2, v128.load(b + p + half));
    const dr = f32x4.mul(w3, v128.load(a + p + half + quarter)), di = f32x4.mul(w3, v128.load(b + p + half + quarter));
    const apcR = f32x4.add(ar, cr), apcI = f32x4.add(ai, ci);
    const amcR = f32x4.sub(ar, cr), amcI = f32x4.sub(ai, ci);
    const bpdR = f32x4.add(br, dr), bpdI = f32x4.add(bi, di);
    // j(b − d) = (−(bi − di), br − dr)
    const jR = f32x4.sub(di, bi), jI = f32x4.sub(br, dr);
    const t = twiddles + p;
    const u1r = f32x4.sub(amcR, jR), u1i = f32x4.sub(amcI, jI);
    const u2r = f32x4.sub(apcR, bpdR), u2i = f32x4.sub(apcI, bpdI);
    const u3r = f32x4.add(amcR, jR), u3i = f32x4.add(amcI, jI);
    const t1r = v128.load(t), t1i = v128.load(t + quarter);
    const t2r = v128.load(t + half), t2i = v128.load(t + half + quarter);
    const t3r = v128.load(t + (half << 1)), t3i = v128.load(t + (half << 1) + quarter);
    const y0r = f32x4.add(apcR, bpdR), y0i = f32x4.add(apcI, bpdI);
    const y1r = f32x4.sub(f32x4.mul(u1r, t1r), f32x4.mul(u1i, t1i)), y1i = f32x4.add(f32x4.mul(u1r, t1i), f32x4.mul(u1i, t1r));
    const y2r = f32x4.sub(f32x4.mul(u2r, t2r), f32x4.mul(u2i, t2i)), y2i = f32x4.add(f32x4.mul(u2r, t2i), f32x4.mul(u2i, t2r));
    const y3r = f32x4.sub(f32x4.mul(u3r, t3r), f32x4.mul(u3i, t3i)), y3i = f32x4.add(f32x4.mul(u3r, t3i), f32x4.mul(u3i, t3r));
    storeTransposed(re + (p << 2), y0r, y1r, y2r, y3r);
    storeTransposed(im + (p << 2), y0i, y1i, y2i, y3i);
  }
}

@inline
function storeTransposed(dst: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(dst, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5), 0);
  v128.store(dst, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7), 16);
  v128.store(dst, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5), 32);
  v128.store(dst, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7), 48);
}

/** One later radix-4 stage: length n, stride s ≥ 4. */
function middleStage(xr: usize, xi: usize, yr: usize, yi: usize, twiddles: usize, n: i32, s: i32): void {
  const m = n >> 2;
  const sBytes = <usize>s << 2;
  const gap = sBytes * <usize>m;
  const mBytes = <usize>m << 2;
  for (let p = 0; p < m; p++) {
    const t = twiddles + (<usize>p << 2);
    const t1r = v128.load32_splat(t), t1i = v128.load32_splat(t + mBytes);
    const t2r = v128.load32_splat(t + mBytes * 2), t2i = v128.load32_splat(t + mBytes * 3);
    const t3r = v128.load32_splat(t + mBytes * 4), t3i = v128.load32_splat(t + mBytes * 5);
    const from = sBytes * <usize>p;
    const to = from << 2;
    for (let q: usize = 0; q < sBytes; q += 16) {
      const pr = xr + from + q, pi = xi + from + q;
      const ar = v128.load(pr), ai = v128.load(pi);
      const br = v128.load(pr + gap), bi = v128.load(pi + gap);
      const cr = v128.load(pr + gap * 2), ci = v128.load(pi + gap * 2);
      const dr = v128.load(pr + gap * 3), di = v128.load(pi + gap * 3);
      const apcR = f32x4.add(ar, cr), apcI = f32x4.add(ai, ci);
      const amcR = f32x4.sub(ar, cr), amcI = f32x4.sub(ai, ci);
      const bpdR = f32x4.add(br, dr), bpdI = f32x4.add(bi, di);
      const jR = f32x4.sub(di, bi), jI = f32x4.sub(br, dr);
      const u1r = f32x4.sub(amcR, jR), u1i = f32x4.sub(amcI, jI);
      const u2r = f32x4.sub(apcR, bpdR), u2i = f32x4.sub(apcI, bpdI);
      const u3r = f32x4.add(amcR, jR), u3i = f32x4.add(amcI, jI);
      const qr = yr + to + q, qi = yi + to + q;
      v128.store(qr, f32x4.add(apcR, bpdR));
      v128.store(qi, f32x4.add(apcI, bpdI));
      v128.store(qr + sBytes, f32x4.sub(f32x4.mul(u1r, t1r), f32x4.mul(u1i, t1i)));
      v128.store(qi + sBytes, f32x4.add(f32x4.mul(u1r, t1i), f32x4.mul(u1i, t1r)));
      v128.store(qr + sBytes * 2, f32x4.sub(f32x4.mul(u2r, t2r), f32x4.mul(u2i, t2i)));
      v128.store(qi + sBytes * 2, f32x4.add(f32x4.mul(u2r, t2i), f32x4.mul(u2i, t2r)));
      v128.store(qr + sBytes * 3, f32x4.sub(f32x4.mul(u3r, t3r), f32x4.mul(u3i, t3i)));
      v128.store(qi + sBytes * 3, f32x4.add(f32x4.mul(u3r, t3i), f32x4.mul(u3i, t3r)));
    }
  }
}

/** The last stage where n is twice a power of 4. */
function lastRadix2(xr: usize, xi: usize, yr: usize, yi: usize, s: i32): void {
  const sBytes = <usize>s << 2;
  for (let q: usize = 0; q < sBytes; q += 16) {
    const ar = v128.load(xr + q), ai = v128.load(xi + q);
    const br = v128.load(xr + q + sBytes), bi = v128.load(xi + q + sBytes);
    v128.store(yr + q, f32x4.add(ar, br));
    v128.store(yi + q, f32x4.add(ai, bi));
    v128.store(yr + q + sBytes, f32x4.sub(ar, br));
    v128.store(yi + q + sBytes, f32x4.sub(ai, bi));
  }
}

/**
 * Forward FFT of (a + ib) · window, n points (a power of two, ≥ 16). twiddles: for each radix-4 stage of length m = n, n/4 …:
 * the real and imaginary parts of w, w², w³ for p < m/4. work: 4n floats; returns where in it the real parts start, the
 * imaginary parts follow n floats later.
 */
export function windowedFft(a: usize, b: usize, window: usize, twiddles: usize, work: usize, n: i32): usize {
  const plane = <usize>n << 2;
  let x = work;
  let y = work + (plane << 1);
  firstStage(a, b, window, twiddles, x, x + plane, n);
  let t = twiddles + <usize>(n >> 2) * 24;
  let length = n >> 2;
  let stride = 4;
  while (length >= 4) {
    middleStage(x, x + plane, y, y + plane, t, length, stride);
    t += <usize>(length >> 2) * 24;
    length >>= 2;
    stride <<= 2;
    const swap = x;
    x = y;
    y = swap;
  }
  if (length === 2) {
    lastRadix2(x, x + plane, y, y + plane, stride);
    x = y;
  }
  return x;
}

// ---- spectra --------------------------------------------------------------------------------------------------------

@inline
function loadReversed(end: usize): v128 {
  const v = v128.load(end);
  return v128.shuffle<f32>(v, v, 3, 2, 1, 0);
}

/** Powers of the two real signals of one transform: bins 0 … n/2 − 1 (the DC bin as a plain square). */
export function pairPower(re: usize, n: i32, powerA: usize, powerB: usize): void {
  const im = re + (<usize>n << 2);
  const plane = <usize>n << 2;
  const bytes = <usize>(n >> 1) << 2;
  const quarter = f32x4.splat(0.25);
  // Bins 1 … : the partner of bin k is n − k. The vector at k starts at bin k; the partner vector ends at n − k.
  for (let i: usize = 0; i < bytes; i += 16) {
    const xr = v128.load(re + i), xi = v128.load(im + i);
    const partner = plane - i - 12;
    let yr: v128, yi: v128;
    if (i === 0) {
      // Bin 0 is its own partner.
      yr = v128.shuffle<f32>(xr, loadReversed(re + plane - 16), 0, 4, 5, 6);
      yi = v128.shuffle<f32>(xi, loadReversed(im + plane - 16), 0, 4, 5, 6);
    } else {
      yr = loadReversed(re + partner);
      yi = loadReversed(im + partner);
    }
    const ar = f32x4.add(xr, yr), ai = f32x4.sub(xi, yi);
    const br = f32x4.add(xi, yi), bi = f32x4.sub(yr, xr);
    v128.store(powerA + i, f32x4.mul(quarter, f32x4.add(f32x4.mul(ar, ar), f32x4.mul(ai, ai))));
    v128.store(powerB + i, f32x4.mul(quarter, f32x4.add(f32x4.mul(br, br), f32x4.mul(bi, bi))));
  }
}

/** As pairPower for left and right, and also the power of their mid and the real part of their cross spectrum. */
export function stereoPower(re: usize, n: i32, left: usize, right: usize, cross: usize, mid: usize): void {
  const im = re + (<usize>n << 2);
  const plane = <usize>n << 2;
  const bytes = <usize>(n >> 1) << 2;
  const quarter = f32x4.splat(0.25);
  for (let i: usize = 0; i < bytes; i += 16) {
    const xr = v128.load(re + i), xi = v128.load(im + i);
    const partner = plane - i - 12;
    let yr: v128, yi: v128;
    if (i === 0) {
      yr = v128.shuffle<f32>(xr, loadReversed(re + plane - 16), 0, 4, 5, 6);
      yi = v128.shuffle<f32>(xi, loadReversed(im + plane - 16), 0, 4, 5, 6);
    } else {
      yr = loadReversed(re + partner);
      yi = loadReversed(im + partner);
    }
    const ar = f32x4.add(xr, yr), ai = f32x4.sub(xi, yi);
    const br = f32x4.add(xi, yi), bi = f32x4.sub(yr, xr);
    const ll = f32x4.mul(quarter, f32x4.add(f32x4.mul(ar, ar), f32x4.mul(ai, ai)));
    const rr = f32x4.mul(quarter, f32x4.add(f32x4.mul(br, br), f32x4.mul(bi, bi)));
    const lr = f32x4.mul(quarter, f32x4.add(f32x4.mul(ar, br), f32x4.mul(ai, bi)));
    v128.store(left + i, ll);
    v128.store(right + i, rr);
    v128.store(cross + i, lr);
    v128.store(mid + i, f32x4.mul(quarter, f32x4.add(f32x4.add(ll, rr), f32x4.add(lr, lr))));
  }
}

/** One row of `sparseRows`. */
@inline
function rowSum(start: usize, weights: usize, bytes: usize): v128 {
  let sum = f32x4.mul(v128.load(start), v128.load(weights));
  for (let k: usize = 16; k < bytes; k += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(start + k), v128.load(weights + k)));
  }
  return sum;
}

/**
 * Sums over a vector, four rows at a time: row r adds count[r] products from start[r]. layout, i32 pairs (start, count),
 * count a multiple of 4 and not 0; rows a multiple of 4; weights, f32, the rows one after the other. The vector is padded
 * so that start + count stays inside it.
 */
export function sparseRows(vector: usize, layout: usize, weights: usize, rows: i32, out: usize): void {
  for (let r = 0; r < rows; r += 4) {
    const bytesA = <usize>load<i32>(layout, 4) << 2;
    const bytesB = <usize>load<i32>(layout, 12) << 2;
    const bytesC = <usize>load<i32>(layout, 20) << 2;
    const bytesD = <usize>load<i32>(layout, 28) << 2;
    const a = rowSum(vector + (<usize>load<i32>(layout) << 2), weights, bytesA);
    weights += bytesA;
    const b = rowSum(vector + (<usize>load<i32>(layout, 8) << 2), weights, bytesB);
    weights += bytesB;
    const c = rowSum(vector + (<usize>load<i32>(layout, 16) << 2), weights, bytesC);
    weights += bytesC;
    const d = rowSum(vector + (<usize>load<i32>(layout, 24) << 2), weights, bytesD);
    weights += bytesD;
    v128.store(out, horizontalSums(a, b, c, d));
    out += 16;
    layout += 32;
  }
}

/** One pass over a power spectrum of n bins: adds it to `average`, writes magnitudes, and sums: out [0] Σp, [1] Σk·p. */
export function summarizePower(power: usize, average: usize, magnitude: usize, n: i32, out: usize): void {
  let sum = f32x4.splat(0), moment = f32x4.splat(0);
  let index = f32x4(0, 1, 2, 3);
  const four = f32x4.splat(4);
  const bytes = <usize>n << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    const p = v128.load(power + i);
    sum = f32x4.add(sum, p);
    moment = f32x4.add(moment, f32x4.mul(index, p));
    index = f32x4.add(index, four);
    v128.store(average + i, f32x4.add(v128.load(average + i), p));
    v128.store(magnitude + i, f32x4.sqrt(p));
  }
  store<f32>(out, horizontalSum(sum), 0);
  store<f32>(out, horizontalSum(moment), 4);
}

/** log2 of four normal positive lanes: exponent from the bits, mantissa by a polynomial (error under 2e-3). */
@inline
function log2(bits: v128): v128 {
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(bits, 23), i32x4.splat(127)));
  const m = v128.or(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000));
  let poly = f32x4.splat(-0.0821343);
  poly = f32x4.add(f32x4.mul(poly, m), f32x4.splat(0.649732));
  poly = f32x4.add(f32x4.mul(poly, m), f32x4.splat(-2.13416));
  poly = f32x4.add(f32x4.mul(poly, m), f32x4.splat(4.07009));
  poly = f32x4.add(f32x4.mul(poly, m), f32x4.splat(-2.50352));
  return f32x4.add(exponent, poly);
}

/**
 * SuperFlux over `rows` log magnitudes (rows a multiple of 4): current = log2(1 + current) in place, then per row the rise
 * over the highest of the previous frame's row and its two neighbours. `previous` has one row of padding on each side.
 * out, f32[4]: the sums over the quarters given by `edges` (i32[3]).
 */
export function superFlux(current: usize, previous: usize, rows: i32, edges: usize, out: usize): void {
  const zero = f32x4.splat(0);
  let sum = zero;
  let part = 0;
  let edge = load<i32>(edges);
  for (let r = 0; r < rows; r += 4) {
    if (r >= edge) {
      store<f32>(out + (<usize>part << 2), horizontalSum(sum));
      sum = zero;
      part++;
      edge = part < 3 ? load<i32>(edges + (<usize>part << 2)) : rows;
    }
    const at = <usize>r << 2;
    const value = log2(f32x4.add(v128.load(current + at), f32x4.splat(1)));
    v128.store(current + at, value);
    const before = previous + at;
    const highest = f32x4.pmax(f32x4.pmax(v128.load(before - 4), v128.load(before)), v128.load(before, 4));
    sum = f32x4.add(sum, f32x4.pmax(zero, f32x4.sub(value, highest)));
  }
  store<f32>(out + (<usize>part << 2), horizontalSum(sum));
}

/**
 * Mean levels of two frames' band powers as bytes: 2 · (120 + 10 log10((a + b) / 2)), n a multiple of 4, and adds both to
 * `sums`. out: n bytes.
 */
export function bandBytes(a: usize, b: usize, sums: usize, n: i32, out: usize): void {
  const half = f32x4.splat(0.5);
  const floor = f32x4.splat(1e-12);
  // 20 log10(2), and the rounding.
  const scale = f32x4.splat(6.0205999);
  const offset = f32x4.splat(240.5);
  const bytes = <usize>n << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    const sum = f32x4.add(v128.load(a + i), v128.load(b + i));
    v128.store(sums + i, f32x4.add(v128.load(sums + i), sum));
    const level = f32x4.add(offset, f32x4.mul(scale, log2(f32x4.pmax(floor, f32x4.mul(half, sum)))));
    const whole = i32x4.trunc_sat_f32x4_u(f32x4.floor(level));
    store<u8>(out, <u8>min(255, i32x4.extract_lane(whole, 0)), 0);
    store<u8>(out, <u8>min(255, i32x4.extract_lane(whole, 1)), 1);
    store<u8>(out, <u8>min(255, i32x4.extract_lane(whole, 2)), 2);
    store<u8>(out, <u8>min(255, i32x4.extract_lane(whole, 3)), 3);
    out += 4;
  }
}
