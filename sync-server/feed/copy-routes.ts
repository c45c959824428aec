// GET /v1/copy, or GET /v1/copy?after=<place>&handle=<handle> to go on: a person's rows as one stream, for a first sync (schema/protocol/copy.ts). Invariant: the server
// derives the rows from the session; a place only says where the stream continues. Behind a real Electric there is no such
// position in the feed, so the route answers 404 and the client reads the feed.
import { Readable, pipeline } from 'node:stream';
import { Hono, type Context } from 'hono';
import type { CopyEvent, CopyLine } from '#schema/protocol/copy.ts';
import type { Authenticate, Session, Sessions } from '../auth/sessions.ts';
import type { Pool } from '../db/pool.ts';
import { compressing, wantsCompression } from '../http/compress.ts';
import type { AppContext, Clock } from '../http/context.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { firstPlace, textToPlace } from './copy-parts.ts';
import { readCopy, type CopyRequest } from './copy-reader.ts';
import type { FeedReader } from './reader.ts';
import { refused } from './routes.ts';
import { ReadTurns } from './turns.ts';

/** A client that takes no bytes for this long holds its connection to Postgres no longer. */
const STALL_MS = 30_000;
const COPIES_OF_ONE_PERSON = 1;

export interface CopyRouteDeps {
  /** As many copies are read at one time as it has connections. */
  pool: Pool;
  reader: Pick<FeedReader, 'epochTag'>;
  clock: Clock;
  authenticate: Authenticate;
  isAlive: Sessions['isAlive'];
  /** Reads are forwarded to a real Electric. */
  isElectric: boolean;
  metrics: Pick<Metrics, 'feedRequest'>;
}

const HEADERS = {
  'cache-control': 'private, no-store',
  vary: 'accept-encoding, cookie',
  'content-type': 'application/x-cadence-copy',
};

export function copyRoutes(deps: CopyRouteDeps): Hono<AppContext> {
  const turns = new ReadTurns(1, { bytes: deps.pool.options.max, ofOnePerson: COPIES_OF_ONE_PERSON });
  return new Hono<AppContext>().get('/', async (c) => {
    if (deps.isElectric) return refused(c, 'not_found');
    const session = await deps.authenticate(c);
    if (session === null) return refused(c, 'signed_out');
    deps.metrics.feedRequest('copy', 'me');
    const after = c.req.query('after');
    const place = after === undefined ? undefined : textToPlace(after);
    // A place of another version of the server means nothing, so everything is sent; the client replaces what it has.
    const request = { place: place ?? firstPlace(deps.clock.now().getTime()), handle: c.req.query('handle') };
    return send(
      c,
      inTurn(turns, session.userId, () => readCopyOf(deps, session, request)),
    );
  });
}

const readCopyOf = ({ pool, reader, isAlive }: CopyRouteDeps, session: Session, request: Pick<CopyRequest, 'place' | 'handle'>) =>
  readCopy(pool, {
    ...request,
    userId: session.userId,
    epochTag: () => reader.epochTag(),
    isStillAllowed: () => isAlive(session),
  });

/** Holds the turn until the events are read or abandoned. */
async function* inTurn(turns: ReadTurns, person: string, read: () => AsyncGenerator<CopyEvent>): AsyncGenerator<CopyEvent> {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  await new Promise<void>((begin) => {
    void turns.run(person, () => {
      begin();
      return ended;
    });
  });
  try {
    yield* read();
  } finally {
    end();
  }
}

function send(c: Context<AppContext>, events: AsyncGenerator<CopyEvent>): Response {
  let stall: NodeJS.Timeout | undefined;
  // Ending the stream ends the generators, which gives the connection and the turn back.
  const giveUp = (): void => void body.destroy(new Error('the client reads nothing'));
  const watched = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const event of events) {
        stall = setTimeout(giveUp, STALL_MS);
        yield toBytes(event);
        clearTimeout(stall);
      }
    } finally {
      clearTimeout(stall);
    }
  };
  const body = Readable.from(watched(), { objectMode: false });
  if (!wantsCompression(c, Infinity)) return c.body(toWeb(body), 200, HEADERS);
  const compressed = compressing();
  // An error of either side destroys both; the client sees a stream without its end.
  pipeline(body, compressed, () => undefined);
  return c.body(toWeb(compressed), 200, { ...HEADERS, 'content-encoding': 'gzip' });
}

const toWeb = (stream: Readable): ReadableStream<Uint8Array> => Readable.toWeb(stream) as ReadableStream<Uint8Array>;

function toBytes(event: CopyEvent): Buffer {
  if (event.kind !== 'rows') return Buffer.from(`${JSON.stringify(event)}\n`);
  const { text, ...head } = event;
  const line: CopyLine = { ...head, columns: [...head.columns], bytes: text.length };
  return Buffer.concat([Buffer.from(`${JSON.stringify(line)}\n`), text]);
}
