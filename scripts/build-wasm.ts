// `npm run build:wasm`: compiles the analysis kernel (src/dsp/wasm/kernel.as) and, if clang for WebAssembly is installed, the
// MP3 decoder (src/workers/analysis/decode/mp3). The binaries are committed, and tests compare them with their sources, so that
// source and binary stay in step.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = new URL('../src/dsp/wasm/', import.meta.url);
const mp3Folder = new URL('../src/workers/analysis/decode/mp3/', import.meta.url);
const MP3_SOURCES = ['decoder.c', 'minimp3.h'];
const MP3_FLAGS = [
  '--target=wasm32',
  '-O3',
  '-msimd128',
  '-mbulk-memory',
  '-ffreestanding',
  '-nostdlib',
  '-fno-strict-aliasing',
  // This pass of clang 14 miscompiles short blocks, and it makes nothing faster.
  '-fno-slp-vectorize',
  '-Wall',
  '-Wno-unused-function',
  '-Wl,--no-entry,--strip-all,-z,stack-size=16384',
];

/** Compiles the kernel in memory. The compiler accepts only `.ts`, so the source is passed under that name. */
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

/** One hash of the MP3 decoder's inputs: its sources and the compiler's options. */
export function mp3SourceHash(): string {
  const hash = createHash('sha256').update(MP3_FLAGS.join('\n'));
  for (const name of MP3_SOURCES) hash.update(readFileSync(new URL(name, mp3Folder)));
  return hash.digest('hex');
}

export interface BuiltDecoder {
  compiler: string;
  binary: Uint8Array;
}

/** Compiles the MP3 decoder with `$CLANG`, else clang; null if neither is installed. Debian: clang, lld. */
export function buildMp3Decoder(): BuiltDecoder | null {
  const clang = process.env['CLANG'] ?? 'clang';
  const version = spawnSync(clang, ['--version'], { encoding: 'utf8' });
  if (version.error) return null;
  const output = mkdtempSync(join(tmpdir(), 'cadence-wasm-'));
  try {
    const path = join(output, 'decoder.wasm');
    const source = fileURLToPath(new URL('decoder.c', mp3Folder));
    // clang would pass its output to the wasm-opt in node_modules, which npm adds to PATH.
    const PATH = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
    const options = { encoding: 'utf8', env: { ...process.env, PATH: PATH.join(delimiter) } } as const;
    const { status, stderr } = spawnSync(clang, [...MP3_FLAGS, '-o', path, source], options);
    if (status !== 0) throw new Error(`the MP3 decoder does not compile: ${stderr.slice(0, 2000)}`);
    // The full version text, because another build of the same version may compile differently.
    const compiler = version.stdout.split('\n')[0]?.trim() ?? 'clang';
    return { compiler, binary: new Uint8Array(readFileSync(path)) };
  } finally {
    rmSync(output, { recursive: true });
  }
}

/** A module instead of a binary file, so that Node and every worker load it in the same way. */
const decoderModule = ({
  compiler,
  binary,
}: BuiltDecoder) => `// Made by \`npm run build:wasm\` from decoder.c and minimp3.h; never edited.

/** SHA-256 of the sources and options it was made from. */
export const MP3_DECODER_SOURCES = '${mp3SourceHash()}';
export const MP3_DECODER_COMPILER = '${compiler}';
/** The binary in base64. */
export const MP3_DECODER_WASM =
  '${Buffer.from(binary).toString('base64')}';
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const binary = await buildKernel();
  writeFileSync(new URL('kernel.wasm', folder), binary);
  console.log(`kernel.wasm ${binary.length} bytes`);
  const decoder = buildMp3Decoder();
  if (decoder) writeFileSync(new URL('decoder-wasm.ts', mp3Folder), decoderModule(decoder));
  console.log(
    decoder ? `the MP3 decoder ${decoder.binary.length} bytes` : 'The MP3 decoder was not rebuilt: clang is not installed.',
  );
}
