// A folder of Markdown files as a ZIP archive, as Obsidian and other apps have it: the name of a file is the title, its folder the
// category, its front matter what else is known. Our own export of this kind comes back the same.
import type { Format } from '../../files/format.ts';
import { packArchive } from '../../files/pack-archive.ts';
import { fileProblem } from '../../files/problem.ts';
import type { SourceFile } from '../../files/source-file.ts';
import { NOTE_KINDS, READING, type NoteKind, type Reading } from '../rules/note.ts';
import { webAddress } from '../rules/url.ts';
import { NoteRecords, type FileNote, type NoteFile } from './note-file.ts';
import { parsedJson } from './read-later.ts';

const isMarkdown = (path: string): boolean =>
  /\.(md|markdown)$/i.test(path) && !/(^|\/)(\.obsidian|\.trash|\.git|_files)\//.test(path);

export const markdownFormat: Format<NoteFile> = {
  id: 'markdown',
  domain: 'notes',
  name: 'Markdown files',
  sniff(file) {
    if (file.kind === 'zip') {
      const found = file.entries.filter(({ path }) => isMarkdown(path)).length;
      return found > 0 && found >= file.entries.length / 4 ? { confidence: 0.9 } : { reason: null };
    }
    return file.kind === 'text' && isMarkdown(file.name) ? { confidence: 0.8 } : { reason: null };
  },
  read(file, { now }) {
    const records = new NoteRecords(now);
    if (file.kind !== 'zip') readOne(records, 1, file, file.name, '');
    else {
      const paths = file.entries.map(({ path }) => path).filter(isMarkdown);
      const root = commonFolder(paths);
      for (const [index, path] of paths.entries()) {
        try {
          readOne(records, index + 1, file.open(path), path, root);
        } catch (error) {
          records.error(index + 1, fileProblem(error));
        }
      }
    }
    return records.result('markdown');
  },
};

/** The folder that everything is in, which is only the archive's own name. */
function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => path.slice(0, path.indexOf('/') + 1));
  const [first = ''] = folders;
  return folders.length > 1 && folders.every((folder) => folder === first) ? first : '';
}

function readOne(records: NoteRecords, line: number, file: SourceFile, path: string, root: string): void {
  const { fields, body } = frontMatter(file.text.replaceAll('\r\n', '\n'));
  const within = path.slice(root.length);
  const name = within.slice(within.lastIndexOf('/') + 1).replace(/\.(md|markdown)$/i, '');
  const folder = within.slice(0, Math.max(0, within.lastIndexOf('/')));
  const one = (key: string): string => [fields.get(key) ?? ''].flat()[0] ?? '';
  const url = webAddress(one('url') || one('source'));
  const kind = NOTE_KINDS.find((known) => known === one('kind')) ?? (url === null ? 'entry' : 'reference');
  const at = new Date(one('created') || one('date'));
  records.add(line, {
    key: one('id') || within,
    kind,
    title: one('title') || name,
    content: body,
    // Our own folders are the kinds.
    category: fields.has('category') ? one('category') : fields.has('kind') ? '' : folder.replaceAll('/', ' / '),
    tags: listOf(fields.get('tags') ?? fields.get('tag') ?? []),
    url: kind === 'reference' ? url : null,
    reading: kind === 'reference' ? (READING.find((known) => known === one('reading')) ?? ('none' satisfies Reading)) : 'none',
    pinned: one('pinned') === 'true',
    archived: one('archived') === 'true',
    addedAt: Number.isNaN(at.getTime()) ? null : at.toISOString(),
  });
}

const listOf = (value: string | readonly string[]): string[] => (typeof value === 'string' ? value.split(/[,\s]+/) : [...value]);

type FrontMatter = Map<string, string | string[]>;

/** The part of YAML that apps write above notes: `key: value`, `key: [a, b]`, and lists of one line each. */
function frontMatter(text: string): { fields: FrontMatter; body: string } {
  const found = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text);
  const fields: FrontMatter = new Map();
  if (!found) return { fields, body: text };
  let last = '';
  for (const line of (found[1] ?? '').split('\n')) {
    const item = /^\s*-\s+(.*)$/.exec(line);
    const pair = /^([\w-]+):\s*(.*)$/.exec(line);
    if (item && last !== '') {
      const before = fields.get(last);
      fields.set(last, [...(Array.isArray(before) ? before : []), scalar(item[1] ?? '')]);
    } else if (pair) {
      last = (pair[1] ?? '').toLowerCase();
      fields.set(last, valueOf(pair[2] ?? ''));
    }
  }
  return { fields, body: text.slice(found[0].length) };
}

function valueOf(text: string): string | string[] {
  const list = /^\[(.*)\]\s*$/.exec(text);
  if (!list) return scalar(text);
  const json = parsedJson(text);
  if (Array.isArray(json) && json.every((one) => typeof one === 'string')) return json;
  return (list[1] ?? '')
    .split(',')
    .map(scalar)
    .filter((one) => one !== '');
}

function scalar(text: string): string {
  const trimmed = text.trim();
  const json = trimmed.startsWith('"') ? parsedJson(trimmed) : undefined;
  if (typeof json === 'string') return json;
  return /^'.*'$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll("''", "'") : trimmed;
}

const FOLDERS: Readonly<Record<NoteKind, string>> = { idea: 'Ideas', entry: 'Infobase', reference: 'References' };

/** The folder of the notes' own files. A Markdown file in it is not a note. */
const ATTACHED = '_files';

/** How a text refers to a file of its note. */
const FILE_ADDRESS = /file:([0-9a-f-]{36})/g;

const encodedPath = (path: string | undefined): string | undefined => path?.split('/').map(encodeURIComponent).join('/');

/** A file of a note, with its bytes. */
export interface AttachedFile {
  id: string;
  /** The key of its note. */
  note: string;
  name: string;
  bytes: Uint8Array;
}

/** A ZIP archive with a file for each note, and the notes' own files in a folder of their own. */
export function writeMarkdown(notes: readonly FileNote[], attached: readonly AttachedFile[] = []): Uint8Array {
  const files: Record<string, string | Uint8Array> = {};
  const paths = new Map<string, string>();
  for (const { id, name, bytes } of attached) {
    const dot = name.lastIndexOf('.');
    const path = freePath(files, ATTACHED, dot > 0 ? name.slice(0, dot) : name, dot > 0 ? pathName(name.slice(dot)) : '');
    files[path] = bytes;
    paths.set(id, `../${path}`);
  }
  for (const note of notes) {
    const own = attached.filter((file) => file.note === note.key).flatMap(({ id }) => paths.get(id) ?? []);
    files[freePath(files, FOLDERS[note.kind], note.title, '.md')] = markdownOf(note, own, paths);
  }
  return packArchive(files);
}

/** Without what no file system takes in a name. */
const pathName = (text: string): string => text.replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, ' ').trim();

function freePath(files: Readonly<Record<string, unknown>>, folder: string, title: string, ending: string): string {
  const name =
    pathName(title)
      .slice(0, 100)
      .replace(/[. ]+$/, '')
      .replace(/^\.+/, '') || 'Note';
  const taken = new Set(Object.keys(files).map((path) => path.toLowerCase()));
  for (let count = 1; ; count += 1) {
    const path = `${folder}/${name}${count === 1 ? '' : ` ${count}`}${ending}`;
    if (!taken.has(path.toLowerCase())) return path;
  }
}

function markdownOf(note: FileNote, files: readonly string[], paths: ReadonlyMap<string, string>): string {
  const fields: [string, unknown][] = [
    ['id', note.key],
    ['kind', note.kind],
    ['title', note.title],
    ['tags', note.tags],
    ...(note.category === null ? [] : ([['category', note.category]] as [string, unknown][])),
    ...(note.url === null ? [] : ([['url', note.url]] as [string, unknown][])),
    ...(note.reading === 'none' ? [] : ([['reading', note.reading]] as [string, unknown][])),
    ...(note.addedAt === null ? [] : ([['created', note.addedAt]] as [string, unknown][])),
    ...(files.length === 0 ? [] : ([['files', files]] as [string, unknown][])),
  ];
  const content = note.content.replaceAll(FILE_ADDRESS, (address, id: string) => encodedPath(paths.get(id)) ?? address);
  const marks = [...(note.pinned ? ['pinned: true'] : []), ...(note.archived ? ['archived: true'] : [])];
  return ['---', ...fields.map(([name, value]) => `${name}: ${JSON.stringify(value)}`), ...marks, '---', content].join('\n');
}
