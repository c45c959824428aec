// What a captured text is about: a book by its number, or a page by its address.
import { readIsbn } from '../books/rules/isbn.ts';
import { webAddress } from '../notes/rules/url.ts';

export type Recognised = { kind: 'book'; isbn: string; title: string } | { kind: 'link'; url: string; title: string };

const ADDRESS = /https?:\/\/[^\s<>"]+/i;
const NUMBER = /(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b/g;
/** Shops and catalogues whose addresses name a book. */
const BOOK_SITE = /(^|\.)(goodreads|openlibrary|librarything|bookwyrm|bookshop|thestorygraph|amazon|isbnsearch|worldcat)\./;

/** Null for a text that is neither. The title is the text without what was recognised. */
export function recogniseText(text: string): Recognised | null {
  const address = trimmedAddress(ADDRESS.exec(text)?.[0] ?? '');
  const url = address === '' ? null : webAddress(address);
  const words = text.replace(address, ' ').replaceAll(/\s+/g, ' ').trim();
  const number = isbnIn(words);
  if (number) return { kind: 'book', isbn: number.isbn, title: titleWithout(words, number.written) };
  if (url === null) return null;
  const site = new URL(url);
  const inAddress = BOOK_SITE.test(site.hostname) ? isbnIn(site.pathname.replaceAll(/[^\dXx]+/g, ' ')) : null;
  if (inAddress) return { kind: 'book', isbn: inAddress.isbn, title: words };
  return { kind: 'link', url, title: words };
}

function isbnIn(text: string): { isbn: string; written: string } | null {
  for (const [written] of text.matchAll(NUMBER)) {
    const isbn = readIsbn(written);
    if (isbn !== null) return { isbn, written };
  }
  return null;
}

const titleWithout = (text: string, written: string): string =>
  text
    .replace(written, ' ')
    .replaceAll(/\bISBN(-1[03])?\b:?/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,;:.–-]+|[\s,;:–-]+$/g, '');

/** Without the marks of the sentence around it. */
const trimmedAddress = (text: string): string => text.replace(/[).,;:!?'\]]+$/, '');
