// Writes references as the bookmark file that every browser reads.
import type { FileNote } from './note-file.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const HEAD = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
`;

function bookmark(note: FileNote, indent: string): string {
  const seconds = note.addedAt === null ? '' : ` ADD_DATE="${Math.floor(Date.parse(note.addedAt) / 1_000)}"`;
  const tags = note.tags.length === 0 ? '' : ` TAGS="${escaped(note.tags.map((tag) => tag.replaceAll(',', ' ')).join(','))}"`;
  const later = note.reading === 'later' || note.reading === 'reading' ? ' TOREAD="1"' : '';
  const text = note.content.trim() === '' ? '' : `${indent}<DD>${escaped(note.content.trim())}\n`;
  return `${indent}<DT><A HREF="${escaped(note.url ?? '')}"${seconds}${tags}${later}>${escaped(note.title)}</A>\n${text}`;
}

/** One folder for each category. Notes without an address are left out. */
export function writeBookmarks(notes: readonly FileNote[]): string {
  const folders = new Map<string, FileNote[]>();
  for (const note of notes.filter(({ url }) => url !== null)) {
    const folder = note.category ?? '';
    folders.set(folder, [...(folders.get(folder) ?? []), note]);
  }
  const body = [...folders].map(([folder, inside]) =>
    folder === ''
      ? inside.map((note) => bookmark(note, '    ')).join('')
      : `    <DT><H3>${escaped(folder)}</H3>\n    <DL><p>\n${inside.map((note) => bookmark(note, '        ')).join('')}    </DL><p>\n`,
  );
  return `${HEAD}${body.join('')}</DL><p>\n`;
}
