// What a page may know of the analysis worker: its calls and what they answer.
export type { AnalysisWorker } from './analysis-queue.ts';
export type { AnalysisOutcome, FrameChunkBytes, TrackAnalysis } from './analyze-track.ts';
