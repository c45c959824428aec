// The server of the simulation: the real command runners and the real feed answers on a database, behind a gate that is closed
// while the server is down. Two processes take commands and share nothing but the database. A crash ends all running requests;
// committed rows stay.
import { pino } from 'pino';
import { retryOnDeadlock } from '#schema/deadlock.ts';
import type { ClientId, UserId } from '#schema/ids.ts';
import { pushRequest, type PushRequest } from '#schema/protocol/commands.ts';
import type { CopyEvent } from '#schema/protocol/copy.ts';
import type { FeedRow, ShapeScope } from '#schema/protocol/feed.ts';
import { isErrorCode } from '#schema/protocol/errors.ts';
import { createCommandRunner, type CommandRunner } from '#server/commands/run.ts';
import { OutOfOrder } from '#server/commands/turn.ts';
import type { Pool } from '#server/db/pool.ts';
import { withSession } from '#server/db/session.ts';
import { beginRun } from '#server/feed/begin-run.ts';
import { parseOffset } from '#server/feed/cursor.ts';
import { readPage } from '#server/feed/page.ts';
import { FeedReader, SharedPage } from '#server/feed/reader.ts';
import { answerRead, type ShapeAnswer, type ShapeDeps } from '#server/feed/shape.ts';
import { RequestError } from '#server/http/wire-errors.ts';
import type { FeedCursor } from '#src/replica/applier/feed-buffer.ts';
import type { CopyPosition, PushAnswer } from '#src/replica/engine/ports.ts';
import type { Coverage } from '../coverage.ts';
import type { CopyAsked } from './copy-model.ts';
import { never, type Life } from './life.ts';

/** The real reader groups requests with a timer of the process; the simulation has its own time, so nothing is shared. */
class UnsharedReader extends FeedReader {
  readonly #pool: Pool;
  readonly #rows: number;

  constructor(pool: Pool, rows: number) {
    super(pool);
    this.#pool = pool;
    this.#rows = rows;
  }

  override async read(...[scope, after, withTombstones, known]: Parameters<FeedReader['read']>): Promise<SharedPage> {
    const bounds = { rows: this.#rows, bytes: 1024 * 1024 };
    return new SharedPage(scope, await readPage(this.#pool, scope, after, { withTombstones, ...(known && { known }), bounds }));
  }
}

export interface ServerDeps {
  pool: Pool;
  life: Life;
  nowMs: () => number;
  /** Rows per page: small pages make a client receive a transaction in parts. */
  pageRows: number;
  /** A deployment with a newer schema: rows have columns that this client does not know. */
  isNewer: () => boolean;
  coverage: Coverage;
  /** Null on a server that gives no copies. */
  copies: ((asked: CopyAsked) => CopyEvent[]) | null;
}

export type FeedAnswer =
  | { kind: 'page'; rows: FeedRow[]; cursor: FeedCursor; isUpToDate: boolean }
  | { kind: 'refetch'; handle: string }
  | { kind: 'signed-out'; isRemoved?: boolean };

const HOLD_MS = 20_000;
const silent = pino({ level: 'silent' });

export class ServerNode {
  readonly life: Life;
  readonly #pool: Pool;
  #runners: [CommandRunner, CommandRunner];
  /** The parts of the real server that a read needs. */
  readonly #shape: ShapeDeps;
  readonly #isNewer: () => boolean;
  readonly #nowMs: () => number;
  readonly #coverage: Coverage;
  readonly #copies: ServerDeps['copies'];
  readonly #runBegun: Promise<void>;
  #waiting: { scope: string; wake: () => void }[] = [];

  constructor({ pool, life, nowMs, pageRows, isNewer, coverage, copies }: ServerDeps) {
    this.#copies = copies;
    this.life = life;
    this.#coverage = coverage;
    this.#isNewer = isNewer;
    this.#nowMs = nowMs;
    this.#pool = pool;
    this.#runBegun = life.point('server.begin').then(() => beginRun(pool));
    this.#runBegun.catch(() => undefined);
    const runner = (): CommandRunner => createCommandRunner({ pool, log: silent, clock: { now: () => new Date(nowMs()) } });
    this.#runners = [runner(), runner()];
    this.#shape = {
      reader: new UnsharedReader(pool, pageRows),
      times: { holdMs: HOLD_MS },
    } as unknown as ShapeDeps;
  }

  push(userId: string | null, request: PushRequest): Promise<PushAnswer | 'failed'> {
    return this.#serve(async () => {
      if (userId === null) return { kind: 'signed-out' };
      const parsed = pushRequest.safeParse(request);
      if (!parsed.success) return { kind: 'refused', error: { code: 'bad_request', detail: parsed.error.message } };
      try {
        // Alternately, like a load balancer.
        const [runner, other] = this.#runners;
        this.#runners = [other, runner];
        return { kind: 'answered', response: await runner.push(userId as UserId, parsed.data) };
      } catch (error) {
        const answer = toPushAnswer(error);
        if (answer.kind === 'out-of-order') this.#coverage.count('server: out of order');
        return answer;
      }
    });
  }

  /** The entry point of jobs. */
  runAsServer: CommandRunner['runAsServer'] = (userId, name, args) => this.#runners[0].runAsServer(userId, name, args);

  /**
   * Renames public rows in one transaction, concurrently with transactions of people and other imports; it may stay open for
   * long. Two imports may deadlock: one holds the scope, the other a row.
   */
  importExercises(ids: readonly string[], name: string, pauseMs: number): Promise<void> {
    const work = () =>
      withSession(this.#pool, async ({ client, db }) => {
        for (const id of ids.toSorted()) {
          await client.query('select id from exercises where id = $1 for no key update', [id]);
          const row = { name, updated_at: new Date(this.#nowMs()) };
          await db.updateTable('exercises').set(row).where('id', '=', id).execute();
          await this.life.point('server.statement');
          if (pauseMs > 0) await new Promise<void>((resolve) => this.life.setTimer(pauseMs, resolve));
        }
      });
    return retryOnDeadlock(work).then(() => {
      this.#coverage.count('server: public rows changed');
      if (pauseMs > 0) this.#coverage.count('server: long transaction');
    });
  }

  /**
   * A transaction on a person's rows that never ends. It does not record the run, because that would block all writers
   * (decision 0016).
   */
  async holdOpen(userId: UserId): Promise<void> {
    await this.#runBegun;
    return withSession(this.#pool, async ({ db }) => {
      await db
        .updateTable('users')
        .set({ updated_at: new Date(this.#nowMs()) })
        .where('id', '=', userId)
        .execute();
      await never();
    });
  }

  /**
   * All rows of the person as one copy. `unavailable` on a server that gives none.
   */
  copy(userId: string, from: CopyPosition | null): Promise<CopyEvent[] | 'unavailable' | 'failed'> {
    return this.#serve(async () => {
      if (this.#copies === null) return 'unavailable';
      const epochTag = await this.#shape.reader.epochTag();
      return this.#copies({ userId, from, nowMs: this.#nowMs(), epochTag, isNewer: this.#isNewer() });
    });
  }

  session<T>(user: T): Promise<T | 'failed'> {
    return this.#serve(() => Promise.resolve(user));
  }

  async feed(
    userId: string | null,
    scope: ShapeScope,
    from: FeedCursor | undefined,
    isLive: boolean,
  ): Promise<FeedAnswer | 'failed'> {
    return this.#serve(async () => {
      if (userId === null) return { kind: 'signed-out' };
      const feedScope = scope === 'me' ? `user:${userId}` : 'public';
      const offsetText = from?.offset ?? '-1';
      const offset = parseOffset(offsetText);
      if (!offset) throw new Error(`no offset: ${offsetText}`);
      const request = { scope, offset, offsetText, handle: from?.handle ?? undefined };
      const parsed = { ...request, expiredHandle: undefined, live: false, sse: false, cursor: undefined };
      const heldUntilMs = this.#nowMs() + HOLD_MS;
      for (;;) {
        const answer = await answerRead(this.#shape, feedScope, parsed, undefined);
        const result = this.#toFeedAnswer(answer);
        const isNews = result.kind !== 'page' || result.rows.length > 0;
        if (isNews || !isLive || this.#nowMs() >= heldUntilMs) return result;
        await this.#change(feedScope, heldUntilMs);
      }
    });
  }

  /** Called when rows were committed in these scopes. */
  wake(scopes: ReadonlySet<string>): void {
    const woken = this.#waiting.filter(({ scope }) => scopes.has(scope));
    this.#waiting = this.#waiting.filter(({ scope }) => !scopes.has(scope));
    for (const { wake } of woken) wake();
  }

  /** Resolves when rows are committed in the scope, or the time is over. */
  #change(scope: string, untilMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.life.setTimer(untilMs - this.#nowMs(), resolve);
      const wake = (): void => {
        cancel();
        resolve();
      };
      this.#waiting.push({ scope, wake });
    });
  }

  async #serve<T>(work: () => Promise<T>): Promise<T | 'failed'> {
    const { life } = this;
    if (!life.isAlive) return 'failed';
    let unheard: (() => void) | undefined;
    const died = new Promise<'failed'>((resolve) => (unheard = life.onDeath(() => resolve('failed'))));
    const done = (async () => {
      const answer = await work();
      await life.point('server.respond');
      return answer;
    })();
    try {
      return await Promise.race([done, died]);
    } finally {
      unheard?.();
    }
  }

  #toFeedAnswer({ status, headers, body }: ShapeAnswer): FeedAnswer {
    const handle = headers['electric-handle'] ?? '';
    if (status === 409) {
      this.#coverage.count('server: refetch');
      return { kind: 'refetch', handle };
    }
    const messages = JSON.parse(body.toString()) as { headers: { control?: string }; value?: FeedMessage }[];
    const rows = messages.flatMap(({ value }) => (value ? [this.#toRow(value)] : []));
    if (this.#isNewer() && rows.length > 0) {
      this.#coverage.count('server: rows of a newer schema');
      rows.push({ tbl: 'tomorrow', pk: '1', row: '{"id":1}' });
    }
    const isUpToDate = messages.some(({ headers: { control } }) => control === 'up-to-date');
    return { kind: 'page', rows, cursor: { handle, offset: headers['electric-offset'] ?? '' }, isUpToDate };
  }

  #toRow({ tbl, pk, row, deleted }: FeedMessage): FeedRow {
    if (deleted === 'true' || row === null) return { tbl, pk, row: null };
    return { tbl, pk, row: this.#isNewer() ? row.replace(/}$/, ',"tomorrow":"new"}') : row };
  }
}

interface FeedMessage {
  tbl: string;
  pk: string;
  row: string | null;
  deleted: string;
}

/** Converts an HTTP answer as the worker's transport does. */
function toPushAnswer(error: unknown): PushAnswer {
  if (error instanceof OutOfOrder) return { kind: 'out-of-order', lastCommandId: error.lastCommandId };
  if (!(error instanceof RequestError)) throw error;
  const { code } = error.error;
  if (code === 'signed_out') return { kind: 'signed-out' };
  if (code === 'client_id_reused') return { kind: 'client-reused' };
  if (code === 'unavailable') return { kind: 'busy', retryAfterMs: 1_000 };
  return { kind: 'refused', error: { code: isErrorCode(code) ? code : 'internal' } };
}

export type { ClientId };
