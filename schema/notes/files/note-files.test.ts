// Bookmark files in every dialect under ../shared/data/bookmarks (real ones, not part of the repository), other apps' files written out
// here, and our own exports, which come back the same.
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packArchive } from '../../files/pack-archive.ts';
import { recognise } from '../../files/recognise.ts';
import { SourceFile } from '../../files/source-file.ts';
import { cleanTags } from '../rules/note.ts';
import { writeMarkdown } from './markdown-folder.ts';
import type { FileNote, NoteFile } from './note-file.ts';
import { noteImport, type KnownNote } from './note-import.ts';
import { writeNotes } from './own-file.ts';
import { writeBookmarks } from './write-bookmarks.ts';

const DATA = new URL('../../../../shared/data/bookmarks/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write('Bookmark files: skipped, ../shared/data/bookmarks is not here\n');

const reading = { now: new Date('2026-11-27T12:00:00Z'), zone: 'Europe/Berlin' };

function readFile(file: SourceFile): NoteFile {
  const found = recognise(file, noteImport.formats);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found.files[0].format.read(found.files[0].file, reading);
}
const open = (name: string) => readFile(new SourceFile(name, readFileSync(new URL(name, DATA))));
const text = (name: string, content: string) => readFile(new SourceFile(name, new TextEncoder().encode(content)));
const titled = (file: NoteFile, title: string): FileNote => {
  const note = file.records.find((one) => one.title === title);
  if (!note) throw new Error(`no note ${title}`);
  return note;
};

describe.skipIf(!isHere)('files that people have', () => {
  it.each([
    ['chromium_flat.htm', 9, 0],
    ['chromium_nested.htm', 18, 0],
    ['delicious.htm', 5, 0],
    ['delicious_sanitize.htm', 2, 0],
    ['edge_chrome_2023_42.html', 21, 0],
    // Three smart folders of Firefox are no pages.
    ['firefox_flat.htm', 21, 3],
    ['firefox_nested.htm', 21, 3],
    ['firefox_or_chrome_crypto_55.html', 22, 0],
    ['google_bookmarks_nested.htm', 6, 0],
    ['internet_explorer_11_flat.htm', 18, 0],
    ['internet_explorer_11_nested.htm', 27, 0],
    ['linkding_one_invalid.html', 3, 0],
    ['linkding_valid.html', 3, 0],
    ['netscape_basic.htm', 2, 0],
    // The link within the description is no bookmark.
    ['netscape_extended.htm', 1, 0],
    ['netscape_multiline.htm', 3, 0],
    ['netscape_nested.htm', 8, 0],
    ['safari_folded.htm', 3, 0],
    ['scuttle.htm', 4, 0],
    ['scuttle_new_line.htm', 1, 0],
    ['shaarli.htm', 6, 0],
    ['shaarli_legacy.htm', 2, 0],
    ['shaarli_markdown.htm', 3, 0],
    ['shaarli_with_tabs_and_spaces.htm', 1, 0],
    ['shaarli_with_whitespace_tags.htm', 1, 0],
    ['shiori_pocket-new.csv', 1, 0],
    ['shiori_pocket-old.csv', 1, 0],
    ['uc_browser_chinese_BOM_67.html', 58, 0],
  ] as const)('%s has %i notes and %i that are none', (name, notes, errors) => {
    const file = open(name);
    expect([file.records.length, file.errors.length]).toEqual([notes, errors]);
    for (const note of file.records) {
      expect(note.title).not.toBe('');
      if (note.kind === 'reference') expect(note.url).toMatch(/^https?:/);
    }
  });

  it('an empty file is said to be empty', () => {
    expect(() => open('empty.htm')).toThrow(/empty/);
  });

  it('the times of linkding are in seconds, milliseconds and microseconds, and all mean the same', () => {
    const times = open('linkding_valid.html').records.map(({ addedAt }) => addedAt);
    expect(times).toEqual(Array.from({ length: 3 }, () => '2021-03-21T14:39:19.000Z'));
    expect(open('linkding_one_invalid.html').notices).toHaveLength(1);
    expect(titled(open('netscape_basic.htm'), 'Secret stuff').addedAt).toBe('2000-10-10T10:55:36.000Z');
  });

  it('tags, folders, descriptions of several lines, and notes without a page', () => {
    expect(titled(open('netscape_nested.htm'), 'Nested 1').tags).toEqual(['tag1', 'tag2', 'multi word']);
    expect(titled(open('safari_folded.htm'), 'Wikipedia, the free encyclopedia').category).toBe('Autre Divers / doc');
    expect(open('netscape_multiline.htm').records[2]?.content).toBe(
      'List:\n- item1\n- item2\n\nParagraph number one.\n\nParagraph\nnumber\ntwo.',
    );
    const note = titled(open('shaarli_markdown.htm'), 'Markdown - lists');
    expect([note.kind, note.url, note.content.split('\n')[1]]).toEqual(['entry', null, '* item1']);
    expect(titled(open('shiori_pocket-new.csv'), 'Shiori')).toMatchObject({ reading: 'later', tags: ['shiori'] });
  });

  it('every file again brings nothing', () => {
    const file = open('firefox_nested.htm');
    const known: KnownNote[] = file.records.map(({ kind, title, url, tags, key }, at) => ({
      ...{ id: String(at), kind, title, url, tags, source: file.source, sourceKey: key },
    }));
    expect(noteImport.prepare(file, [], reading).plan({ leftOut: [] }).flat()).toHaveLength(21);
    expect(noteImport.prepare(file, known, reading).plan({ leftOut: [] })).toEqual([]);
  });
});

describe('other files', () => {
  it('Pinboard: words, tags and what is to be read', () => {
    const file = text(
      'pinboard.json',
      JSON.stringify([
        {
          ...{ href: 'https://example.org/a', description: 'A page', extended: 'Long words', time: '2024-05-01T10:00:00Z' },
          ...{ toread: 'yes', tags: 'music cello' },
        },
        { href: 'javascript:alert(1)', description: 'Bad', time: 'x' },
      ]),
    );
    expect(file.records).toMatchObject([
      { title: 'A page', content: 'Long words', tags: ['music', 'cello'], reading: 'later', addedAt: '2024-05-01T10:00:00.000Z' },
    ]);
    expect(file.errors).toHaveLength(1);
  });

  it('a folder of Obsidian: names, folders and front matter', () => {
    const zip = packArchive({
      'Vault/Music/Bow hold.md': '---\ntags:\n  - cello\n  - "right hand"\ncreated: 2024-05-01\n---\nThumb [[Rosin]]',
      'Vault/Rosin.md': "---\ntags: [a, b]\ntitle: 'Rosin, dark'\n---\n# Rosin",
      'Vault/.obsidian/app.md': 'no note',
      'Vault/Plain.md': 'Only text\r\nof two lines',
    });
    const file = readFile(new SourceFile('vault.zip', zip));
    expect(file.records).toMatchObject([
      { title: 'Bow hold', category: 'Music', tags: ['cello', 'right hand'], addedAt: '2024-05-01T00:00:00.000Z', kind: 'entry' },
      { title: 'Rosin, dark', tags: ['a', 'b'], content: '# Rosin', category: null },
      { title: 'Plain', content: 'Only text\nof two lines', key: 'Plain.md' },
    ]);
  });

  it('a page that is here gets only the tags that it lacks', () => {
    const file = text(
      'b.html',
      '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="http://example.org/a/" TAGS="x,y">A</A></DL>',
    );
    const here = {
      id: 'id',
      kind: 'reference',
      title: 'Mine',
      url: 'https://www.example.org/a',
      tags: ['x'],
      source: null,
      sourceKey: null,
    } as const;
    const [[item] = []] = noteImport.prepare(file, [{ ...here, tags: ['x'] }], reading).plan({ leftOut: [] });
    expect(item?.note).toMatchObject({ knownId: 'id', tags: ['y'] });
  });
});

const words = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).map((one) => one.normalize('NFC'));
const title = words.map((one) => one.replaceAll(/\s+/g, ' ').trim()).filter((one) => one !== '');
const tags = fc
  .array(
    words.map((one) => one.replaceAll(/[,\s#]+/g, ' ')),
    { maxLength: 4 },
  )
  .map(cleanTags);
const anyNote: fc.Arbitrary<FileNote> = fc
  .record({
    kind: fc.constantFrom('idea', 'entry', 'reference'),
    title,
    content: fc.string({ maxLength: 200, unit: 'grapheme' }).map((one) => one.replaceAll('\r', '')),
    category: fc.option(title),
    tags,
    page: fc.nat(10_000),
    reading: fc.constantFrom('none', 'later', 'reading', 'read'),
    pinned: fc.boolean(),
    archived: fc.boolean(),
    addedAt: fc.option(fc.integer({ min: 0, max: 1_700_000_000 }).map((seconds) => new Date(seconds * 1_000).toISOString())),
  } as const)
  .map(({ page, ...note }) => ({
    ...note,
    key: `key ${page}`,
    url: note.kind === 'reference' ? `https://example.org/${page}` : null,
    reading: note.kind === 'reference' ? note.reading : 'none',
  }));
const notes = fc.uniqueArray(anyNote, { maxLength: 8, selector: ({ key }) => key });

describe('our own exports come back the same', () => {
  it('as JSON', () => {
    fc.assert(
      fc.property(notes, (all) => {
        if (all.length > 0) expect(text('notes.json', writeNotes(all)).records).toEqual(all);
      }),
    );
  });

  it('as a folder of Markdown files', () => {
    fc.assert(
      fc.property(notes, (all) => {
        if (all.length === 0) return;
        const read = readFile(new SourceFile('notes.zip', writeMarkdown(all))).records;
        expect(read.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(all.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
      }),
    );
  });

  it('as Markdown files with the files of the notes, to which the texts then refer', () => {
    const id = '01a2212f-8a10-72d1-833e-a26c671238fb';
    const [kind, bytes] = ['idea' as const, new TextEncoder().encode('a plan')];
    const of = { category: null, tags: [], url: null, reading: 'none' as const, pinned: false, archived: false, addedAt: null };
    const content = `![bow](file:${id}) and file:00000000-0000-7000-8000-000000000000`;
    const note = { ...of, key: 'a', kind, title: 'Bow hold', content };
    const attached = [
      { id, note: 'a', name: 'my bow:1.PNG', bytes },
      { id: 'second', note: 'a', name: 'my bow:1.png', bytes },
      { id: 'third', note: 'a', name: 'plan.md', bytes },
    ];
    const file = new SourceFile('notes.zip', writeMarkdown([note], attached));
    expect(file.entries.map(({ path }) => path)).toEqual([
      '_files/my bow 1.PNG',
      '_files/my bow 1 2.png',
      '_files/plan.md',
      'Ideas/Bow hold.md',
    ]);
    expect(file.open('_files/plan.md').text).toBe('a plan');
    expect(readFile(file).records).toEqual([{ ...note, content: content.replace(`file:${id}`, '../_files/my%20bow%201.PNG') }]);
  });

  it('as bookmarks, what bookmarks can say', () => {
    fc.assert(
      fc.property(notes, (all) => {
        const links = all.filter(({ url }) => url !== null);
        const read = new Map(text('b.html', writeBookmarks(all)).records.map((note) => [note.url, note]));
        expect(read.size).toBe(links.length);
        for (const { url, title: name, tags: kept, addedAt } of links) {
          const back = read.get(url);
          expect([back?.title, back?.tags]).toEqual([name, kept]);
          if (addedAt !== null && addedAt > '1970-01-02') expect(back?.addedAt).toBe(addedAt);
        }
      }),
    );
  });
});
