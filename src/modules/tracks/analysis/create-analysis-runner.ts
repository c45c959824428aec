// The runner with this browser's own locks, tabs and worker.
import type { BlobStore } from '#src/blobs/public.ts';
import { pageLeft, withPageLock } from '#src/page-lifetime.ts';
import type { Replica } from '#src/replica/api.ts';
import { createAnalysisPort } from './analysis-port.ts';
import { AnalysisRunner, type TabChannel } from './analysis-runner.ts';
import { createAttemptLog } from './attempts.ts';

const NAME = 'cadence-analysis';

function openTabChannel(): TabChannel {
  const channel = new BroadcastChannel(NAME);
  return {
    send: (message) => channel.postMessage(message),
    subscribe(onMessage) {
      const hear = ({ data }: MessageEvent<Parameters<typeof onMessage>[0]>) => onMessage(data);
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
  };
}

export function createAnalysisRunner(replica: Replica, blobs: BlobStore): AnalysisRunner {
  return new AnalysisRunner({
    replica,
    blobs,
    analysis: createAnalysisPort(),
    attempts: createAttemptLog(localStorage),
    tabs: openTabChannel(),
    whenLeaving(onLeave) {
      pageLeft.addEventListener('abort', onLeave);
      return () => pageLeft.removeEventListener('abort', onLeave);
    },
    withLock: (signal, work) => withPageLock(NAME, work, signal),
  });
}
