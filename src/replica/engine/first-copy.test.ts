import { describe, expect, it } from 'vitest';
import type { CopyEvent } from '#schema/protocol/copy.ts';
import { FeedBuffer, type FeedCursor } from '../applier/feed-buffer.ts';
import type { CopyProgress } from '../applier/replica-state.ts';
import type { StreamFailure } from '../machine/types.ts';
import { FirstCopy, type CopyReading } from './first-copy.ts';
import type { CopyPosition, CopySink, CopyTransport } from './ports.ts';

const begin: CopyEvent = { kind: 'begin', offset: '9_0', handle: 'new', rows: 4 };
const rows: CopyEvent = { kind: 'rows', tbl: 'ideas', columns: ['id'], rows: 2, text: new Uint8Array(10) };
const reached: CopyEvent = { kind: 'reached', place: 'p' };
const end: CopyEvent = { kind: 'end' };
const progress: CopyProgress = { cursor: { offset: '5_0', handle: 'old' }, place: 'q', rows: 2 };

function underTest(stored: CopyProgress | null = null) {
  const first = new FirstCopy();
  const asked: (CopyPosition | null)[] = [];
  const followed: (FeedCursor | undefined)[] = [];
  const failures: StreamFailure[] = [];
  const parts: (number | null)[] = [];
  const buffer = new FeedBuffer();
  let sink: CopySink | undefined;
  const transport: CopyTransport = {
    read: (_person, from, given) => {
      asked.push(from);
      sink = given;
      return () => undefined;
    },
  };
  const reading: CopyReading = {
    person: 'ana',
    progress: stored,
    buffer,
    received: () => Promise.resolve(),
    onProgress: (part) => parts.push(part),
    followFrom: (cursor) => followed.push(cursor),
    failed: (failure) => failures.push(failure),
  };
  const read = () => first.read(transport, reading);
  const send = async (...events: CopyEvent[]) => {
    for (const event of events) await sink?.event(event);
  };
  const fail = (...failure: Parameters<CopySink['failed']>) => sink?.failed(...failure);
  return { first, asked, followed, failures, parts, buffer, read, send, fail };
}

describe('the copy of a first sync', () => {
  it('is followed by the feed from the position of its snapshot', async () => {
    const { read, send, asked, followed, buffer, parts } = underTest();
    read();
    await send(begin, rows, reached, rows, end);
    expect(asked).toEqual([null]);
    expect(followed).toEqual([{ offset: '9_0', handle: 'new' }]);
    expect(buffer.take(false).copied).toMatchObject({ place: 'p', isEnd: true, rows: [{ rows: 2 }, { rows: 2 }] });
    expect(parts).toEqual([0.5, 1, null]);
  });

  it('that goes on is followed from the first snapshot, with the handle of the last', async () => {
    const { read, send, asked, followed, parts } = underTest(progress);
    read();
    await send(begin, rows, end);
    expect(asked).toEqual([{ handle: 'old', place: 'q' }]);
    expect(followed).toEqual([{ offset: '5_0', handle: 'new' }]);
    expect(parts).toEqual([1, null]);
  });

  it('gives way to the feed where there is no copy', () => {
    const { first, read, fail, followed, buffer } = underTest();
    read();
    fail({ kind: 'unavailable' });
    expect(followed).toEqual([undefined]);
    expect(buffer.take(true).isRefetch).toBe(false);
    expect(first.isWorthTrying(0)).toBe(false);
  });

  it.each([
    ['is not to be had any more', { kind: 'unavailable' as const }],
    ['belongs to a lost history', { kind: 'lost' as const }],
  ])('of which a part is applied gives way to rows that replace it when the rest %s', async (_title, answer) => {
    const { read, send, fail, followed, buffer } = underTest(progress);
    read();
    if (answer.kind === 'lost') await send(answer, end);
    else fail(answer);
    expect(followed).toEqual([undefined]);
    expect(buffer.take(true).isRefetch).toBe(true);
  });

  it('gives way to the feed after attempts that reached nothing new, and not before', async () => {
    const { read, send, fail, asked, followed, failures } = underTest();
    const attempt = async (...events: CopyEvent[]) => {
      read();
      await send(begin, ...events);
      fail({ kind: 'network' });
    };
    for (const events of [[], [rows], [rows, reached], [], []]) await attempt(...events);
    expect(followed).toEqual([]);
    expect(failures).toHaveLength(5);
    read();
    read();
    expect(asked).toHaveLength(6);
    expect(followed).toEqual([undefined]);
  });

  it('is not tried with a long backlog, whose commands would run again after each part', () => {
    const { first } = underTest();
    expect([0, 50, 51].map((waiting) => first.isWorthTrying(waiting))).toEqual([true, true, false]);
  });

  it('that was stopped does nothing more', async () => {
    const { read, send, fail, followed, failures, buffer } = underTest();
    read()();
    await send(begin, rows, end);
    fail({ kind: 'network' });
    expect([followed, failures, buffer.bytes]).toEqual([[], [], 0]);
  });
});
