// The calls that the analysis worker exposes. The frames of a finished job are transferred to the page, not copied.
import { expose, transfer } from 'comlink';
import { createAnalysisQueue, type AnalysisWorker } from './analysis-queue.ts';
import type { AnalysisOutcome } from './analyze-track.ts';

const queue = createAnalysisQueue(async () => {
  const response = await fetch(new URL('../../dsp/wasm/kernel.wasm', import.meta.url));
  if (!response.ok) throw new Error(`the analysis kernel answered ${response.status}`);
  return response.arrayBuffer();
});

const moveFrames = (outcome: AnalysisOutcome): AnalysisOutcome =>
  outcome.kind === 'done'
    ? transfer(
        outcome,
        outcome.analysis.chunks.map(({ bytes }) => bytes.buffer),
      )
    : outcome;

const worker: AnalysisWorker = {
  analyze: async (...args) => moveFrames(await queue.analyze(...args)),
  analyzeDecoded: async (...args) => moveFrames(await queue.analyzeDecoded(...args)),
  cancel: (jobId) => queue.cancel(jobId),
};

expose(worker);
