// What a mark is called where it is shown.
import { formatTime } from '../../format.ts';
import { noteCategoryOf, noteColor, sectionColor, sectionTypeOf, type SectionType } from '../../model.ts';
import type { NoteRow, SectionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import type { LaneMark } from '../stage/mark-lane.tsx';

const words = strings.marks;

/** A section without a name is called by its kind, and where there are several of a kind by its place among them. */
export function sectionTitles(sections: readonly Pick<SectionRow, 'id' | 'name' | 'section_type'>[]): Map<string, string> {
  const counts = new Map<SectionType, number>();
  const placed = sections.map(({ id, name, section_type }) => {
    const type = sectionTypeOf(section_type);
    const place = (counts.get(type) ?? 0) + 1;
    counts.set(type, place);
    return { id, name, type, place };
  });
  return new Map(
    placed.map(({ id, name, type, place }) => [
      id,
      name ?? (counts.get(type) === 1 ? words.types[type] : `${words.types[type]} ${place}`),
    ]),
  );
}

export const noteTitle = ({ title, content, category }: Pick<NoteRow, 'title' | 'content' | 'category'>): string =>
  title ?? content?.split('\n', 1)[0] ?? (category === null ? words.unnamed : words.categories[noteCategoryOf(category)]);

export function sectionMarks(sections: readonly SectionRow[]): LaneMark[] {
  const titles = sectionTitles(sections);
  return sections.map((row) => sectionMark(row, titles.get(row.id) ?? ''));
}

const sectionMark = (row: SectionRow, title: string): LaneMark => ({
  id: row.id,
  startMs: row.start_time_ms,
  endMs: row.end_time_ms,
  title,
  short: words.shortSection(title),
  color: sectionColor(row.color, sectionTypeOf(row.section_type)),
  label: words.sectionLabel(title, formatTime(row.start_time_ms, 1), formatTime(row.end_time_ms, 1)),
});

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
