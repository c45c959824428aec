import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseByOid } from '#schema/session.ts';
import { CrashClock, CrashingFile } from '../outbox/crashing-file.ts';
import type { RawFile } from '../outbox/two-file-store.ts';
import { addArrayTypes } from './array-types.ts';
import { ImageFile } from './image-file.ts';
import type { Change, StoredFiles } from './image-frames.ts';
import { PreparedDatabase } from './prepared-database.ts';
import { SnapshotFs } from './snapshot-fs.ts';
import type { StoredImage } from './stored-image.ts';

/** A file in memory that grows in place; the crashing model would copy everything at each write. */
class MemoryFile implements RawFile {
  #bytes = new Uint8Array(0);
  getSize = (): number => this.#bytes.length;
  read(into: Uint8Array, { at }: { at: number }): number {
    const part = this.#bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  }
  write(bytes: Uint8Array, { at }: { at: number }): number {
    if (at + bytes.length > this.#bytes.length) this.truncate(at + bytes.length);
    this.#bytes.set(bytes, at);
    return bytes.length;
  }
  truncate(size: number): void {
    const next = new Uint8Array(size);
    next.set(this.#bytes.subarray(0, size));
    this.#bytes = next;
  }
  flush = (): void => undefined;
  close = (): void => undefined;
}

/** An empty cluster, made once because it takes seconds. */
let base: Blob;
let files: [MemoryFile, MemoryFile];
let open: PGlite[];
beforeAll(async () => {
  const pg = await PGlite.create();
  base = await pg.dumpDataDir('none');
  await pg.close();
});
beforeEach(() => {
  files = [new MemoryFile(), new MemoryFile()];
  open = [];
});
afterEach(async () => {
  for (const pg of open) await pg.close();
});

async function start(): Promise<{ pg: PGlite; fs: SnapshotFs; image: ImageFile }> {
  const image = ImageFile.open(...files);
  const stored = image.storedSchema === undefined ? undefined : image.readFiles();
  const fs = new SnapshotFs({ image, schema: 's', files: stored });
  const pg = await PGlite.create({ fs, relaxedDurability: true, ...(stored ? {} : { loadDataDir: base }) });
  open.push(pg);
  return { pg, fs, image };
}

/** Like closing the tab: Postgres gets no shutdown. */
const leave = ({ fs }: { fs: SnapshotFs }): void => void fs.abandon();

describe('PGlite over one stored file', () => {
  it('finds what was stored, snapshot after snapshot, and after a compaction', { timeout: 60_000 }, async () => {
    let replica = await start();
    await replica.pg.exec(`create table notes (id int primary key, text text);
      create table gone as select generate_series(1, 5000) as n`);
    await replica.fs.flush();
    leave(replica);

    replica = await start();
    expect((await replica.pg.query('select count(*) as n from gone')).rows).toEqual([{ n: 5000 }]);
    await replica.pg.exec(`insert into notes select n, repeat('x', n) from generate_series(1, 2000) n;
      drop table gone; truncate notes; insert into notes values (1, 'kept')`);
    for (const sql of ['vacuum full notes', 'vacuum full pg_class', 'checkpoint']) await replica.pg.exec(sql);
    await replica.fs.flush();
    await replica.pg.exec(`insert into notes values (2, 'written after the last snapshot')`);
    leave(replica);

    replica = await start();
    expect((await replica.pg.query('select * from notes')).rows).toEqual([{ id: 1, text: 'kept' }]);
    await replica.pg.exec(`update notes set text = 'again'`);
    await replica.fs.flush();
    await replica.image.compact(() => Promise.resolve());
    leave(replica);

    replica = await start();
    expect((await replica.pg.query('select text from notes')).rows).toEqual([{ text: 'again' }]);
    expect((await replica.pg.query(`select to_regclass('gone') as gone`)).rows).toEqual([{ gone: null }]);
  });

  it('reports in a window without storage that nothing is stored', async () => {
    const fs = new SnapshotFs({ image: undefined, schema: 's', files: undefined });
    await expect(fs.flush()).rejects.toThrow('stores no rows');
  });

  it('keeps unstored changes for the next snapshot', async () => {
    const image = ImageFile.open(new CrashingFile(new CrashClock()), new CrashingFile(new CrashClock()));
    const append = vi.spyOn(image, 'append').mockImplementationOnce(() => {
      throw new Error('no room');
    });
    const fs = new SnapshotFs({ image, schema: 's', files: undefined });
    const pg = await PGlite.create({ fs, relaxedDurability: true, loadDataDir: base });
    open.push(pg);
    await expect(fs.flush()).rejects.toThrow('no room');
    const wanted = append.mock.calls[0]?.[1].length;
    await fs.flush();
    expect(append.mock.calls[1]?.[1].length).toBeGreaterThanOrEqual(wanted ?? Infinity);
    await fs.abandon();
  });

  it('stores writes made during a snapshot with the next one, also when the first one failed', async () => {
    const kept = ImageFile.open(...files);
    const image = new SlowImage(kept);
    const fs = new SnapshotFs({ image, schema: 's', files: undefined });
    const pg = await PGlite.create({ fs, relaxedDurability: true, loadDataDir: base });
    open.push(pg);
    await pg.exec('create table notes (id int primary key)');
    for (const [id, failure] of [[1], [2, new Error('no room')], [3]] as const) {
      const flushed = fs.flush();
      const storing = await image.nextAppend();
      await pg.exec(`insert into notes values (${id}); checkpoint`);
      storing(failure);
      if (failure) await expect(flushed).rejects.toThrow('no room');
      else await flushed;
    }
    const last = fs.flush();
    (await image.nextAppend())();
    await last;
    await fs.abandon();

    const replica = await start();
    expect((await replica.pg.query('select id from notes order by id')).rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });
});

/** An image that, like IndexedDB, finishes an append later; the test says when. Records what the files held at the call. */
class SlowImage implements StoredImage {
  readonly #kept: ImageFile;
  readonly #asked: ((end: (failure?: Error) => void) => void)[] = [];
  readonly #waiting: ((failure?: Error) => void)[] = [];

  constructor(kept: ImageFile) {
    this.#kept = kept;
  }

  /** Resolves with the function that ends the next `append`. */
  nextAppend(): Promise<(failure?: Error) => void> {
    const end = this.#waiting.shift();
    return end ? Promise.resolve(end) : new Promise((resolve) => this.#asked.push(resolve));
  }

  append(schema: string, changes: readonly Change[]): Promise<void> {
    const copied = structuredClone(changes);
    return new Promise((resolve, reject) => {
      const end = (failure?: Error): void => {
        if (failure) return reject(failure);
        this.#kept.append(schema, copied);
        resolve();
      };
      const asked = this.#asked.shift();
      if (asked) asked(end);
      else this.#waiting.push(end);
    });
  }

  get storedSchema(): string | undefined {
    return this.#kept.storedSchema;
  }
  readonly unfinishedOpenings = 0;
  readFiles = (): StoredFiles => this.#kept.readFiles();
  clear = (): void => this.#kept.clear();
  noteOpening = (): void => undefined;
  needsCompaction = (): boolean => false;
  compact = (): Promise<void> => Promise.resolve();
}

describe('prepared statements', () => {
  let pg: PGlite;
  let database: PreparedDatabase;
  beforeAll(async () => {
    pg = await PGlite.create({ parsers: parseByOid, loadDataDir: base });
  });
  afterAll(() => pg.close());
  beforeEach(async () => {
    database = new PreparedDatabase(pg);
    await database.exec('deallocate all; drop table if exists t');
  });

  it('answer as PGlite does, the first time and after that', async () => {
    await database.exec(`create table t (id int primary key, at timestamptz, tags text[], body jsonb, big int8, day date)`);
    const insert = `insert into t values ($1, $2, $3, $4::jsonb, $5, $6)`;
    const values = (id: number) => [id, new Date(0), ['a', 'b "c"'], JSON.stringify({ id }), 2 ** 40, '2026-11-22'];
    for (const id of [1, 2]) expect(await database.query(insert, values(id))).toEqual({ rows: [], affectedRows: 1 });
    for (const sql of ['select * from t order by id', 'select id as x, $1::text as y from t where id = any($2::int[])']) {
      const params = sql.includes('$1') ? [null, [1, 2]] : [];
      const expected = await pg.query(sql, params);
      for (let round = 0; round < 3; round += 1) expect((await database.query(sql, params)).rows).toEqual(expected.rows);
    }
    expect(await database.query('update t set big = 1 where id > $1', [0])).toEqual({ rows: [], affectedRows: 2 });
  });

  it('continue after one of them failed, with and without a savepoint', async () => {
    await database.exec('create table t (id int primary key)');
    await expect(database.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
    await database.transaction(async (session) => {
      await session.query('insert into t values ($1)', [1]);
      await session.exec('savepoint s');
      await expect(session.query('insert into t values ($1)', [1])).rejects.toThrow('duplicate key');
      await session.exec('rollback to savepoint s; release savepoint s');
      await session.query('insert into t values ($1)', [2]);
    });
    expect((await database.query('select id from t order by id')).rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('undo a transaction that throws, and one whose failure was not rolled back to a savepoint', async () => {
    await database.exec('create table t (id int primary key)');
    const failing = database.transaction(async (session) => {
      await session.query('insert into t values (1)');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const swallowed = database.transaction(async (session) => {
      await session.query('insert into t values (1)');
      await session.query('select 1 / 0').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
    expect((await database.query('select id from t')).rows).toEqual([]);
  });

  it('are closed one by one when there are many', async () => {
    for (let n = 0; n < 300; n += 1) expect((await database.query(`select ${n} as n`)).rows).toEqual([{ n }]);
    const { rows } = await database.query('select count(*)::int as kept from pg_prepared_statements');
    expect((rows[0] as { kept: number }).kept).toBeLessThanOrEqual(256);
    expect((await database.query('select 0 as n')).rows).toEqual([{ n: 0 }]);
    const long = (n: number) => `select ${n} as n /* ${'x'.repeat(5_000)} */`;
    for (const n of [1, 2, 1]) expect((await database.query(long(n))).rows).toEqual([{ n }]);
    const after = await database.query(`select count(*)::int as long from pg_prepared_statements where length(statement) > 4000`);
    expect(after.rows).toEqual([{ long: 0 }]);
  });
});

it('knows every array type that Postgres has for the listed element types', async () => {
  const pg = await PGlite.create({ loadDataDir: base });
  open.push(pg);
  const named: Pick<PGlite, 'parsers' | 'serializers'> = { parsers: {}, serializers: {} };
  addArrayTypes(named);
  const { rows } = await pg.query<{ array: number }>(
    'select typarray as array from pg_type where oid = any($1) order by typarray',
    [[16, 18, 19, 20, 21, 23, 25, 26, 114, 700, 701, 1042, 1043, 1082, 1083, 1114, 1184, 1700, 2206, 2950, 3802]],
  );
  expect(Object.keys(named.parsers).map(Number)).toEqual(rows.map(({ array }) => array));
});
