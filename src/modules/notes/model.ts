// What a screen makes of notes: excerpts, groups, and the notes that link to one.
import type { NoteKind } from '#schema/notes/rules/note.ts';
import { linksOf, titleKey, type NoteLink } from '#schema/notes/rules/links.ts';
import { pageKey, siteOf } from '#schema/notes/rules/url.ts';
import { formatMonthOf } from '#src/format/days.ts';
import type { Mention, NoteDetails, NoteFile, NoteRow } from './queries.ts';
import { strings } from './strings.ts';

export const NOTE_GROUPINGS = ['none', 'month', 'category', 'kind'] as const;
export const LINK_GROUPINGS = ['none', 'month', 'category', 'site'] as const;
export type Grouping = (typeof NOTE_GROUPINGS)[number] | (typeof LINK_GROUPINGS)[number];

export const isGrouping = (text: string): text is Grouping => text in strings.list.groupings;

/** The heading of a row. Pinned notes stand above all groups. */
export function headingOf(note: NoteRow, grouping: Grouping, order: 'updated' | 'created'): string {
  const words = strings.list;
  if (note.is_pinned) return words.pinned;
  switch (grouping) {
    case 'month':
      return formatMonthOf(order === 'created' ? note.created_at : note.updated_at);
    case 'category':
      return note.category ?? words.noCategory;
    case 'kind':
      return strings.groups[note.kind];
    case 'site':
      return note.url === null ? words.noCategory : siteOf(note.url);
    case 'none':
      return words.notPinned;
  }
}

/** Rows of one heading together, groups in the order of their first row. Pinned ones come first already. */
export function gathered(rows: readonly NoteRow[], grouping: Grouping, order: 'updated' | 'created'): NoteRow[] {
  const groups = new Map<string, NoteRow[]>();
  for (const row of rows) {
    const heading = headingOf(row, grouping, order);
    const group = groups.get(heading);
    if (group) group.push(row);
    else groups.set(heading, [row]);
  }
  return [...groups.values()].flat();
}

const MARKS = /(^|\n)\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)|[*_~`]{1,3}|!?\[([^\]]*)\]\([^)]*\)/g;

/** The line below the head of a table, and what separates its cells, also at the ends of a row. */
const TABLE_RULE = /(^|\n)\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*(?=\n|$)/g;
const TABLE_EDGE = /(?<=^|\n)\s*\|\s*|\s*\|\s*(?=\n|$)/g;

/** The beginning of a Markdown text as words. */
export const plainExcerpt = (text: string): string =>
  text
    .replaceAll(TABLE_RULE, '')
    .replaceAll(TABLE_EDGE, ' ')
    .replaceAll(MARKS, (_whole, start?: string, shown?: string) => shown ?? (start === '\n' ? ' ' : ''))
    .replaceAll(/[[\]]{2}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The note that a link means: one that has the title, otherwise one that had it. */
export function noteOfLink<Known extends { title: string; former_titles: readonly string[] }>(
  known: readonly Known[],
  title: string,
): Known | undefined {
  const key = titleKey(title);
  return known.find((note) => titleKey(note.title) === key) ?? known.find((note) => note.former_titles.includes(key));
}

type Titles = Pick<NoteDetails, 'title' | 'former_titles'>;

export const titlesOf = ({ title, former_titles: former }: Titles): string[] => [title, ...former];

/** The first link of the text to a present or former title of the note. */
export function linkTo(note: Titles, text: string): NoteLink | undefined {
  const keys = new Set(titlesOf(note).map(titleKey));
  return linksOf(text).find((link) => keys.has(titleKey(link.title)));
}

/** The notes whose text really links to the note. */
export const backlinksOf = (note: Titles & { id: string }, mentions: readonly Mention[]): Mention[] =>
  mentions.filter(({ id, content }) => id !== note.id && linkTo(note, content) !== undefined);

/** The keys of the titles that a text links to, each once. */
export const linkedKeys = (text: string): string[] =>
  [...new Set(linksOf(text).map(({ title }) => titleKey(title)))].slice(0, 500);

export const samePage = <Known extends { url: string | null }>(known: readonly Known[], url: string): Known | undefined => {
  const key = pageKey(url);
  return known.find((one) => one.url !== null && pageKey(one.url) === key);
};

export const kindOfPath = (text: unknown): NoteKind | undefined =>
  text === 'entry' || text === 'reference' || text === 'idea' ? text : undefined;

const FILE_SCHEME = 'file:';

/** How a text refers to a file of its note. */
export const fileAddress = (file: { id: string }): string => FILE_SCHEME + file.id;

export const fileOfAddress = (address: string, files: readonly NoteFile[]): NoteFile | undefined =>
  address.startsWith(FILE_SCHEME) ? files.find(({ id }) => id === address.slice(FILE_SCHEME.length)) : undefined;

/** What the text gets for a file: a picture, or a link of its name that the list of files explains. */
export const fileMarkdown = (file: { id: string; name: string; type: string }): string =>
  file.type.startsWith('image/') ? `![${file.name.replaceAll(/[[\]]/g, '')}](${fileAddress(file)})` : '';

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
