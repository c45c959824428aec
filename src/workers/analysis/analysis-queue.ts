// The queue of analysis jobs in the worker: jobs run in turn, each with progress and cancellation. No state is kept between
// jobs, so a closed tab loses only the running job, which can start again from the beginning. Invariant: one job runs at a
// time; every call is answered, a cancelled one with `cancelled`.
import { compileKernel, type KernelModule } from '#src/dsp/kernel.ts';
import { analyzeFile, analyzeStream, type AnalysisOutcome, type AnalyzeOptions } from './analyze-track.ts';
import { blobSource } from './decode/audio-file.ts';
import { pcmStream } from './decode/open-audio.ts';

/** The part of the file that was read, 0 … 1. */
type OnProgress = (share: number) => void;

export interface AnalysisWorker {
  /** Analyses a file. The caller chooses `jobId`, for `cancel`. */
  analyze(jobId: string, file: Blob, onProgress?: OnProgress): Promise<AnalysisOutcome>;
  /** Analyses the output of the page's decodeAudioData, for a file that this worker cannot read. */
  analyzeDecoded(
    jobId: string,
    channels: Float32Array[],
    sampleRateHz: number,
    onProgress?: OnProgress,
  ): Promise<AnalysisOutcome>;
  /** Cancels a waiting or running job; unknown ids are ignored. */
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
        // Loading may have failed because the device was offline, so the next job tries again.
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
