// What a mark is called where it is shown.
import { formatTime } from '../format.ts';
import { noteCategoryOf, noteColor, sectionColor, sectionTypeOf } from '../model.ts';
import type { NoteRow, SectionRow } from '../queries.ts';
import { strings } from '../strings.ts';
import type { LaneMark } from './stage/mark-lane.tsx';

const words = strings.marks;

/** A section without a name is called by its kind. */
export const sectionTitle = ({ name, section_type }: Pick<SectionRow, 'name' | 'section_type'>): string =>
  name ?? words.types[sectionTypeOf(section_type)];

export const noteTitle = ({ title, content, category }: Pick<NoteRow, 'title' | 'content' | 'category'>): string =>
  title ?? content?.split('\n', 1)[0] ?? (category === null ? words.unnamed : words.categories[noteCategoryOf(category)]);

export const sectionMark = (row: SectionRow): LaneMark => {
  const title = sectionTitle(row);
  return {
    id: row.id,
    startMs: row.start_time_ms,
    endMs: row.end_time_ms,
    title,
    color: sectionColor(row.color, sectionTypeOf(row.section_type)),
    label: words.sectionLabel(title, formatTime(row.start_time_ms, 1), formatTime(row.end_time_ms, 1)),
  };
};

export const noteMark = (row: NoteRow): LaneMark => {
  const title = noteTitle(row);
  return {
    id: row.id,
    startMs: row.start_time_ms,
    endMs: row.end_time_ms,
    title,
    color: noteColor(row.color, noteCategoryOf(row.category)),
    label: words.noteLabel(title, formatTime(row.start_time_ms, 1)),
  };
};
