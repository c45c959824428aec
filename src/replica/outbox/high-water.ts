// The outbox's high-water mark, kept in another store than the log. It tells a log that lost its end from one that
// merely had nothing more: the first must never give an id again that the server may have seen.
import type { OutboxPerson } from './records.ts';

export interface HighWaterMark {
  clientId: string;
  /** The highest command id of `clientId` that was ever flushed. Written before such a command is sent. */
  lastId: number;
  /** Copied so that a device whose log is gone still knows whose it is. */
  person: OutboxPerson;
}

export interface MarkStore {
  read(): Promise<HighWaterMark | undefined>;
  write(mark: HighWaterMark): Promise<void>;
}

export class MemoryMarkStore implements MarkStore {
  mark: HighWaterMark | undefined;
  read(): Promise<HighWaterMark | undefined> {
    return Promise.resolve(this.mark);
  }
  write(mark: HighWaterMark): Promise<void> {
    this.mark = mark;
    return Promise.resolve();
  }
}
