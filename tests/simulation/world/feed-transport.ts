// The client side of the feed on a simulated connection, with the behaviour of ShapeStream: pages up to a boundary, then long
// polls; after a 409 from the start with the new handle. A stopped stream emits nothing.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { FeedCursor } from '#src/replica/applier/feed-buffer.ts';
import type { FeedSink, FeedTransport } from '#src/replica/engine/ports.ts';
import type { FeedAnswer } from './server-node.ts';

export interface FeedLink {
  request(
    scope: ShapeScope,
    from: FeedCursor | undefined,
    person: string | null,
    isLive: boolean,
    /** Called with what ends the request when the stream is stopped. */
    onStop: (abort: () => void) => void,
  ): Promise<FeedAnswer | 'failed'>;
  sleep(ms: number): Promise<void>;
  /** An answer has arrived and was not delivered yet. */
  received(): Promise<void>;
  /** Whether the stream itself retries after a failure, or reports it. */
  retriesItself(): boolean;
  isAlive(): boolean;
}

export function feedTransport(link: FeedLink): FeedTransport {
  return {
    follow(scope, from, person, sink) {
      const stream = { isStopped: false, abort: (): void => undefined };
      const onStop = (abort: () => void): void => void (stream.abort = abort);
      void run(
        { ...link, request: (cursor, isLive) => link.request(scope, cursor, person, isLive, onStop) },
        from,
        sink,
        () => !stream.isStopped && link.isAlive(),
      );
      return () => {
        stream.isStopped = true;
        stream.abort();
      };
    },
  };
}

type StreamLink = Omit<FeedLink, 'request'> & {
  request(from: FeedCursor | undefined, isLive: boolean): Promise<FeedAnswer | 'failed'>;
};

async function run(link: StreamLink, from: FeedCursor | undefined, sink: FeedSink, isWanted: () => boolean): Promise<void> {
  let cursor = from;
  let isLive = false;
  while (isWanted()) {
    const answer = await link.request(cursor, isLive);
    await link.received();
    if (!isWanted()) return;
    if (answer === 'failed') {
      if (!link.retriesItself()) return sink.failed({ kind: 'network' });
      await link.sleep(500);
    } else if (answer.kind === 'signed-out') {
      return sink.failed({ kind: 'signed-out', ...(answer.isRemoved && { isRemoved: true }) });
    } else if (answer.kind === 'refetch') {
      cursor = { offset: '-1', handle: answer.handle };
      isLive = false;
      sink.mustRefetch();
    } else {
      const { rows, isUpToDate } = answer;
      cursor = answer.cursor;
      isLive = isUpToDate;
      await sink.batch(rows, cursor, isUpToDate);
    }
  }
}
