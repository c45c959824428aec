// What every format of notes reads a file into, with the limits of a note.
import type { FileRead, RowError } from '../../files/format.ts';
import { cleanTags, noteLimits, type NoteKind, type Reading } from '../rules/note.ts';
import { pageKey } from '../rules/url.ts';

export const NOTE_SOURCES = ['bookmarks', 'pocket', 'pinboard', 'markdown', 'cadence'] as const;
export type NoteSource = (typeof NOTE_SOURCES)[number];

export interface FileNote {
  /** Unique within the file, and the same in the next export of the same note. */
  key: string;
  kind: NoteKind;
  title: string;
  content: string;
  category: string | null;
  tags: string[];
  url: string | null;
  reading: Reading;
  pinned: boolean;
  archived: boolean;
  /** An ISO timestamp; null when the file does not say. */
  addedAt: string | null;
}

export interface NoteFile extends FileRead<FileNote> {
  source: NoteSource;
}

/** Collects what a file has: each key once, texts within their limits. */
export class NoteRecords {
  readonly #records = new Map<string, FileNote>();
  readonly #errors: RowError[] = [];
  readonly #notices: RowError[] = [];
  readonly #now: Date;

  constructor(now: Date) {
    this.#now = now;
  }

  error(line: number, text: string): void {
    this.#errors.push({ line, text });
  }

  notice(line: number, text: string): void {
    this.#notices.push({ line, text });
  }

  /** The same page twice becomes one reference with the tags of both. */
  add(line: number, note: Partial<FileNote> & Pick<FileNote, 'kind'>): void {
    const url = note.url ?? null;
    const title = (note.title ?? '').replaceAll(/\s+/g, ' ').trim() || url || '';
    if (title === '') return this.error(line, 'This has neither a title nor an address.');
    const content = note.content ?? '';
    const short = title.slice(0, 60);
    if (title.length > noteLimits.title)
      this.notice(line, `The title “${short}…” is longer than ${noteLimits.title} characters and is cut.`);
    if (content.length > noteLimits.content) this.notice(line, `The text of “${short}” is too long and is cut.`);
    const key = note.key ?? (url === null ? `${note.kind} ${title}` : pageKey(url));
    const known = this.#records.get(key);
    if (known) {
      this.notice(line, `“${short}” is in the file twice.`);
      known.tags = cleanTags([...known.tags, ...(note.tags ?? [])]);
      return;
    }
    this.#records.set(key, {
      key,
      kind: note.kind,
      title: cut(title, noteLimits.title),
      content: cut(content, noteLimits.content),
      category: cut((note.category ?? '').trim(), noteLimits.category).trim() || null,
      tags: cleanTags(note.tags ?? []),
      url,
      reading: note.reading ?? 'none',
      pinned: note.pinned ?? false,
      archived: note.archived ?? false,
      addedAt: note.addedAt ?? null,
    });
  }

  /** Seconds, milliseconds or microseconds since 1970. Null, with a notice, for what is no time up to now. */
  moment(line: number, text: string | undefined): string | null {
    if (text === undefined || text.trim() === '' || text.trim() === '0') return null;
    const ms = /^\d{1,17}$/.test(text.trim()) ? countToMs(Number(text)) : logTimeToMs(text);
    if (Number.isNaN(ms) || ms > this.#now.getTime() + 86_400_000) {
      this.notice(line, `The time “${text.slice(0, 30)}” cannot be read and is left out.`);
      return null;
    }
    return new Date(ms).toISOString();
  }

  result(source: NoteSource): NoteFile {
    const records = [...this.#records.values()];
    return { source, records, errors: this.#errors, notices: this.#notices, counts: { notes: records.length } };
  }
}

const countToMs = (value: number): number => (value > 1e14 ? value / 1_000 : value > 1e11 ? value : value * 1_000);

/** `10/Oct/2000:13:55:36 +0300`, as web servers write it; NaN for anything else. */
function logTimeToMs(text: string): number {
  const found = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})$/.exec(text.trim());
  return found ? Date.parse(`${found[1]} ${found[2]} ${found[3]} ${found[4]} ${found[5]}`) : Number.NaN;
}

/** Does not cut a character of two halves. */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
