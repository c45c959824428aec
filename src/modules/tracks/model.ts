// What the Studio knows of a track beyond its row: its measures, the search of the list, colours and kinds of marks.
import type { TrackListRow, TrackRow } from './queries.ts';

/** "01 - Blue in Green.flac" → "01 - Blue in Green". */
export const nameOfFile = (fileName: string): string => fileName.replace(/\.[^.]{1,5}$/, '').trim() || fileName;

export const tempoOf = ({ bpm, bpm_override }: Pick<TrackRow, 'bpm' | 'bpm_override'>): number | null => bpm_override ?? bpm;
export const keyOf = ({ key_signature, key_override }: Pick<TrackRow, 'key_signature' | 'key_override'>): string | null =>
  key_override ?? key_signature;

/** "Artist · Album" of what is known. */
export const creditOf = ({ artist, album }: Pick<TrackRow, 'artist' | 'album'>): string =>
  [artist, album].filter((part) => part !== null && part !== '').join(' · ');

export interface TrackFilter {
  text: string;
  /** '' for any. */
  tag: string;
}

const byText = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' });

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The tracks in which every typed word occurs, in their order. */
export function tracksFound(rows: readonly TrackListRow[], { text, tag }: TrackFilter): TrackListRow[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (tag !== '' && !row.tags.includes(tag)) return false;
    const said = folded([row.name, row.artist, row.album, row.genre, keyOf(row), ...row.tags].filter(Boolean).join(' '));
    return words.every((word) => said.includes(word));
  });
}

/** Every tag in use, by name. */
export const tagsInUse = (rows: readonly Pick<TrackListRow, 'tags'>[]): string[] =>
  [...new Set(rows.flatMap(({ tags }) => tags))].toSorted(byText);

/** "jazz, Jazz , ballad" → ["jazz", "ballad"]. */
export function parseTags(text: string): string[] {
  const tags = new Map<string, string>();
  for (const part of text.split(',')) {
    const tag = part.trim();
    if (tag !== '' && !tags.has(folded(tag))) tags.set(folded(tag), tag);
  }
  return [...tags.values()];
}

/** Colours a mark can have: names, so that each theme paints its own. */
export const MARK_COLORS = ['teal', 'blue', 'violet', 'rose', 'orange', 'gold', 'green', 'gray'] as const;
export type MarkColor = (typeof MARK_COLORS)[number];

export const SECTION_TYPES = [
  'intro',
  'verse',
  'pre-chorus',
  'chorus',
  'bridge',
  'build',
  'drop',
  'break',
  'solo',
  'outro',
  'other',
] as const;
export type SectionType = (typeof SECTION_TYPES)[number];

const SECTION_COLOR: Record<SectionType, MarkColor> = {
  intro: 'gray',
  verse: 'blue',
  'pre-chorus': 'violet',
  chorus: 'rose',
  bridge: 'gold',
  build: 'orange',
  drop: 'rose',
  break: 'violet',
  solo: 'green',
  outro: 'gray',
  other: 'teal',
};

export const NOTE_CATEGORIES = ['note', 'mix', 'tone', 'space', 'arrangement', 'performance', 'question'] as const;
export type NoteCategory = (typeof NOTE_CATEGORIES)[number];

const NOTE_COLOR: Record<NoteCategory, MarkColor> = {
  note: 'teal',
  mix: 'blue',
  tone: 'orange',
  space: 'violet',
  arrangement: 'green',
  performance: 'gold',
  question: 'rose',
};

const isOneOf = <Value extends string>(values: readonly Value[], value: string | null): value is Value =>
  (values as readonly (string | null)[]).includes(value);

export const sectionTypeOf = (value: string | null): SectionType => (isOneOf(SECTION_TYPES, value) ? value : 'other');
export const noteCategoryOf = (value: string | null): NoteCategory => (isOneOf(NOTE_CATEGORIES, value) ? value : 'note');
export const sectionColor = (color: string | null, type: SectionType): MarkColor =>
  isOneOf(MARK_COLORS, color) ? color : SECTION_COLOR[type];
export const noteColor = (color: string | null, category: NoteCategory): MarkColor =>
  isOneOf(MARK_COLORS, color) ? color : NOTE_COLOR[category];

/** The 24 keys as the analysis names them. */
export const KEYS: readonly string[] = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'].flatMap((tonic) => [
  `${tonic} major`,
  `${tonic} minor`,
]);
