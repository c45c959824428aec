// The outbox's high-water mark, in another store than the log. It detects a log that lost its tail. Without it, such a log
// would issue ids again that the server may have seen.
import type { OutboxPerson } from './records.ts';

export interface HighWaterMark {
  clientId: string;
  /** The highest flushed command id of `clientId`. Written before that command is sent. */
  lastId: number;
  /** A copy, so that a device whose log is gone still knows its person. */
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
