// Sections and notes in formats of other programs. Invariant: times are what the person sees, in order; a field never breaks
// out of its line.
import { toCsv } from '#schema/files/csv.ts';
import type { Span } from '../marks.ts';

export interface ExportedMark extends Span {
  kind: 'section' | 'note';
  title: string;
  text: string;
  category: string;
  color: string;
  isPrivate: boolean;
}

const seconds = (timeMs: number): string => (timeMs / 1000).toFixed(6);
const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const byTime = (marks: readonly ExportedMark[]): ExportedMark[] =>
  marks.toSorted((a, b) => a.startMs - b.startMs || (a.endMs ?? a.startMs) - (b.endMs ?? b.startMs));

/** Audacity's label track: start, end and label with tabs between, in seconds. */
export const toAudacityLabels = (marks: readonly ExportedMark[]): string =>
  byTime(marks)
    .map(
      ({ startMs, endMs, title, text, category }) =>
        `${seconds(startMs)}\t${seconds(endMs ?? startMs)}\t${inOneLine(title || text || category)}\n`,
    )
    .join('');

const clock = (timeMs: number): string => {
  const minutes = Math.floor(timeMs / 60_000);
  return `${minutes}:${((timeMs - minutes * 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
};

/** The CSV of REAPER's region and marker manager: a moment is a marker M1, M2 …, a span a region R1, R2 … */
export const toReaperCsv = (marks: readonly ExportedMark[]): string => {
  const counts = { M: 0, R: 0 };
  return toCsv([
    ['#', 'Name', 'Start', 'End', 'Length'],
    ...byTime(marks).map(({ startMs, endMs, title, text, category }) => {
      const kind = endMs === null ? 'M' : 'R';
      counts[kind] += 1;
      const ends = endMs === null ? ['', ''] : [clock(endMs), clock(endMs - startMs)];
      return [`${kind}${counts[kind]}`, inOneLine(title || text || category), clock(startMs), ...ends];
    }),
  ]);
};

/** Adobe Audition's marker list: fields with tabs between, so no field may have one. */
export const toAuditionCsv = (marks: readonly ExportedMark[]): string =>
  [
    ['Name', 'Start', 'Duration', 'Time Format', 'Type', 'Description'],
    ...byTime(marks).map(({ startMs, endMs, title, text, category }) => [
      inOneLine(title || category),
      clock(startMs),
      clock((endMs ?? startMs) - startMs),
      'decimal',
      'Cue',
      inOneLine(text),
    ]),
  ]
    .map((row) => `${row.join('\t')}\n`)
    .join('');

const COLUMNS = ['kind', 'start_ms', 'end_ms', 'title', 'text', 'category', 'color', 'private'] as const;

export const toMarksCsv = (marks: readonly ExportedMark[]): string =>
  toCsv([
    COLUMNS,
    ...byTime(marks).map(({ kind, startMs, endMs, title, text, category, color, isPrivate }) => [
      kind,
      startMs,
      endMs ?? '',
      title,
      text,
      category,
      color,
      isPrivate ? 'yes' : 'no',
    ]),
  ]);

/** Everything known of a track but its sound. */
export const toMarksJson = (track: Record<string, unknown>, marks: readonly ExportedMark[]): string =>
  `${JSON.stringify({ track, marks: byTime(marks) }, null, 2)}\n`;

/** A name for a file on any system. */
export const fileName = (trackName: string, suffix: string): string =>
  `${inOneLine(trackName.replace(/[\p{Cc}/\\:*?"<>|]/gu, ' ')) || 'track'}${suffix}`;
