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

/** The highest lane in the first. Never by scalar max, which is branches, and of sound half of them are guessed wrong. */
@inline
function highestLane(v: v128): v128 {
  const pairs = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.pmax(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2));
}

@inline
function horizontalMax(v: v128): f32 {
  return f32x4.extract_lane(highestLane(v), 0);
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
// whose bound stays below the highest value so far, and fours within a block, are left out; the result is the same.

const BLOCK: usize = 64; // bytes: 16 samples

/** Of 16 samples and the one after: the highest magnitude, also returned in all its lanes; of the 16: the largest bend. */
@inline
function boundBlock(at: usize, magnitude: usize, bend: usize): v128 {
  let high = f32x4.abs(v128.load(at, 4));
  let bent = f32x4.splat(0);
  for (let i: usize = 0; i < BLOCK; i += 16) {
    const x = v128.load(at + i);
    const next = v128.load(at + i, 4);
    const before = v128.load(at + i - 4);
    high = f32x4.pmax(high, f32x4.pmax(f32x4.abs(x), f32x4.abs(next)));
    bent = f32x4.pmax(bent, f32x4.abs(f32x4.sub(f32x4.add(before, next), f32x4.add(x, x))));
  }
  v128.store32_lane(magnitude, highestLane(high), 0);
  v128.store32_lane(bend, highestLane(bent), 0);
  return high;
}

/** The highest |value| at 1/4, 2/4 and 3/4 after each of 16 samples, without fours of which no sample or next exceeds `least`. */
@inline
function peakOfBlock(at: usize, coefficients: usize, pairs: i32, least: f32): f32 {
  let peak = f32x4.splat(0);
  for (let i: usize = 0; i < BLOCK; i += 16) {
    const high = f32x4.pmax(f32x4.abs(v128.load(at + i)), f32x4.abs(v128.load(at + i, 4)));
    if (!v128.any_true(f32x4.gt(high, f32x4.splat(least)))) continue;
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
 * `pairs` (at most 16) taps outwards the even and odd part of the quarter phase and the half phase. scratch: 2 · (n/16 + 6)
 * floats. out, f32: [0] true peak, or `known` where that is higher; [1] sample peak.
 */
export function truePeak(
  samples: usize,
  n: i32,
  coefficients: usize,
  pairs: i32,
  reach: f32,
  scratch: usize,
  known: f32,
  out: usize,
): void {
  const blocks = <usize>(n >> 4);
  // One block more on each side, whose bends count for their neighbours; then none to the end of the last four.
  const magnitudes = scratch;
  const bends = scratch + (blocks + 6) * 4;
  boundBlock(samples - BLOCK, magnitudes, bends);
  let high = f32x4.splat(0);
  for (let b: usize = 1; b <= blocks; b++) {
    high = f32x4.pmax(high, boundBlock(samples + (b - 1) * BLOCK, magnitudes + b * 4, bends + b * 4));
  }
  boundBlock(samples + blocks * BLOCK, magnitudes + (blocks + 1) * 4, bends + (blocks + 1) * 4);
  v128.store(magnitudes + (blocks + 1) * 4, f32x4.splat(0));
  v128.store(bends + (blocks + 2) * 4, f32x4.splat(0));
  const highest = horizontalMax(high);
  let peak = max(highest, known);
  for (let b: usize = 1; b <= blocks; b += 4) {
    const at = bends + b * 4;
    const bend = f32x4.mul(f32x4.splat(reach), f32x4.pmax(v128.load(at), f32x4.pmax(v128.load(at - 4), v128.load(at, 4))));
    const bound = f32x4.add(v128.load(magnitudes + b * 4), bend);
    if (!v128.any_true(f32x4.gt(bound, f32x4.splat(peak)))) continue;
    v128.store(at - 4, bend);
    for (let k: usize = 0; k < 4 && b + k <= blocks; k++) {
      const least = peak - load<f32>(at - 4 + k * 4);
      if (load<f32>(magnitudes + (b + k) * 4) <= least) continue;
      peak = max(peak, peakOfBlock(samples + (b + k - 1) * BLOCK, coefficients, pairs, least));
    }
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
// Stockham, radix 4 with a last radix 8 where needed. Complex numbers lie in blocks: four real parts, then their four
// imaginary parts, so that what is used together lies together. Two real signals go through as the real and the imaginary
// part of one complex transform and are separated afterwards.

/** First radix-4 stage with the window applied while loading: out = stage(a·w + i b·w). */
function firstStage(a: usize, b: usize, window: usize, twiddles: usize, out: usize, n: i32): void {
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
    storeTransposed(out + (p << 3), y0r, y1r, y2r, y3r);
    storeTransposed(out + (p << 3) + 16, y0i, y1i, y2i, y3i);
  }
}

/** To the same half of four blocks in a row. */
@inline
function storeTransposed(dst: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(dst, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5), 0);
  v128.store(dst, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7), 32);
  v128.store(dst, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5), 64);
  v128.store(dst, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7), 96);
}

/** One later radix-4 stage: length n, stride s ≥ 4. */
function middleStage(x: usize, y: usize, twiddles: usize, n: i32, s: i32): void {
  const m = n >> 2;
  const sBytes = <usize>s << 3;
  const gap = sBytes * <usize>m;
  const mBytes = <usize>m << 2;
  // The first of each run has no twiddles.
  for (let q: usize = 0; q < sBytes; q += 32) {
    const pa = x + q, pb = pa + gap, pc = pb + gap, pd = pc + gap;
    const ar = v128.load(pa), ai = v128.load(pa, 16), br = v128.load(pb), bi = v128.load(pb, 16);
    const cr = v128.load(pc), ci = v128.load(pc, 16), dr = v128.load(pd), di = v128.load(pd, 16);
    const apcR = f32x4.add(ar, cr), apcI = f32x4.add(ai, ci), amcR = f32x4.sub(ar, cr), amcI = f32x4.sub(ai, ci);
    const bpdR = f32x4.add(br, dr), bpdI = f32x4.add(bi, di), jR = f32x4.sub(di, bi), jI = f32x4.sub(br, dr);
    const q0 = y + q, q1 = q0 + sBytes, q2 = q1 + sBytes, q3 = q2 + sBytes;
    v128.store(q0, f32x4.add(apcR, bpdR));
    v128.store(q0, f32x4.add(apcI, bpdI), 16);
    v128.store(q1, f32x4.sub(amcR, jR));
    v128.store(q1, f32x4.sub(amcI, jI), 16);
    v128.store(q2, f32x4.sub(apcR, bpdR));
    v128.store(q2, f32x4.sub(apcI, bpdI), 16);
    v128.store(q3, f32x4.add(amcR, jR));
    v128.store(q3, f32x4.add(amcI, jI), 16);
  }
  for (let p = 1; p < m; p++) {
    const t = twiddles + (<usize>p << 2);
    const t1r = v128.load32_splat(t), t1i = v128.load32_splat(t + mBytes);
    const t2r = v128.load32_splat(t + mBytes * 2), t2i = v128.load32_splat(t + mBytes * 3);
    const t3r = v128.load32_splat(t + mBytes * 4), t3i = v128.load32_splat(t + mBytes * 5);
    const from = x + sBytes * <usize>p;
    const to = y + ((sBytes * <usize>p) << 2);
    for (let q: usize = 0; q < sBytes; q += 32) {
      const pa = from + q, pb = pa + gap, pc = pb + gap, pd = pc + gap;
      const ar = v128.load(pa), ai = v128.load(pa, 16), br = v128.load(pb), bi = v128.load(pb, 16);
      const cr = v128.load(pc), ci = v128.load(pc, 16), dr = v128.load(pd), di = v128.load(pd, 16);
      const apcR = f32x4.add(ar, cr), apcI = f32x4.add(ai, ci), amcR = f32x4.sub(ar, cr), amcI = f32x4.sub(ai, ci);
      const bpdR = f32x4.add(br, dr), bpdI = f32x4.add(bi, di), jR = f32x4.sub(di, bi), jI = f32x4.sub(br, dr);
      const u1r = f32x4.sub(amcR, jR), u1i = f32x4.sub(amcI, jI);
      const u2r = f32x4.sub(apcR, bpdR), u2i = f32x4.sub(apcI, bpdI);
      const u3r = f32x4.add(amcR, jR), u3i = f32x4.add(amcI, jI);
      const q0 = to + q, q1 = q0 + sBytes, q2 = q1 + sBytes, q3 = q2 + sBytes;
      v128.store(q0, f32x4.add(apcR, bpdR));
      v128.store(q0, f32x4.add(apcI, bpdI), 16);
      v128.store(q1, f32x4.sub(f32x4.mul(u1r, t1r), f32x4.mul(u1i, t1i)));
      v128.store(q1, f32x4.add(f32x4.mul(u1r, t1i), f32x4.mul(u1i, t1r)), 16);
      v128.store(q2, f32x4.sub(f32x4.mul(u2r, t2r), f32x4.mul(u2i, t2i)));
      v128.store(q2, f32x4.add(f32x4.mul(u2r, t2i), f32x4.mul(u2i, t2r)), 16);
      v128.store(q3, f32x4.sub(f32x4.mul(u3r, t3r), f32x4.mul(u3i, t3i)));
      v128.store(q3, f32x4.add(f32x4.mul(u3r, t3i), f32x4.mul(u3i, t3r)), 16);
    }
  }
}

/** The last stage where n is twice a power of 4: transforms of eight, s of them. */
function lastRadix8(x: usize, y: usize, s: i32): void {
  const step = <usize>s << 3;
  const root = f32x4.splat(0.70710678);
  for (let q: usize = 0; q < step; q += 32) {
    const p0 = x + q, p1 = p0 + step, p2 = p1 + step, p3 = p2 + step;
    const p4 = p3 + step, p5 = p4 + step, p6 = p5 + step, p7 = p6 + step;
    // The even ones.
    const r0 = v128.load(p0), i0 = v128.load(p0, 16), r4 = v128.load(p4), i4 = v128.load(p4, 16);
    const r2 = v128.load(p2), i2 = v128.load(p2, 16), r6 = v128.load(p6), i6 = v128.load(p6, 16);
    const a0r = f32x4.add(r0, r4), a0i = f32x4.add(i0, i4), a1r = f32x4.sub(r0, r4), a1i = f32x4.sub(i0, i4);
    const a2r = f32x4.add(r2, r6), a2i = f32x4.add(i2, i6), a3r = f32x4.sub(i6, i2), a3i = f32x4.sub(r2, r6);
    const e0r = f32x4.add(a0r, a2r), e0i = f32x4.add(a0i, a2i), e2r = f32x4.sub(a0r, a2r), e2i = f32x4.sub(a0i, a2i);
    const e1r = f32x4.sub(a1r, a3r), e1i = f32x4.sub(a1i, a3i), e3r = f32x4.add(a1r, a3r), e3i = f32x4.add(a1i, a3i);
    // The odd ones.
    const r1 = v128.load(p1), i1 = v128.load(p1, 16), r5 = v128.load(p5), i5 = v128.load(p5, 16);
    const r3 = v128.load(p3), i3 = v128.load(p3, 16), r7 = v128.load(p7), i7 = v128.load(p7, 16);
    const b0r = f32x4.add(r1, r5), b0i = f32x4.add(i1, i5), b1r = f32x4.sub(r1, r5), b1i = f32x4.sub(i1, i5);
    const b2r = f32x4.add(r3, r7), b2i = f32x4.add(i3, i7), b3r = f32x4.sub(i7, i3), b3i = f32x4.sub(r3, r7);
    const o0r = f32x4.add(b0r, b2r), o0i = f32x4.add(b0i, b2i), o2r = f32x4.sub(b0r, b2r), o2i = f32x4.sub(b0i, b2i);
    const c1r = f32x4.sub(b1r, b3r), c1i = f32x4.sub(b1i, b3i), c3r = f32x4.add(b1r, b3r), c3i = f32x4.add(b1i, b3i);
    // Times the first and the third eighth root of unity.
    const o1r = f32x4.mul(root, f32x4.add(c1r, c1i)), o1i = f32x4.mul(root, f32x4.sub(c1i, c1r));
    const o3r = f32x4.mul(root, f32x4.sub(c3i, c3r)), o3i = f32x4.mul(root, f32x4.add(c3r, c3i));
    const q0 = y + q, q1 = q0 + step, q2 = q1 + step, q3 = q2 + step;
    const q4 = q3 + step, q5 = q4 + step, q6 = q5 + step, q7 = q6 + step;
    v128.store(q0, f32x4.add(e0r, o0r));
    v128.store(q0, f32x4.add(e0i, o0i), 16);
    v128.store(q4, f32x4.sub(e0r, o0r));
    v128.store(q4, f32x4.sub(e0i, o0i), 16);
    v128.store(q1, f32x4.add(e1r, o1r));
    v128.store(q1, f32x4.add(e1i, o1i), 16);
    v128.store(q5, f32x4.sub(e1r, o1r));
    v128.store(q5, f32x4.sub(e1i, o1i), 16);
    // Times −i.
    v128.store(q2, f32x4.add(e2r, o2i));
    v128.store(q2, f32x4.sub(e2i, o2r), 16);
    v128.store(q6, f32x4.sub(e2r, o2i));
    v128.store(q6, f32x4.add(e2i, o2r), 16);
    v128.store(q3, f32x4.add(e3r, o3r));
    v128.store(q3, f32x4.sub(e3i, o3i), 16);
    v128.store(q7, f32x4.sub(e3r, o3r));
    v128.store(q7, f32x4.add(e3i, o3i), 16);
  }
}

/**
 * Forward FFT of (a + ib) · window, n points (a power of two, ≥ 16). twiddles: for each radix-4 stage of length m = n, n/4 …:
 * the real and imaginary parts of w, w², w³ for p < m/4. work: 4n floats; returns where in it the n numbers lie, in blocks.
 */
export function windowedFft(a: usize, b: usize, window: usize, twiddles: usize, work: usize, n: i32): usize {
  let x = work;
  let y = work + (<usize>n << 3);
  firstStage(a, b, window, twiddles, x, n);
  let t = twiddles + <usize>(n >> 2) * 24;
  let length = n >> 2;
  let stride = 4;
  while (length >= 4) {
    if (length === 8) {
      lastRadix8(x, y, stride);
      return y;
    }
    middleStage(x, y, t, length, stride);
    t += <usize>(length >> 2) * 24;
    length >>= 2;
    stride <<= 2;
    const swap = x;
    x = y;
    y = swap;
  }
  return x;
}

// ---- spectra --------------------------------------------------------------------------------------------------------
// The partner of bin k is bin n − k, of bin 0 itself: for the block of bins k … k + 3 these are the first of the block at
// n − k and, backwards, the last three of the block before it.

/** Powers of the two real signals of one transform: bins 0 … n/2 − 1 (the DC bin as a plain square). */
export function pairPower(spectrum: usize, n: i32, powerA: usize, powerB: usize): void {
  const bytes = <usize>(n >> 1) << 2;
  const quarter = f32x4.splat(0.25);
  let back = spectrum + (<usize>n << 3);
  let nextR = v128.load(spectrum), nextI = v128.load(spectrum, 16);
  for (let i: usize = 0; i < bytes; i += 16) {
    const at = spectrum + (i << 1);
    const xr = v128.load(at), xi = v128.load(at, 16);
    back -= 32;
    const lastR = v128.load(back), lastI = v128.load(back, 16);
    const yr = v128.shuffle<f32>(nextR, lastR, 0, 7, 6, 5), yi = v128.shuffle<f32>(nextI, lastI, 0, 7, 6, 5);
    nextR = lastR;
    nextI = lastI;
    const ar = f32x4.add(xr, yr), ai = f32x4.sub(xi, yi);
    const br = f32x4.add(xi, yi), bi = f32x4.sub(yr, xr);
    v128.store(powerA + i, f32x4.mul(quarter, f32x4.add(f32x4.mul(ar, ar), f32x4.mul(ai, ai))));
    v128.store(powerB + i, f32x4.mul(quarter, f32x4.add(f32x4.mul(br, br), f32x4.mul(bi, bi))));
  }
}

/** As pairPower for left and right, and also the power of their mid and the real part of their cross spectrum. */
export function stereoPower(spectrum: usize, n: i32, left: usize, right: usize, cross: usize, mid: usize): void {
  const bytes = <usize>(n >> 1) << 2;
  const quarter = f32x4.splat(0.25);
  let back = spectrum + (<usize>n << 3);
  let nextR = v128.load(spectrum), nextI = v128.load(spectrum, 16);
  for (let i: usize = 0; i < bytes; i += 16) {
    const at = spectrum + (i << 1);
    const xr = v128.load(at), xi = v128.load(at, 16);
    back -= 32;
    const lastR = v128.load(back), lastI = v128.load(back, 16);
    const yr = v128.shuffle<f32>(nextR, lastR, 0, 7, 6, 5), yi = v128.shuffle<f32>(nextI, lastI, 0, 7, 6, 5);
    nextR = lastR;
    nextI = lastI;
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
