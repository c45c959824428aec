// The archive of an account: every table as JSON and as CSV, the files, and an index of all of it. The server and the device write it
// with this code; only where rows and files come from differs. Nothing is held in memory but one page of rows.
import { toCsv } from '../files/csv.ts';
import { ownedTables, type OwnedTable } from './own-rows.ts';

export interface ArchiveFile {
  sha256: string;
  mediaType: string;
  size: number;
  /** Null: the bytes are not here. The index then says so. */
  open: (() => Promise<AsyncIterable<Uint8Array> | Blob>) | null;
}

export interface ArchiveSource {
  /** The server's archive is complete; a device has what it keeps. */
  madeBy: 'server' | 'device';
  at: Date;
  /** The address of the server that the rows come from; null for a device that has none. */
  from: string | null;
  person: { id: string; email: string | null };
  /** The exported columns of a table, in their order. */
  columnsOf(table: string): readonly string[];
  /** The person's rows of the table as JSON texts, in pages. Is called twice for each table and gives the same rows. */
  rows(table: OwnedTable, columns: readonly string[]): AsyncIterable<readonly string[]>;
  files(): AsyncIterable<ArchiveFile>;
}

export interface ArchiveEntry {
  name: string;
  lastModified: Date;
  input: string | AsyncIterable<Uint8Array> | Blob;
  size?: number;
}

/** Named in the file itself, so that a later version can read it. */
export const ARCHIVE_FORMAT = 1;

const README = `This archive holds everything in your Cadence account.

export.json   what is in the archive: tables with their numbers of rows, and files
json/         each table as a list of rows, complete and exact
csv/          the same tables for a spreadsheet; a text that a spreadsheet would run as a formula begins with an apostrophe
files/        your files, named by their SHA-256; export.json has their types

Secrets that sign you in, such as tokens and keys, are left out.
`;

export interface ArchiveIndex {
  format: typeof ARCHIVE_FORMAT;
  app: 'cadence';
  madeBy: ArchiveSource['madeBy'];
  at: string;
  from: string | null;
  person: ArchiveSource['person'];
  tables: Record<string, number>;
  files: { sha256: string; mediaType: string; size: number; path: string | null }[];
}

/** `onRows` gets how many rows were written so far. */
export async function* archiveEntries(source: ArchiveSource, onRows?: (rows: number) => void): AsyncGenerator<ArchiveEntry> {
  const { at: lastModified } = source;
  const index: ArchiveIndex = {
    ...{ format: ARCHIVE_FORMAT, app: 'cadence', madeBy: source.madeBy, at: source.at.toISOString(), person: source.person },
    ...{ from: source.from, tables: {}, files: [] },
  };
  yield { name: 'README.txt', lastModified, input: README };
  let written = 0;
  for (const table of ownedTables) {
    const { name } = table.entry;
    const columns = source.columnsOf(name);
    const count = (rows: number) => {
      index.tables[name] = (index.tables[name] ?? 0) + rows;
      onRows?.((written += rows));
    };
    const pages = source.rows(table, columns)[Symbol.asyncIterator]();
    const first = await pages.next();
    if (first.done || first.value.length === 0) continue;
    yield { name: `json/${name}.json`, lastModified, input: encoded(jsonTexts(first.value, pages, count)) };
    yield { name: `csv/${name}.csv`, lastModified, input: encoded(csvTexts(columns, source.rows(table, columns))) };
  }
  for await (const { sha256, mediaType, size, open } of source.files()) {
    const input = (await open?.()) ?? null;
    const path = input === null ? null : `files/${sha256}.${extensionOf(mediaType)}`;
    index.files.push({ sha256, mediaType, size, path });
    if (path !== null && input !== null) yield { name: path, lastModified, input, size };
  }
  yield { name: 'export.json', lastModified, input: `${JSON.stringify(index, null, 2)}\n` };
}

async function* jsonTexts(
  first: readonly string[],
  rest: AsyncIterator<readonly string[]>,
  count: (rows: number) => void,
): AsyncGenerator<string> {
  yield `[\n${first.join(',\n')}`;
  count(first.length);
  for (;;) {
    const page = await rest.next();
    if (page.done) break;
    if (page.value.length > 0) yield `,\n${page.value.join(',\n')}`;
    count(page.value.length);
  }
  yield '\n]\n';
}

async function* csvTexts(columns: readonly string[], pages: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield toCsv([columns]);
  for await (const page of pages) {
    const rows = page.map((text) => JSON.parse(text) as Record<string, unknown>);
    yield toCsv(rows.map((row) => columns.map((column) => cellOf(row[column]))));
  }
}

const cellOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
};

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) if (text !== '') yield encoder.encode(text);
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};
const extensionOf = (mediaType: string): string => EXTENSIONS[mediaType.split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'bin';

/** `cadence-2026-11-28.zip` */
export const archiveName = (at: Date): string => `cadence-${at.toISOString().slice(0, 10)}.zip`;
