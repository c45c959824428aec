// The bookmark file of browsers and bookmark services ("Netscape"), in its dialects: folders become the category, TAGS the tags, DD the
// text. A bookmark is a link of its own; a link within a description belongs to the description.
import { Parser } from 'htmlparser2';
import type { Format } from '../../files/format.ts';
import { isWebAddress, webAddress } from '../rules/url.ts';
import { NoteRecords, type NoteFile } from './note-file.ts';

interface OpenBookmark {
  line: number;
  attributes: Readonly<Record<string, string>>;
  title: string;
  text: string;
}

const isYes = (text: string | undefined): boolean => text === '1' || text?.toLowerCase() === 'true';

const SHAARLI_NOTE = /^\?[\w-]{6}$/;

/** Folders that every browser has, which say nothing about what is in them. */
const ROOTS =
  /^(bookmarks( bar| menu| toolbar)?|other bookmarks|mobile bookmarks|favorites( bar)?|imported.*|lesezeichen.*|unlabeled)$/i;

export const bookmarksFormat: Format<NoteFile> = {
  id: 'bookmarks',
  domain: 'notes',
  name: 'Bookmarks of a browser or a bookmark service',
  sniff({ text }) {
    const beginning = text.slice(0, 4_000);
    if (/<!DOCTYPE\s+NETSCAPE-Bookmark-file/i.test(beginning)) return { confidence: 1 };
    return /<DL>/i.test(beginning) && /<DT>\s*<(A|H3)\b/i.test(beginning) ? { confidence: 0.9 } : { reason: null };
  },
  read({ text }, { now }) {
    const records = new NoteRecords(now);
    new BookmarkReader(text, records).read();
    return records.result('bookmarks');
  },
};

class BookmarkReader {
  readonly #text: string;
  readonly #records: NoteRecords;
  /** Null for a list without a heading, and for a root. */
  readonly #folders: (string | null)[] = [];
  #heading: string | null = null;
  #open: OpenBookmark | null = null;
  #place: 'none' | 'heading' | 'link' | 'description' = 'none';
  #line = 1;
  #counted = 0;

  constructor(text: string, records: NoteRecords) {
    this.#text = text;
    this.#records = records;
  }

  read(): void {
    const parser: Parser = new Parser({
      onopentag: (name, attributes) => this.#begin(name, attributes, parser.startIndex),
      ontext: (text) => this.#write(text),
      onclosetag: (name) => this.#end(name),
    });
    parser.write(this.#text);
    parser.end();
    this.#save();
  }

  #begin(name: string, attributes: Readonly<Record<string, string>>, at: number): void {
    if (name === 'dt' || name === 'dl' || name === 'h3') this.#save();
    if (name === 'h3') {
      this.#place = 'heading';
      this.#heading = '';
    } else if (name === 'dl') {
      const heading = this.#heading?.trim() ?? '';
      this.#folders.push(heading === '' || ROOTS.test(heading) ? null : heading);
      this.#heading = null;
    } else if (name === 'dd' && this.#open) {
      this.#place = 'description';
    } else if (name === 'a' && this.#place !== 'description') {
      this.#save();
      this.#open = { line: this.#lineAt(at), attributes, title: '', text: attributes['description'] ?? '' };
      this.#place = 'link';
    }
  }

  #write(text: string): void {
    if (this.#place === 'heading') this.#heading = (this.#heading ?? '') + text;
    else if (this.#open && this.#place === 'link') this.#open.title += text;
    else if (this.#open && this.#place === 'description') this.#open.text += text;
  }

  #end(name: string): void {
    if (name === 'h3' || (name === 'a' && this.#place === 'link')) this.#place = 'none';
    if (name !== 'dl') return;
    this.#save();
    this.#folders.pop();
  }

  #save(): void {
    const open = this.#open;
    [this.#open, this.#place] = [null, 'none'];
    if (!open) return;
    const { line, attributes, title, text } = open;
    const href = (attributes['href'] ?? '').trim();
    const body = { title, content: text.replaceAll(/[ \t]+$/gm, '').trim(), tags: (attributes['tags'] ?? '').split(',') };
    // A note of Shaarli has no page but its own.
    if (SHAARLI_NOTE.test(href)) {
      const addedAt = this.#records.moment(line, attributes['add_date']);
      return this.#records.add(line, { ...body, key: `shaarli ${href}`, kind: 'entry', addedAt });
    }
    if (!isWebAddress(href)) {
      const named = (title.trim() || href).slice(0, 60);
      return this.#records.error(line, `“${named}” is no web address: ${href.slice(0, 60)}`);
    }
    this.#records.add(line, {
      kind: 'reference',
      url: webAddress(href),
      ...body,
      category: this.#folders.filter((folder) => folder !== null).join(' / '),
      reading: isYes(attributes['toread']) ? 'later' : 'none',
      addedAt: this.#records.moment(line, attributes['add_date']),
    });
  }

  /** Positions only grow. */
  #lineAt(at: number): number {
    for (; this.#counted < at; this.#counted += 1) if (this.#text.charCodeAt(this.#counted) === 10) this.#line += 1;
    return this.#line;
  }
}
