// The analysis worker behind a port: started when a file waits, ended when none does, replaced when it broke.
// Invariant: every call is answered; a worker that dies rejects the call it was at.
import { proxy, wrap, type Remote } from 'comlink';
import { endWithPage } from '#src/page-lifetime.ts';
import type { AnalysisOutcome, AnalysisWorker } from '#src/workers/analysis/api.ts';
import type { AnalysisPort } from './run-analysis.ts';

/** decodeAudioData holds a whole track in memory: about 280 MB for 13 minutes. */
const MOST_PAGE_DECODED_BYTES = 25 * 2 ** 20;
const PAGE_RATE_HZ = 44_100;

interface RunningWorker {
  remote: Remote<AnalysisWorker>;
  worker: Worker;
  broke: Promise<never>;
}

function startWorker(): RunningWorker {
  const worker = endWithPage(
    new Worker(new URL('../../../workers/analysis/main.ts', import.meta.url), { type: 'module', name: 'analysis' }),
  );
  const broke = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'the analysis worker stopped')));
  });
  // It may break while no call is waiting for it.
  broke.catch(() => undefined);
  return { remote: wrap<AnalysisWorker>(worker), worker, broke };
}

/** The channels the browser itself makes of a file; null when it cannot read it either. */
async function decodeOnPage(file: Blob): Promise<AudioBuffer | null> {
  try {
    return await new OfflineAudioContext(1, 1, PAGE_RATE_HZ).decodeAudioData(await file.arrayBuffer());
  } catch {
    return null;
  }
}

export function createAnalysisPort(): AnalysisPort {
  let running: RunningWorker | null = null;
  const stop = () => {
    running?.worker.terminate();
    running = null;
  };

  async function ask(call: (remote: Remote<AnalysisWorker>) => Promise<AnalysisOutcome>): Promise<AnalysisOutcome> {
    running ??= startWorker();
    try {
      return await Promise.race([call(running.remote), running.broke]);
    } catch (cause) {
      stop();
      throw cause;
    }
  }

  return {
    async analyze(jobId, file, onProgress) {
      const report = proxy(onProgress);
      const outcome = await ask((remote) => remote.analyze(jobId, file, report));
      if (outcome.kind !== 'failed' || !outcome.pageMayDecode || file.size > MOST_PAGE_DECODED_BYTES) return outcome;
      const decoded = await decodeOnPage(file);
      if (!decoded) return outcome;
      const channels = Array.from({ length: decoded.numberOfChannels }, (_, c) => decoded.getChannelData(c).slice());
      return ask((remote) => remote.analyzeDecoded(jobId, channels, decoded.sampleRate, report));
    },
    cancel: (jobId) => void running?.remote.cancel(jobId),
    rest: stop,
  };
}
