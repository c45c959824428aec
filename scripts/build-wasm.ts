// `npm run build:wasm`: compiles src/dsp/wasm/kernel.as to kernel.wasm beside it. The result is committed, and a test
// compares it with a fresh build, so that source and binary cannot drift apart.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = new URL('../src/dsp/wasm/', import.meta.url);

/** Compiles the kernel in memory. The compiler knows only `.ts`, so the source is handed over under that name. */
export async function buildKernel(): Promise<Uint8Array> {
  const source = readFileSync(new URL('kernel.as', folder), 'utf8');
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      'kernel.ts',
      '--outFile',
      'kernel.wasm',
      '-O3',
      '--noAssert',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--initialMemory',
      '160',
      '--maximumMemory',
      '160',
      '--use',
      'abort=',
    ],
    {
      readFile: (name) => (name === 'kernel.ts' ? source : null),
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`the kernel does not compile: ${stderr.toString()}`, { cause: error });
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const binary = await buildKernel();
  writeFileSync(new URL('kernel.wasm', folder), binary);
  console.log(`kernel.wasm ${binary.length} bytes`);
}
