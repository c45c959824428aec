// Takes what a device sends of an archive and keeps it in a file until all of it is here, so that a slow network holds no connection to
// the database. Invariants: no more than one row is in memory; every kept row has a table and columns of this server, and names nobody
// but the person of the archive.
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { arrivalHeader, STAYS_BEHIND, type ArrivalHeader } from '#schema/leaving/arrival.ts';
import { findTable } from '#schema/tables.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { ArrivalShape } from './arrival-shape.ts';
import { linesOf } from './lines.ts';
import { refused } from './refused.ts';

export interface ArrivalLimits {
  rows: number;
  bytes: number;
}

export interface ReceivedArchive {
  header: ArrivalHeader;
  /** The person's own row, or null. */
  profile: Record<string, unknown> | null;
  /** Lines of table, columns and row, with tabs between them. */
  file: string;
  rows: number;
  remove(): Promise<void>;
}

const ROW_LINE = /^\["([a-z_.]{1,63})",(\{.*\})\]$/s;

export interface Arriving {
  body: ReadableStream<Uint8Array>;
  isGzip: boolean;
}

/** Throws RequestError: bad_file, too_large, account_full. The caller removes the file. */
export async function receiveArchive(
  { body, isGzip }: Arriving,
  shape: ArrivalShape,
  limits: ArrivalLimits,
): Promise<ReceivedArchive> {
  const folder = await mkdtemp(join(tmpdir(), 'cadence-archive-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, 'rows');
  const reader = new RowReader(shape, limits.rows);
  try {
    const kept = reader.read(linesOf(bytesOf(body, isGzip), limits.bytes));
    await pipeline(Readable.from(kept), createWriteStream(file));
    return { ...reader.done(), file, remove };
  } catch (error) {
    await remove();
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    throw isFull ? new RequestError('server_full') : error;
  }
}

class RowReader {
  readonly #shape: ArrivalShape;
  readonly #limit: number;
  readonly #counts = new Map<string, number>();
  #header: ArrivalHeader | null = null;
  #profile: Record<string, unknown> | null = null;
  #rows = 0;

  constructor(shape: ArrivalShape, limit: number) {
    this.#shape = shape;
    this.#limit = limit;
  }

  /** What to keep of the lines. */
  async *read(lines: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const line of lines) {
      const kept = this.#take(line);
      if (kept !== null) yield kept;
    }
  }

  #take(line: string): string | null {
    if (this.#header === null) {
      this.#header = readHeader(line);
      return null;
    }
    const [, name = '', text = ''] = ROW_LINE.exec(line) ?? [];
    const row = name === '' ? null : parsed(text);
    if (row === null) throw refused(`Line ${this.#rows + 2} of the archive's rows is not a row.`);
    this.#rows += 1;
    if (this.#rows > this.#limit) {
      throw new RequestError('account_full', `The limit is ${this.#limit.toLocaleString('en')} entries.`);
    }
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (name === 'users') return this.#takeProfile(row);
    if (STAYS_BEHIND[name as keyof typeof STAYS_BEHIND] !== undefined) return null;
    const columns = this.#check(name, row, this.#header.person.id);
    return `${name}\t${columns}\t${text.replaceAll('\n', ' ')}\n`;
  }

  done(): Pick<ReceivedArchive, 'header' | 'profile' | 'rows'> {
    if (this.#header === null) throw refused('It is empty.');
    const names = new Set([...Object.keys(this.#header.tables), ...this.#counts.keys()]);
    for (const name of [...names].sort()) {
      const [said, came] = [this.#header.tables[name] ?? 0, this.#counts.get(name) ?? 0];
      if (said !== came) throw refused(`It should have ${said} rows of ${name}, and ${came} arrived.`);
    }
    return { header: this.#header, profile: this.#profile, rows: this.#rows };
  }

  #takeProfile(row: Record<string, unknown>): null {
    if (row['id'] !== this.#header?.person.id) throw refused('Its own person is somebody else.');
    this.#profile = row;
    return null;
  }

  /** Returns the columns of the row as a JSON list. */
  #check(name: string, row: Record<string, unknown>, person: string): string {
    const table = this.#shape.get(name);
    if (!table) {
      throw refused(
        findTable(name)
          ? `Rows of ${name} belong to the server and cannot come from an archive.`
          : `It was made by a newer version of Cadence: this server does not know ${name}. Update the server first.`,
      );
    }
    const columns = Object.keys(row);
    for (const column of columns) {
      if (table.columns.has(column)) continue;
      throw refused(
        table.entry.hidden.includes(column)
          ? `“${column}” of ${name} is a secret of the server and cannot come from an archive.`
          : `It was made by a newer version of Cadence: this server does not know “${column}” of ${name}. Update the server first.`,
      );
    }
    for (const column of table.people) {
      const value = row[column] ?? null;
      if (value !== null && value !== person) throw refused(`A row of ${name} belongs to somebody else.`);
    }
    return JSON.stringify(columns);
  }
}

function readHeader(line: string): ArrivalHeader {
  const header = arrivalHeader.safeParse(parsed(line));
  if (!header.success) throw refused('Its index could not be read, or a newer version of Cadence wrote it.');
  return header.data;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

async function* bytesOf(body: ReadableStream<Uint8Array>, isGzip: boolean): AsyncGenerator<Uint8Array> {
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  const gunzip = isGzip ? createGunzip() : null;
  if (gunzip) source.on('error', (error) => gunzip.destroy(error));
  try {
    yield* (gunzip ? source.pipe(gunzip) : source) as AsyncIterable<Uint8Array>;
  } catch {
    throw refused('It arrived damaged, or not whole.');
  } finally {
    source.destroy();
  }
}
