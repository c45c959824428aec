// Reference tracks: the tracks, their analyses, and a person's marks on their timeline.
import { trackAnalysisCommands } from './analyses.ts';
import { trackMarkCommands } from './marks.ts';
import { trackRowCommands } from './tracks.ts';

export type { AnalysisSaveArgs } from './analyses.ts';
export type { AnnotationAddArgs, AnnotationUpdateArgs, RegionAddArgs, RegionUpdateArgs } from './marks.ts';
export type { TrackAddArgs, TrackUpdateArgs } from './tracks.ts';

export const trackCommands = [...trackRowCommands, ...trackAnalysisCommands, ...trackMarkCommands] as const;
