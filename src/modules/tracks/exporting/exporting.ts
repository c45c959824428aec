// What a person takes out of a track: marks, measures and frames, as files of other programs.
import type { TrackAnalysis } from '../use-track.ts';
import { toAudacityLabels, toAuditionCsv, toMarksCsv, toMarksJson, toReaperCsv, type ExportedMark } from './label-files.ts';
import { keyOf, noteCategoryOf, noteColor, sectionColor, sectionTypeOf, tempoOf } from '../model.ts';
import type { NoteRow, SectionRow, TrackRow } from '../queries.ts';

export const MARK_FORMATS = ['audacity', 'reaper', 'audition', 'csv', 'json'] as const;
export type MarkFormat = (typeof MARK_FORMATS)[number];

export interface Exported {
  track: TrackRow;
  analysis: TrackAnalysis | null;
  sections: readonly SectionRow[];
  notes: readonly NoteRow[];
  /** Private notes are left out unless the person asks for them. */
  isWithPrivate?: boolean;
}

const exportedMarks = ({ sections, notes, isWithPrivate = false }: Exported): ExportedMark[] => [
  ...sections.map((row): ExportedMark => {
    const type = sectionTypeOf(row.section_type);
    return {
      kind: 'section',
      startMs: row.start_time_ms,
      endMs: row.end_time_ms,
      title: row.name ?? '',
      text: row.description ?? '',
      category: type,
      color: sectionColor(row.color, type),
      isPrivate: false,
    };
  }),
  ...notes
    .filter(({ is_private }) => isWithPrivate || !is_private)
    .map((row): ExportedMark => {
      const category = noteCategoryOf(row.category);
      return {
        kind: 'note',
        startMs: row.start_time_ms,
        endMs: row.end_time_ms,
        title: row.title ?? '',
        text: row.content ?? '',
        category,
        color: noteColor(row.color, category),
        isPrivate: row.is_private,
      };
    }),
];

const trackFacts = ({ track, analysis }: Exported): Record<string, unknown> => ({
  name: track.name,
  artist: track.artist,
  album: track.album,
  genre: track.genre,
  tags: track.tags,
  description: track.description,
  sha256: track.content_sha256,
  durationMs: analysis?.row.duration_ms ?? null,
  bpm: tempoOf(track),
  key: keyOf(track),
  analyzerVersion: analysis?.row.version ?? null,
  measures: analysis?.summary ?? null,
  beatsMs: analysis?.events.beatsMs ?? [],
  onsetsMs: analysis?.events.onsetsMs ?? [],
});

interface Written {
  type: string;
  suffix: string;
  write: (marks: readonly ExportedMark[], exported: Exported) => string;
}

const WRITERS: Readonly<Record<MarkFormat, Written>> = {
  audacity: { type: 'text/plain', suffix: ' labels.txt', write: toAudacityLabels },
  reaper: { type: 'text/csv', suffix: ' REAPER.csv', write: toReaperCsv },
  audition: { type: 'text/csv', suffix: ' Audition.csv', write: toAuditionCsv },
  csv: { type: 'text/csv', suffix: '.csv', write: toMarksCsv },
  json: { type: 'application/json', suffix: '.json', write: (marks, exported) => toMarksJson(trackFacts(exported), marks) },
};

export function exportMarks(exported: Exported, format: MarkFormat): { file: Blob; suffix: string } {
  const { type, suffix, write } = WRITERS[format];
  return { file: new Blob([write(exportedMarks(exported), exported)], { type }), suffix };
}
