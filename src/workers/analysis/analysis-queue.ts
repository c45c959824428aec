// The worker's side of the analysis: jobs in turn, each with progress and a way to cancel it. Nothing is kept between jobs,
// so a closed tab loses the running job only, and starting it again starts cleanly.
// Invariant: one job runs at a time; every call is answered, a cancelled one with `cancelled`.
import { compileKernel, type KernelModule } from '#src/dsp/kernel.ts';
import { analyzeFile, analyzeStream, type AnalysisOutcome, type AnalyzeOptions } from './analyze-track.ts';
import { blobSource } from './decode/audio-file.ts';
import { pcmStream } from './decode/open-audio.ts';

/** Share of the file read, 0 … 1. */
type OnProgress = (share: number) => void;

export interface AnalysisWorker {
  /** Analyses a file. `jobId` is the caller's own, for `cancel`. */
  analyze(jobId: string, file: Blob, onProgress?: OnProgress): Promise<AnalysisOutcome>;
  /** Analyses what the page's decodeAudioData made of a file this worker cannot read. */
  analyzeDecoded(
    jobId: string,
    channels: Float32Array[],
    sampleRateHz: number,
    onProgress?: OnProgress,
  ): Promise<AnalysisOutcome>;
  /** Ends a waiting or running job; unknown ids are ignored. */
  cancel(jobId: string): void;
}

export function createAnalysisQueue(loadKernel: () => Promise<BufferSource>): AnalysisWorker {
  const jobs = new Map<string, AbortController>();
  let kernel: Promise<KernelModule> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function enqueue(
    jobId: string,
    onProgress: OnProgress | undefined,
    run: (options: AnalyzeOptions) => Promise<AnalysisOutcome>,
  ): Promise<AnalysisOutcome> {
    const controller = new AbortController();
    jobs.set(jobId, controller);
    const turn = last.then(async (): Promise<AnalysisOutcome> => {
      try {
        if (controller.signal.aborted) return { kind: 'cancelled' };
        kernel ??= loadKernel().then(compileKernel);
        const options = { kernel: await kernel, signal: controller.signal };
        return await run(onProgress ? { ...options, onProgress } : options);
      } catch (cause) {
        // A kernel that could not be loaded (offline before it was cached) may load the next time.
        kernel = undefined;
        throw cause;
      } finally {
        if (jobs.get(jobId) === controller) jobs.delete(jobId);
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    analyze: (jobId, file, onProgress) => enqueue(jobId, onProgress, (options) => analyzeFile(blobSource(file), options)),
    analyzeDecoded: (jobId, channels, sampleRateHz, onProgress) =>
      enqueue(jobId, onProgress, (options) =>
        analyzeStream(pcmStream(channels, sampleRateHz), channels[0]?.length ?? 1, options),
      ),
    cancel: (jobId) => jobs.get(jobId)?.abort(),
  };
}
