// The first sync as a copy: reads it, buffers its rows, and decides when the feed takes over. Where the copy is not to be had or
// does not get further, the feed is read from its beginning.
import type { CopyEvent } from '#schema/protocol/copy.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import { continued, type CopyProgress } from '../applier/replica-state.ts';
import type { FeedBuffer, FeedCursor } from '../applier/feed-buffer.ts';
import { HOLD_ABOVE } from '../machine/plans.ts';
import type { StreamFailure } from '../machine/types.ts';
import type { CopyPosition, CopyTransport } from './ports.ts';

/** Attempts in a row that reached no new place. */
const ATTEMPTS = 3;

export interface CopyReading {
  person: string;
  progress: CopyProgress | null;
  buffer: FeedBuffer;
  /** Rows were buffered. Await the result before reading on. */
  received(bytes: number, rows: readonly FeedRow[]): Promise<void>;
  /** Null when the copy has ended. */
  onProgress(part: number | null): void;
  /** The feed continues from here, or from its beginning. */
  followFrom(cursor: FeedCursor | undefined): void;
  failed(failure: StreamFailure): void;
}

export class FirstCopy {
  #isRefused = false;
  #attempts = 0;

  /** Each apply runs the waiting commands again, and a long backlog is not applied before it is drained. */
  isWorthTrying(waiting: number): boolean {
    return !this.#isRefused && waiting <= HOLD_ABOVE;
  }

  /** The replica could not take the rows. */
  refuse(): void {
    this.#isRefused = true;
  }

  /** Returns what stops the reading. */
  read(transport: CopyTransport, reading: CopyReading): () => void {
    const { person, progress, buffer } = reading;
    this.#attempts += 1;
    if (this.#attempts > ATTEMPTS) return this.#giveUp(reading);
    let isStopped = false;
    let total = 0;
    let done = progress?.rows ?? 0;
    let cursor: FeedCursor | undefined;
    const take = async (event: CopyEvent): Promise<void> => {
      switch (event.kind) {
        case 'begin': {
          const { offset, handle, rows } = event;
          total = rows;
          cursor = continued(progress, { offset, handle });
          return buffer.beginCopy({ offset, handle });
        }
        case 'lost':
          isStopped = true;
          return void this.#giveUp(reading);
        case 'rows':
          done += event.rows;
          reading.onProgress(total === 0 ? null : Math.min(1, done / total));
          return reading.received(buffer.addCopied(event), []);
        case 'feed':
          return reading.received(buffer.add(event.rows), event.rows);
        case 'reached':
          this.#attempts = 0;
          return buffer.copyReached(event.place);
        case 'end':
          this.#attempts = 0;
          buffer.endCopy();
          reading.onProgress(null);
          return reading.followFrom(cursor);
      }
    };
    const stop = transport.read(person, positionOf(progress), {
      event: async (event) => {
        if (!isStopped) await take(event);
      },
      failed: (failure) => {
        if (isStopped) return;
        reading.onProgress(null);
        if (failure.kind === 'unavailable') this.#giveUp(reading);
        else reading.failed(failure);
      },
    });
    return () => {
      isStopped = true;
      reading.onProgress(null);
      stop();
    };
  }

  #giveUp({ progress, buffer, followFrom }: CopyReading): () => void {
    this.#isRefused = true;
    readFeedInstead(progress, buffer, followFrom);
    return () => undefined;
  }
}

function positionOf(progress: CopyProgress | null): CopyPosition | null {
  const handle = progress?.cursor.handle ?? null;
  return handle === null ? null : { handle, place: progress?.place ?? null };
}

/**
 * Rows of a copy that will not be whole may be gone on the server meanwhile, and a first read of the feed does not say which. So
 * everything the feed sends replaces them.
 */
export function readFeedInstead(
  progress: CopyProgress | null,
  buffer: FeedBuffer,
  followFrom: (cursor: FeedCursor | undefined) => void,
): void {
  if (progress) buffer.restart();
  followFrom(undefined);
}
