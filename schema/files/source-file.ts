// A file that a person chose, in the forms that formats read: its bytes, text, table, archive entries and database. Each form
// is computed once, when first asked for.
import { Archive, type ArchiveEntry } from './archive.ts';
import { Database, type SqliteEngine } from './database.ts';
import { readTable, type Table } from './table.ts';
import { decodeText } from './text.ts';

export type FileKind = 'empty' | 'zip' | 'sqlite' | 'pdf' | 'binary' | 'text';

/** Larger files are refused: reading a text of this size takes several hundred megabytes. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

const NO_TABLE: Table = { delimiter: ',', rows: [] };

export class SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly kind: FileKind;
  #text: string | undefined;
  #table: Table | undefined;
  #archive: Archive | undefined;
  readonly #sqlite: SqliteEngine | null;
  #database: Database | undefined;

  constructor(name: string, bytes: Uint8Array, sqlite: SqliteEngine | null = null) {
    this.name = name;
    this.bytes = bytes;
    this.#sqlite = sqlite;
    this.kind = kindOf(bytes);
  }

  /** The files of a ZIP archive, in the archive's order; empty for any other file. Throws a FileProblem. */
  get entries(): readonly ArchiveEntry[] {
    return this.kind === 'zip' ? this.#opened.entries : [];
  }

  /**
   * A file of a ZIP archive, by its path in `entries`. Not cached: opening it twice unpacks it twice. Throws a FileProblem.
   */
  open(path: string): SourceFile {
    return new SourceFile(path, this.#opened.unpack(path));
  }

  get #opened(): Archive {
    this.#archive ??= new Archive(this.bytes);
    return this.#archive;
  }

  /** Empty for a file that is not text. */
  get text(): string {
    this.#text ??= this.kind === 'text' ? decodeText(this.bytes) : '';
    return this.#text;
  }

  /** Null for a file that is not an SQLite database, and for one that was opened without the engine. */
  get database(): Database | null {
    if (this.kind !== 'sqlite' || this.#sqlite === null) return null;
    this.#database ??= new Database(this.bytes, this.#sqlite);
    return this.#database;
  }

  /** Has no rows for a file that is not text. */
  get table(): Table {
    this.#table ??= this.text === '' ? NO_TABLE : readTable(this.text);
    return this.#table;
  }
}

/** A chosen file; for a database with its engine, which `loadSqlite` loads. */
export async function openSourceFile(
  name: string,
  bytes: Uint8Array,
  loadSqlite: () => Promise<SqliteEngine>,
): Promise<SourceFile> {
  return new SourceFile(name, bytes, kindOf(bytes) === 'sqlite' ? await loadSqlite() : null);
}

const SNIFFED_BYTES = 4096;

function kindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006')) return 'zip';
  if (startsWith(bytes, 'SQLite format 3\0')) return 'sqlite';
  if (startsWith(bytes, '%PDF-')) return 'pdf';
  // Text contains no zero bytes, except UTF-16, which is recognised by its byte order mark.
  const isUtf16 = startsWith(bytes, '\u00ff\u00fe') || startsWith(bytes, '\u00fe\u00ff');
  return !isUtf16 && bytes.subarray(0, SNIFFED_BYTES).includes(0) ? 'binary' : 'text';
}

/** `mark` has one character per byte. */
const startsWith = (bytes: Uint8Array, mark: string): boolean =>
  bytes.length >= mark.length && [...mark].every((character, at) => bytes[at] === character.charCodeAt(0));
