import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wavBytes } from '#tests/audio/encode.ts';
import { tones } from '#tests/audio/signals.ts';
import { decodeChunk } from '#src/dsp/frames/chunk-codec.ts';
import { frameManifest } from '#src/dsp/frames/layout.ts';
import { createAnalysisQueue } from './analysis-queue.ts';

const kernelBytes = readFileSync(new URL('../../dsp/wasm/kernel.wasm', import.meta.url));
const newQueue = () => createAnalysisQueue(() => Promise.resolve(kernelBytes));
const file = (seconds: number) => new Blob([wavBytes([tones([{ dbfs: -20, seconds }])], { sampleRateHz: 48_000 })]);

describe('the analysis queue', () => {
  it('returns a description, a valid manifest and readable frames, and progress that only grows', async () => {
    const shares: number[] = [];
    const outcome = await newQueue().analyze('one', file(70), (share) => shares.push(share));
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const { description, manifest, chunks } = outcome.analysis;
    expect(description.durationMs).toBe(70_000);
    expect(frameManifest.parse(manifest)).toEqual(manifest);
    expect(chunks.map(({ index, startFrame, frames }) => [index, startFrame, frames])).toEqual([
      [0, 0, 6000],
      [1, 6000, 1000],
    ]);
    for (const { index, bytes } of chunks) expect((await decodeChunk(manifest, index, bytes)).ok).toBe(true);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('runs jobs in turn and answers a cancelled job with "cancelled", waiting or running', async () => {
    const queue = newQueue();
    const ended: string[] = [];
    const start = (id: string, seconds: number, onProgress?: (share: number) => void) =>
      queue.analyze(id, file(seconds), onProgress).then((outcome) => {
        ended.push(`${id} ${outcome.kind}`);
      });
    const all = [start('running', 60, () => queue.cancel('running')), start('waiting', 5), start('last', 1)];
    queue.cancel('waiting');
    queue.cancel('unknown');
    await Promise.all(all);
    expect(ended).toEqual(['running cancelled', 'waiting cancelled', 'last done']);
  });

  it('continues after an unreadable file', async () => {
    const queue = newQueue();
    const [bad, good] = await Promise.all([queue.analyze('bad', new Blob(['no music'])), queue.analyze('good', file(1))]);
    expect(bad).toMatchObject({ kind: 'failed', error: { code: 'bad_file' }, pageMayDecode: true });
    expect(good.kind).toBe('done');
  });

  it('loads the kernel again after a failure', async () => {
    let calls = 0;
    const queue = createAnalysisQueue(() =>
      calls++ === 0 ? Promise.reject(new Error('offline')) : Promise.resolve(kernelBytes),
    );
    await expect(queue.analyze('one', file(1))).rejects.toThrow('offline');
    expect((await queue.analyze('two', file(1))).kind).toBe('done');
  });

  it('analyses sound that the page has decoded', async () => {
    const outcome = await newQueue().analyzeDecoded('one', [tones([{ dbfs: -20, seconds: 2 }])], 48_000);
    expect(outcome).toMatchObject({ kind: 'done', analysis: { channelCount: 1 } });
  });
});
