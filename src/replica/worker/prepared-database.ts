// The replica's access to PGlite. PGlite's own `query` calls into the engine six times per statement and parses and plans it
// each time; here a statement is prepared once, and running it again is one call. Invariant: one task at a time; a transaction
// is one task.
import { parse, protocol, type PGlite } from '@electric-sql/pglite';
import { nextTurn } from '#src/next-turn.ts';
import type { ReplicaDatabase, Session, WriteSession } from '../applier/database.ts';
import { readAnswer, type Column, type EngineAnswer } from './answer-reader.ts';

/** PGlite computes synchronously, so without yielding, a transaction with many statements would block the thread. */
const LONG_TURN_MS = 10;
const KEPT_STATEMENTS = 256;
/** Longer statements are not kept: a multi-row insert has another text for every row count, and its plan takes megabytes. */
const KEPT_CHARS = 4_000;

/** PGlite measures a text's byte length character by character, twice; longer texts are encoded in one call instead. */
const LONG_CHARACTERS = 16_384;
const JSONB = 3802;
/** Binary jsonb starts with the format's version, this byte, followed by the text. */
const JSONB_VERSION = '\u0001';

const COPY_DATA = 0x64;
/** The message's kind and its length. */
const COPY_DATA_HEAD = 5;

const { serialize } = protocol;
const encoder = new TextEncoder();

interface Prepared {
  name: string;
  parameterTypes: number[];
  /** Undefined for a statement that returns no rows. */
  columns: Column[] | undefined;
}

export type Engine = Pick<PGlite, 'execProtocolRawStream' | 'execProtocolStream' | 'parsers' | 'serializers' | 'syncToFs'>;

export class PreparedDatabase implements ReplicaDatabase {
  readonly #engine: Engine;
  /** Ordered by last use. */
  readonly #prepared = new Map<string, Prepared>();
  #preparedEver = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  query(sql: string, params?: unknown[]): ReturnType<Session['query']> {
    return this.#inTurn(() => this.#query(sql, params));
  }

  exec(sql: string): Promise<unknown> {
    return this.#inTurn(() => this.#exec(sql));
  }

  transaction<T>(run: (session: WriteSession) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#exec('begin');
      let turnBegan = performance.now();
      const letOthersRun = async (): Promise<void> => {
        if (performance.now() - turnBegan < LONG_TURN_MS) return;
        await nextTurn();
        turnBegan = performance.now();
      };
      try {
        const result = await run({
          query: async (sql, params) => {
            const answer = await this.#query(sql, params);
            await letOthersRun();
            return answer;
          },
          exec: (sql) => this.#exec(sql),
          copy: async (sql, text) => {
            await this.#send(undefined, serialize.query(sql), copyData(text), serialize.copyDone());
            await letOthersRun();
          },
        });
        const { tags } = await this.#exec('commit');
        // COMMIT of a failed transaction rolls back and reports ROLLBACK.
        if (tags.includes('ROLLBACK')) {
          throw new Error('the transaction had failed and was rolled back');
        }
        return result;
      } catch (error) {
        await this.#exec('rollback');
        throw error;
      }
    });
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn
      .catch(() => undefined)
      // Not awaited: the call only schedules the next write of the image.
      .finally(() => void this.#engine.syncToFs());
    return turn;
  }

  async #query(sql: string, params: unknown[] = []): ReturnType<Session['query']> {
    const { name, parameterTypes, columns } = await this.#prepare(sql);
    const values = params.map((value, index) => this.#toWire(value, parameterTypes[index]));
    const messages = [serialize.bind({ statement: name, values }), serialize.execute({}), serialize.sync()];
    const { rows, affectedRows } = await this.#send(columns, ...messages);
    return { rows, affectedRows };
  }

  async #prepare(sql: string): Promise<Prepared> {
    const known = this.#prepared.get(sql);
    if (known) {
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    const isKept = sql.length <= KEPT_CHARS;
    // The next unnamed statement replaces this one.
    const name = isKept ? `s${(this.#preparedEver += 1)}` : '';
    const oldest = isKept && this.#prepared.size >= KEPT_STATEMENTS ? this.#prepared.entries().next().value : undefined;
    if (oldest) this.#prepared.delete(oldest[0]);
    const request = joined([
      ...(oldest ? [serialize.close({ type: 'S', name: oldest[1].name })] : []),
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]);
    const answer = await this.#engine.execProtocolStream(request, { syncToFs: false });
    const prepared = { name, parameterTypes: parse.parseDescribeStatementResults(answer), columns: this.#columns(answer) };
    if (isKept) this.#prepared.set(sql, prepared);
    return prepared;
  }

  #columns(described: Awaited<ReturnType<PGlite['execProtocolStream']>>): Column[] | undefined {
    const description = described.find((message) => message.name === 'rowDescription');
    if (!description || !('fields' in description)) return undefined;
    const fields = description.fields as { name: string; dataTypeID: number }[];
    return fields.map(({ name, dataTypeID }) => ({ name, parse: this.#engine.parsers[dataTypeID] }));
  }

  #exec(sql: string): Promise<EngineAnswer> {
    return this.#send(undefined, serialize.query(sql));
  }

  async #send(columns: readonly Column[] | undefined, ...messages: Uint8Array[]): Promise<EngineAnswer> {
    const parts: Uint8Array[] = [];
    // Copied, because the engine reuses that memory.
    const onRawData = (part: Uint8Array): void => void parts.push(part.slice());
    await this.#engine.execProtocolRawStream(joined(messages), { syncToFs: false, onRawData });
    return readAnswer(joined(parts), columns);
  }

  #toWire(value: unknown, type: number | undefined): string | Uint8Array | null {
    if (value === null || value === undefined) return null;
    if (type === JSONB && typeof value === 'string' && value.length > LONG_CHARACTERS) {
      return encoder.encode(JSONB_VERSION + value);
    }
    const toText = type === undefined ? undefined : this.#engine.serializers[type];
    return toText ? toText(value) : String(value);
  }
}

/** PGlite's own serializer takes only whole buffers. */
function copyData(text: Uint8Array): Uint8Array {
  const message = new Uint8Array(COPY_DATA_HEAD + text.length);
  message[0] = COPY_DATA;
  new DataView(message.buffer).setUint32(1, 4 + text.length);
  message.set(text, COPY_DATA_HEAD);
  return message;
}

function joined(messages: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(messages.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const message of messages) {
    bytes.set(message, at);
    at += message.length;
  }
  return bytes;
}
