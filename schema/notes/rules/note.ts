// What a note is: an idea, an entry of the infobase, or a reference (a link and the person's text about it).
export const NOTE_KINDS = ['idea', 'entry', 'reference'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** What may have files and kept texts: notes, and captured items that are not sorted yet. */
export const TEXT_OWNERS = [...NOTE_KINDS, 'inbox'] as const;
export type TextOwner = (typeof TEXT_OWNERS)[number];

export const TABLE_OF = {
  idea: 'ideas',
  entry: 'infobase_entries',
  reference: 'user_references',
} as const satisfies Record<NoteKind, string>;

export const READING = ['none', 'later', 'reading', 'read'] as const;
export type Reading = (typeof READING)[number];

export const LINK_STATUSES = ['alive', 'dead', 'unreachable', 'blocked'] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

export const noteLimits = {
  title: 500,
  content: 200_000,
  category: 80,
  url: 4_000,
  tag: 40,
  tags: 40,
  /** In one command. */
  items: 500,
  files: 50,
  fileName: 255,
  mimeType: 120,
  fileBytes: 2_000_000_000,
  siteText: 2_000,
  siteName: 200,
  icon: 8_000,
} as const;

/** Tags as they are stored: trimmed, without a leading #, each once, in order. */
export function cleanTags(tags: readonly string[]): string[] {
  const cleaned = tags.map((tag) => [...tag.trim().replace(/^#+/, '')].slice(0, noteLimits.tag).join('').trim());
  return [...new Set(cleaned.filter((tag) => tag !== ''))].slice(0, noteLimits.tags);
}

/** The tags after tags were added and others removed; the added ones come last. */
export const changedTags = (tags: readonly string[], added: readonly string[], removed: readonly string[]): string[] =>
  cleanTags([...tags.filter((tag) => !removed.includes(tag)), ...added]);

/** The tags with one renamed, merged with an equal one, or removed for null; null when the tag is not among them. */
export function renamedTag(tags: readonly string[], from: string, to: string | null): string[] | null {
  if (!tags.includes(from)) return null;
  return cleanTags(tags.flatMap((tag) => (tag === from ? (to ?? []) : tag)));
}
