// The calls that the archive's worker exposes: reading without blocking the page. Expected problems of the file are values.
import { expose } from 'comlink';
import { FileProblem } from '#schema/files/problem.ts';
import { ArchiveReader, Stopped, type ArchiveFacts } from './archive-reader.ts';

export type ReadAnswer = { kind: 'read'; facts: ArchiveFacts } | { kind: 'unknown'; reason: string } | { kind: 'stopped' };

class ArchiveCalls {
  #reader: ArchiveReader | null = null;
  #isStopped = false;

  async read(file: Blob, onRows: (rows: number) => void): Promise<ReadAnswer> {
    this.#isStopped = false;
    try {
      this.#reader = await ArchiveReader.open(file, { onRows, isStopped: () => this.#isStopped });
      return { kind: 'read', facts: this.#reader.facts };
    } catch (thrown) {
      if (thrown instanceof Stopped) return { kind: 'stopped' };
      if (thrown instanceof FileProblem) return { kind: 'unknown', reason: thrown.message };
      throw thrown;
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  body(sending: { isTrial: boolean; leavesOut: boolean }): Promise<Blob> {
    return this.#opened.body(sending);
  }

  blob(sha256: string): Promise<Blob | null> {
    return this.#opened.blob(sha256);
  }

  get #opened(): ArchiveReader {
    if (!this.#reader) throw new Error('no archive is open');
    return this.#reader;
  }
}

export type { ArchiveCalls };

expose(new ArchiveCalls());
