// The import of notes: which of a file's notes are here already, and the groups that the command takes.
import type { DomainImport, RowError } from '../../files/format.ts';
import { groupsOf } from '../../files/groups.ts';
import type { ImportedNote } from '../commands/import.ts';
import { noteLimits, type NoteKind } from '../rules/note.ts';
import { pageKey } from '../rules/url.ts';
import { bookmarksFormat } from './bookmarks.ts';
import { markdownFormat } from './markdown-folder.ts';
import type { FileNote, NoteFile, NoteSource } from './note-file.ts';
import { ownFormat } from './own-file.ts';
import { pinboardFormat, pocketFormat } from './read-later.ts';

const GROUP_BYTES = 300 * 1024;

export interface KnownNote {
  id: string;
  kind: NoteKind;
  title: string;
  url: string | null;
  tags: string[];
  source: string | null;
  sourceKey: string | null;
}

export interface FoundNote {
  key: string;
  kind: NoteKind;
  title: string;
  detail: string | null;
  isKnown: boolean;
  /** It has something that is not here yet. */
  isFresh: boolean;
}

export interface NotePreview {
  source: NoteSource;
  notes: FoundNote[];
  errors: RowError[];
  notices: RowError[];
}

export interface NoteItem {
  source: NoteSource;
  note: ImportedNote;
}

export const noteImport: DomainImport<NoteFile, object, KnownNote[], NotePreview, { leftOut: string[] }, NoteItem> = {
  formats: [ownFormat, bookmarksFormat, pocketFormat, pinboardFormat, markdownFormat],
  prepare({ source, records, errors, notices }, facts) {
    const find = finder(facts, source);
    const found = records.map((note) => {
      const here = find(note);
      const newTags = here ? note.tags.filter((tag) => !here.tags.includes(tag)) : note.tags;
      return { note, here, newTags, isFresh: here === undefined || newTags.length > 0 };
    });
    return {
      preview: {
        source,
        errors,
        notices,
        notes: found.map(({ note, here, isFresh }) => ({
          key: note.key,
          kind: note.kind,
          title: note.title,
          detail: note.url ?? note.category,
          isKnown: here !== undefined,
          isFresh,
        })),
      },
      plan: ({ leftOut }) =>
        groupsOf(
          found
            .filter(({ note, isFresh }) => isFresh && !leftOut.includes(note.key))
            .map(({ note, here, newTags }) => ({ source, note: toItem(note, here, newTags) })),
          {
            maxItems: noteLimits.items,
            maxBytes: GROUP_BYTES,
            rows: { of: () => 1, max: noteLimits.items },
            goesAlone: () => false,
          },
        ),
    };
  },
};

function toItem({ addedAt, ...note }: FileNote, here: KnownNote | undefined, newTags: string[]): ImportedNote {
  return { ...note, ...(addedAt !== null && { addedAt }), tags: here ? newTags : note.tags, knownId: here?.id ?? null };
}

/** A page is one reference, wherever it came from. Any other note is found by its id, or by the file that it came from. */
function finder(facts: readonly KnownNote[], source: NoteSource): (note: FileNote) => KnownNote | undefined {
  const byPage = new Map(facts.flatMap((note) => (note.url === null ? [] : [[pageKey(note.url), note] as const])));
  const byKey = new Map(facts.flatMap((note) => (note.source === source ? [[note.sourceKey, note] as const] : [])));
  const byId = new Map(facts.map((note) => [note.id, note] as const));
  return ({ key, kind, url }) => {
    const found = (url === null ? undefined : byPage.get(pageKey(url))) ?? byKey.get(key) ?? byId.get(key);
    return found?.kind === kind ? found : undefined;
  };
}
