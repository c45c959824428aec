// The client side of a copy on a simulated connection: its events arrive one after the other, and the connection may break off
// between two of them.
import type { CopyEvent } from '#schema/protocol/copy.ts';
import type { CopyPosition, CopySink, CopyTransport } from '#src/replica/engine/ports.ts';
import type { Coverage } from '../coverage.ts';

/** `isServed`: the process that answers is still running. */
export type CopyAnswer =
  | { kind: 'copy'; events: CopyEvent[] | 'unavailable'; isServed: () => boolean }
  | { kind: 'signed-out'; isRemoved?: boolean };

export interface CopyLink {
  request(
    person: string,
    from: CopyPosition | null,
    /** Called with what ends the request when the reading is stopped. */
    onStop: (abort: () => void) => void,
  ): Promise<CopyAnswer | 'failed'>;
  breaksOff(): boolean;
  /** The time until the next event. */
  pass(): Promise<void>;
  /** An event has arrived and was not delivered yet. */
  received(): Promise<void>;
  isAlive(): boolean;
  coverage: Coverage;
}

export function copyTransport(link: CopyLink): CopyTransport {
  return {
    read(person, from, sink) {
      const reading = { isStopped: false, abort: (): void => undefined };
      const isWanted = (): boolean => !reading.isStopped && link.isAlive();
      const request = link.request(person, from, (abort) => (reading.abort = abort));
      link.coverage.count(from === null ? 'copy: begun' : 'copy: gone on');
      void deliver(link, request, sink, isWanted);
      return () => {
        reading.isStopped = true;
        reading.abort();
      };
    },
  };
}

async function deliver(
  link: CopyLink,
  request: Promise<CopyAnswer | 'failed'>,
  sink: CopySink,
  isWanted: () => boolean,
): Promise<void> {
  const answer = await request;
  if (!isWanted()) return;
  if (answer === 'failed') return sink.failed({ kind: 'network' });
  if (answer.kind === 'signed-out') return sink.failed(answer);
  if (answer.events === 'unavailable') {
    link.coverage.count('copy: unavailable');
    return sink.failed({ kind: 'unavailable' });
  }
  for (const event of answer.events) {
    await link.received();
    if (!isWanted()) return;
    if (!answer.isServed() || link.breaksOff()) {
      link.coverage.count('copy: broken off');
      return sink.failed({ kind: 'network' });
    }
    if (event.kind === 'lost') link.coverage.count('copy: of a lost history');
    await sink.event(event);
    await link.pass();
    if (!isWanted()) return;
    if (event.kind === 'end') link.coverage.count('copy: whole');
  }
}
