// The one analysis runner of this tab, and React's view of it.
import { useCallback, useSyncExternalStore } from 'react';
import { blobs, type BlobState } from '#src/blobs/public.ts';
import { useBlobState } from '#src/blobs/react.ts';
import type { Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import type { AnalysisRunnerApi, TrackAnalysisState } from './api.ts';
import { createAnalysisRunner } from './create-analysis-runner.ts';

let made: { replica: Replica; runner: AnalysisRunnerApi } | undefined;

export function analysisRunner(replica: Replica): AnalysisRunnerApi {
  if (made?.replica !== replica) made = { replica, runner: createAnalysisRunner(replica, blobs) };
  return made.runner;
}

export const useAnalysisRunner = (): AnalysisRunnerApi => analysisRunner(useReplica());

export function useAnalysisState(trackId: string): TrackAnalysisState {
  const runner = useAnalysisRunner();
  const subscribe = useCallback((onChange: () => void) => runner.subscribe(onChange), [runner]);
  return useSyncExternalStore(subscribe, () => runner.state(trackId));
}

/** The file of a track; one of which no device has told yet is nowhere. */
export const useFileState = (sha256: string | null): BlobState => useBlobState(sha256 ?? '');
