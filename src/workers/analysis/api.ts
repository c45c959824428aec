// The types of the analysis worker's calls and answers, for the page.
export type { AnalysisWorker } from './analysis-queue.ts';
export type { AnalysisOutcome, FrameChunkBytes, TrackAnalysis } from './analyze-track.ts';
