// Reference tracks: the tracks themselves, their analyses, and what a person marks on their time.
import { trackAnalysisCommands } from './tracks/analyses.ts';
import { trackMarkCommands } from './tracks/marks.ts';
import { trackRowCommands } from './tracks/tracks.ts';

export type { AnalysisSaveArgs } from './tracks/analyses.ts';
export type { AnnotationAddArgs, AnnotationUpdateArgs, RegionAddArgs, RegionUpdateArgs } from './tracks/marks.ts';
export type { TrackAddArgs, TrackUpdateArgs } from './tracks/tracks.ts';

export const trackCommands = [...trackRowCommands, ...trackAnalysisCommands, ...trackMarkCommands] as const;
