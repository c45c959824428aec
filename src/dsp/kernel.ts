// The WASM kernel's TypeScript interface: its functions, and floats addressed by pointer. Invariant: allocate all buffers
// before taking a view, or take the view again: growing the memory detaches existing views.

export type Pointer = number;

interface KernelFunctions {
  allocate(bytes: number): Pointer;
  mixToMid(left: Pointer, right: Pointer, dst: Pointer, n: number): void;
  levels(left: Pointer, right: Pointer, n: number, out: Pointer): void;
  kWeight(left: Pointer, right: Pointer, n: number, coefficients: Pointer, state: Pointer, sums: Pointer): void;
  truePeak(
    samples: Pointer,
    n: number,
    coefficients: Pointer,
    pairs: number,
    reach: number,
    scratch: Pointer,
    known: number,
    out: Pointer,
  ): void;
  decimate(samples: Pointer, dst: Pointer, n: number, factor: number, coefficients: Pointer, taps: number): void;
  windowedFft(a: Pointer, b: Pointer, window: Pointer, twiddles: Pointer, work: Pointer, n: number): Pointer;
  pairPower(re: Pointer, n: number, powerA: Pointer, powerB: Pointer): void;
  stereoPower(re: Pointer, n: number, left: Pointer, right: Pointer, cross: Pointer, mid: Pointer): void;
  sparseRows(vector: Pointer, layout: Pointer, weights: Pointer, rows: number, out: Pointer): void;
  summarizePower(power: Pointer, average: Pointer, magnitude: Pointer, n: number, out: Pointer): void;
  bandBytes(a: Pointer, b: Pointer, sums: Pointer, n: number, out: Pointer): void;
  superFlux(current: Pointer, previous: Pointer, rows: number, edges: Pointer, out: Pointer): void;
}

interface KernelExports extends KernelFunctions {
  memory: WebAssembly.Memory;
}

export interface Kernel {
  readonly run: KernelFunctions;
  /** Allocates `count` zeroed floats, 16-byte aligned, for the life of the kernel. */
  allocateFloats(count: number): Pointer;
  floats(pointer: Pointer, count: number): Float32Array<ArrayBuffer>;
  doubles(pointer: Pointer, count: number): Float64Array<ArrayBuffer>;
  bytes(pointer: Pointer, count: number): Uint8Array<ArrayBuffer>;
  /** Copies values into newly allocated memory. */
  placeFloats(values: ArrayLike<number>): Pointer;
  placeDoubles(values: ArrayLike<number>): Pointer;
  placeInts(values: ArrayLike<number>): Pointer;
}

export type KernelModule = WebAssembly.Module;

export const compileKernel = (bytes: BufferSource): Promise<KernelModule> => WebAssembly.compile(bytes);

/** Creates a kernel with its own memory: one per analysis, so that a cancelled analysis leaves no state behind. */
export async function createKernel(module: KernelModule): Promise<Kernel> {
  const instance = await WebAssembly.instantiate(module, {});
  const exports = instance.exports as unknown as KernelExports;
  const { memory } = exports;

  function allocate(bytes: number): Pointer {
    const pointer = exports.allocate(bytes);
    if (pointer === 0) throw new RangeError(`the analysis needs ${bytes} more bytes than this device gives`);
    return pointer;
  }

  const kernel: Kernel = {
    run: exports,
    allocateFloats: (count) => allocate(count * 4),
    floats: (pointer, count) => new Float32Array(memory.buffer as ArrayBuffer, pointer, count),
    doubles: (pointer, count) => new Float64Array(memory.buffer as ArrayBuffer, pointer, count),
    bytes: (pointer, count) => new Uint8Array(memory.buffer as ArrayBuffer, pointer, count),
    placeFloats(values) {
      const pointer = allocate(values.length * 4);
      kernel.floats(pointer, values.length).set(values);
      return pointer;
    },
    placeDoubles(values) {
      const pointer = allocate(values.length * 8);
      kernel.doubles(pointer, values.length).set(values);
      return pointer;
    },
    placeInts(values) {
      const pointer = allocate(values.length * 4);
      new Int32Array(memory.buffer, pointer, values.length).set(values);
      return pointer;
    },
  };
  return kernel;
}
