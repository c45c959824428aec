// Follows the feed with Electric's ShapeStream. The stream does not retry: the first failure ends it, and the sync machine
// decides when to follow again from the stored cursor.
import { FetchError, ShapeStream, isChangeMessage, isControlMessage, type Message, type Offset } from '@electric-sql/client';
import { z } from 'zod';
import { readRefusal } from '#schema/protocol/answers.ts';
import { PERSON_HEADER } from '#schema/protocol/commands.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import type { FeedCursor } from '../applier/feed-buffer.ts';
import type { FeedSink, FeedTransport } from '../engine/ports.ts';
import type { StreamFailure } from '../machine/types.ts';
import { signedOut } from './http-transports.ts';
import { PageBypass, type FeedValue } from './page-bypass.ts';
import { failOnSilence } from './silence.ts';

export interface ShapeTransportOptions {
  /** Origin of the server, without a trailing slash. */
  origin: string;
  fetch?: typeof fetch;
  /** Server-sent events for live changes, else long polls. */
  liveSse?: boolean;
  /** A connection without any byte for this long is aborted. */
  silenceMs?: number;
}

const asText = (text: string): string => text;

export function shapeTransport(options: ShapeTransportOptions): FeedTransport {
  const { origin, liveSse = true } = options;
  const fetchClient = failOnSilence(options.fetch ?? ((input, init) => fetch(input, init)), options.silenceMs);
  return {
    follow(scope, from, person, sink) {
      const stopping = new AbortController();
      const bypass = new PageBypass();
      let isLiveSse = false;
      const watchedFetch: typeof fetch = async (input, init) => {
        // Over SSE the stream's own offset may be ahead of the current batch, whose last message then carries its end.
        isLiveSse = new URL(String(input instanceof Request ? input.url : input)).searchParams.get('live_sse') === 'true';
        try {
          const answer = await fetchClient(input, { ...init, redirect: 'error' });
          if (answer.status === 409 && !(await isMustRefetch(answer.clone()))) throw unreachable(String(input));
          return bypass.takeRows(answer);
        } catch (error) {
          throw init?.signal?.aborted ? error : unreachable(String(input));
        }
      };
      const stream = new ShapeStream<FeedValue>({
        url: `${origin}/v1/shape`,
        params: { scope },
        ...(person === null ? {} : { headers: { [PERSON_HEADER]: person } }),
        ...(from ? { offset: from.offset as Offset, ...(from.handle === null ? {} : { handle: from.handle }) } : {}),
        parser: { jsonb: asText, bool: asText as (text: string) => never, int8: asText },
        liveSse,
        signal: stopping.signal,
        fetchClient: watchedFetch,
        backoffOptions: { initialDelay: 100, maxDelay: 1_000, multiplier: 2, maxRetries: 0 },
        onError: (error) => {
          if (!stopping.signal.aborted) sink.failed(errorToFailure(error));
        },
        warnOnHttp: false,
      });
      const cursorAfter = (messages: Message<FeedValue>[]): FeedCursor => {
        const last = messages.at(-1);
        const lsn = isLiveSse && last && isControlMessage(last) ? last.headers['global_last_seen_lsn'] : undefined;
        const offset = typeof lsn === 'string' ? `${lsn}_0` : stream.lastOffset;
        return { offset, handle: stream.shapeHandle ?? null };
      };
      stream.subscribe(
        // ShapeStream would only report an exception of this callback and continue behind the lost rows.
        async (messages) => {
          try {
            await deliver(messages, bypass, cursorAfter(messages), sink);
          } catch {
            if (stopping.signal.aborted) return;
            stopping.abort();
            sink.failed({ kind: 'network' });
          }
        },
        () => undefined,
      );
      return () => stopping.abort();
    },
  };
}

async function deliver(messages: Message<FeedValue>[], bypass: PageBypass, cursor: FeedCursor, sink: FeedSink): Promise<void> {
  let rows: FeedRow[] = [];
  for (const message of messages) {
    if (isChangeMessage(message)) {
      const taken = bypass.rowsOf(message);
      rows = rows.length === 0 ? taken : rows.concat(taken);
    } else if (isControlMessage(message) && message.headers.control === 'must-refetch') {
      rows = [];
      sink.mustRefetch();
    }
  }
  const last = messages.at(-1);
  const isUpToDate = last !== undefined && isControlMessage(last) && last.headers.control === 'up-to-date';
  if (rows.length > 0 || isUpToDate) await sink.batch(rows, cursor, isUpToDate);
}

/** ShapeStream takes every 409, whoever sent it, for the protocol's must-refetch and reads everything again. */
async function isMustRefetch(answer: Response): Promise<boolean> {
  return mustRefetch.safeParse(await answer.json().catch(() => null)).success;
}

const mustRefetch = z.tuple([z.object({ headers: z.object({ control: z.literal('must-refetch') }) })]);

/** Status 503, because over SSE the stream takes any other error for a short connection and retries twice with a warning. */
const unreachable = (url: string): FetchError =>
  new FetchError(503, undefined, undefined, {}, url, 'the server cannot be reached');

function errorToFailure(error: Error): StreamFailure {
  if (!(error instanceof FetchError)) return { kind: 'network' };
  if (error.status === 429 || error.status >= 500) return { kind: 'network' };
  const refusal = readRefusal(error.json);
  if (refusal !== null) {
    const { code } = refusal.error;
    return error.status === 401 ? signedOut(code) : { kind: 'refused', error: { code } };
  }
  // The shape protocol's own form of a refused request.
  if (error.status === 400 && shapeRefusal.safeParse(error.json).success) {
    return { kind: 'refused', error: { code: 'bad_request' } };
  }
  // Not in our server's form: Node's 408 for a slow connection, or an answer from an intermediary.
  return { kind: 'network' };
}

const shapeRefusal = z.object({ message: z.string(), errors: z.record(z.string(), z.unknown()) });
