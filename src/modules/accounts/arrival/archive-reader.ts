// Reads an archive of an account: what is in it, which of its rows cannot be read, and what to send to a server. Pure but slow, so a
// worker runs it (worker.ts). Every row is read once and packed for the server in the same pass.
import { BLOB_COLUMNS } from '#schema/blobs.ts';
import { FileProblem } from '#schema/files/problem.ts';
import { ARCHIVE_FORMAT, type ArchiveIndex } from '#schema/leaving/archive.ts';
import { STAYS_BEHIND, type ArrivalHeader } from '#schema/leaving/arrival.ts';
import * as z from 'zod/mini';
import { listTexts } from './list-texts.ts';
import { entryBlob, readEntry, readZip, type ZipEntry } from './zip-file.ts';

const count = z.int().check(z.nonnegative());
const indexShape = z.object({
  format: z.literal(ARCHIVE_FORMAT),
  app: z.literal('cadence'),
  madeBy: z.enum(['server', 'device']),
  at: z.string(),
  /** Archives of older versions do not say it. */
  from: z.optional(z.nullable(z.string())),
  person: z.object({ id: z.uuid(), email: z.nullable(z.string()) }),
  tables: z.record(z.string(), count),
  files: z.array(z.object({ sha256: z.string(), mediaType: z.string(), size: count, path: z.nullable(z.string()) })),
});

export interface RowProblem {
  table: string;
  /** From 1; null: all of the table. */
  row: number | null;
  what: 'missing' | 'damaged' | 'not-a-row' | 'count';
}

export interface ArchiveFacts {
  madeBy: ArchiveIndex['madeBy'];
  at: string;
  from: string | null;
  person: { id: string; email: string | null };
  /** Rows that would travel. */
  rows: number;
  tables: Record<string, number>;
  /** Rows that stay with the old account. */
  staying: Record<string, number>;
  /** Of the files that rows name. */
  files: { sha256: string; mediaType: string; size: number }[];
  /** Named by rows, and not in the archive. */
  missingFiles: { sha256: string; table: string }[];
  problems: RowProblem[];
}

export interface ReadOptions {
  onRows?: (rows: number) => void;
  isStopped?: () => boolean;
}

/** More would be one problem, told many times. */
const MAX_PROBLEMS = 50;
const ROWS_PER_STEP = 500;

type Sending = Pick<ArrivalHeader, 'isTrial' | 'leavesOut'>;

export class ArchiveReader {
  readonly #file: Blob;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #index: z.infer<typeof indexShape>;
  readonly #packedRows: Blob;
  readonly facts: ArchiveFacts;

  private constructor(
    file: Blob,
    entries: ReadonlyMap<string, ZipEntry>,
    index: z.infer<typeof indexShape>,
    { packedRows, facts }: { packedRows: Blob; facts: ArchiveFacts },
  ) {
    [this.#file, this.#entries, this.#index, this.#packedRows, this.facts] = [file, entries, index, packedRows, facts];
  }

  /** Throws a FileProblem for a file that is no archive of an account. */
  static async open(file: Blob, options: ReadOptions = {}): Promise<ArchiveReader> {
    const entries = await readZip(file);
    const index = await readIndex(file, entries);
    return new ArchiveReader(file, entries, index, await readRows(file, entries, index, options));
  }

  /** The body of POST /v1/account/import, packed with gzip: two parts, which a gunzip reads as one. */
  async body({ isTrial, leavesOut }: Sending): Promise<Blob> {
    const { format, madeBy, person } = this.#index;
    const header: ArrivalHeader = {
      ...{ format, madeBy, person: { id: person.id }, tables: this.facts.tables },
      ...{ isTrial, leavesOut },
    };
    const first = await zipped(new Blob([`${JSON.stringify(header)}\n`]).stream());
    return new Blob([first, this.#packedRows]);
  }

  /** Null: the archive does not have it. */
  async blob(sha256: string): Promise<Blob | null> {
    const path = this.#index.files.find((one) => one.sha256 === sha256)?.path;
    const entry = path && this.#entries.get(path);
    return entry ? entryBlob(this.#file, entry) : null;
  }
}

async function readIndex(file: Blob, entries: ReadonlyMap<string, ZipEntry>): Promise<z.infer<typeof indexShape>> {
  const entry = entries.get('export.json');
  if (!entry) throw new FileProblem('This ZIP archive is not one of a Cadence account: it has no export.json.');
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of readEntry(file, entry)) parts.push(part);
  const index = indexShape.safeParse(parsed(await new Blob(parts).text()));
  if (!index.success) throw new FileProblem('Its export.json cannot be read, or a newer version of Cadence wrote it.');
  return index.data;
}

interface Read {
  tables: Record<string, number>;
  rows: number;
  named: Map<string, string>;
  problems: RowProblem[];
}

async function readRows(
  file: Blob,
  entries: ReadonlyMap<string, ZipEntry>,
  index: z.infer<typeof indexShape>,
  options: ReadOptions,
): Promise<{ packedRows: Blob; facts: ArchiveFacts }> {
  const read: Read = { tables: {}, rows: 0, named: new Map(), problems: [] };
  const staying: Record<string, number> = {};
  async function* lines(): AsyncGenerator<string> {
    for (const [table, rows] of Object.entries(index.tables)) {
      if (rows === 0) continue;
      if (STAYS_BEHIND[table as keyof typeof STAYS_BEHIND] !== undefined) staying[table] = rows;
      else yield* linesOf(file, entries.get(`json/${table}.json`), table, rows, read, options);
    }
  }
  const packedRows = await zipped(encodedStream(lines()));
  const inArchive = new Map(index.files.filter(({ path }) => path !== null && entries.has(path)).map((one) => [one.sha256, one]));
  const named = [...read.named].sort(([one], [other]) => (one < other ? -1 : 1));
  const facts: ArchiveFacts = {
    ...{ madeBy: index.madeBy, at: index.at, from: index.from ?? null, person: index.person },
    ...{ rows: read.rows, tables: read.tables, staying, problems: read.problems },
    files: named.flatMap(([sha256]) => {
      const found = inArchive.get(sha256);
      return found ? [{ sha256, mediaType: found.mediaType, size: found.size }] : [];
    }),
    missingFiles: named.flatMap(([sha256, table]) => (inArchive.has(sha256) ? [] : [{ sha256, table }])),
  };
  return { packedRows, facts };
}

async function* linesOf(
  file: Blob,
  entry: ZipEntry | undefined,
  table: string,
  said: number,
  read: Read,
  { onRows, isStopped }: ReadOptions,
): AsyncGenerator<string> {
  const problem = (what: RowProblem['what'], row: number | null) => {
    if (read.problems.length < MAX_PROBLEMS) read.problems.push({ table, row, what });
  };
  if (!entry) return problem('missing', null);
  const blobColumns = BLOB_COLUMNS.filter((one) => one.table === table).map(({ column }) => column);
  let seen = 0;
  try {
    for await (const text of listTexts(readEntry(file, entry))) {
      if (isStopped?.()) throw new Stopped();
      seen += 1;
      const row = parsed(text);
      if (typeof row !== 'object' || row === null || Array.isArray(row)) {
        problem('not-a-row', seen);
        continue;
      }
      for (const column of blobColumns) {
        const sha256 = (row as Record<string, unknown>)[column];
        if (typeof sha256 === 'string') read.named.set(sha256, table);
      }
      read.tables[table] = (read.tables[table] ?? 0) + 1;
      // The person's own row is no entry.
      if (table !== 'users') read.rows += 1;
      if (read.rows % ROWS_PER_STEP === 0) onRows?.(read.rows);
      yield `["${table}",${text.replaceAll(/[\r\n]/g, ' ')}]\n`;
    }
    if (seen !== said) problem('count', null);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problem('damaged', null);
  } finally {
    onRows?.(read.rows);
  }
}

/** The person stopped the reading. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor() {
    super('the reading was stopped');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const zipped = (stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob> =>
  new Response(stream.pipeThrough(new CompressionStream('gzip'))).blob();

/** Longer parts go through the compression many times faster than single rows. */
const PART_CHARACTERS = 64 * 1024;

function encodedStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      let held = '';
      for (;;) {
        const { done, value } = await texts.next();
        if (!done) held += value;
        if (!done && held.length < PART_CHARACTERS) continue;
        if (held !== '') controller.enqueue(encoder.encode(held));
        if (done) controller.close();
        return;
      }
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
