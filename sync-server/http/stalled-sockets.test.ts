import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { nextProgress, planCuts, STALL_BOUNDS, StalledSockets, type Queue } from './stalled-sockets.ts';

const MIB = 1024 * 1024;
/** More than the kernel's socket buffers hold for a client that does not read. */
const LONG = 24 * MIB;
const longAnswer = Buffer.alloc(LONG, 'x');
const bounds = { ...STALL_BOUNDS, quietMs: 30_000, minBytesPerSecond: 4_096, maxQueuedBytes: 10 * MIB };
const queue = (connection: string, queuedBytes: number, sinceMs: number): Queue<string> => ({ connection, queuedBytes, sinceMs });

describe('which connections are closed', () => {
  test('a connection is closed when its deadline passes without progress, and not before', () => {
    const queues = [queue('small', 4_096, 0)];
    expect(planCuts(queues, bounds, 30_999)).toEqual([]);
    expect(planCuts(queues, bounds, 31_000)).toEqual(['small']);
  });

  test('a large queue gets the time that it needs at the minimum speed', () => {
    const queues = [queue('page', 1024 * 1024, 0)];
    expect(planCuts(queues, bounds, 285_999)).toEqual([]);
    expect(planCuts(queues, bounds, 286_000)).toEqual(['page']);
  });

  test('when too many bytes are queued, connections without progress for the longest time are closed first', () => {
    const queues = [queue('fresh', 6 * MIB, 900), queue('oldest', 6 * MIB, 0), queue('old', 3 * MIB, 500)];
    expect(planCuts(queues, bounds, 1_000)).toEqual(['oldest']);
  });

  test('the bytes of a connection that is past its deadline do not count against the others', () => {
    const queues = [queue('late', 4_096, 0), queue('slow', 10 * MIB, 30_000)];
    expect(planCuts(queues, bounds, 40_000)).toEqual(['late']);
  });

  test('any delivered byte restarts the deadline', () => {
    const first = nextProgress(undefined, 100, 1_000);
    expect(nextProgress(first, 100, 5_000)).toEqual({ delivered: 100, sinceMs: 1_000 });
    expect(nextProgress(first, 101, 5_000)).toEqual({ delivered: 101, sinceMs: 5_000 });
  });
});

describe('real sockets', () => {
  const opened: Socket[] = [];
  let server: Server | undefined;
  let stalled: StalledSockets | undefined;
  afterEach(() => {
    for (const socket of opened.splice(0)) socket.destroy();
    stalled?.stop();
    server?.closeAllConnections();
    server?.close();
  });

  /** A server that answers with LONG bytes, in chunks of 64 KiB with backpressure or in one piece. */
  async function serve(inOnePiece: boolean, own: Partial<typeof bounds>) {
    let nowMs = 0;
    let cut = 0;
    const begun: (() => void)[] = [];
    stalled = new StalledSockets({
      bounds: { ...own, sweepMs: 1_000_000 },
      nowMs: () => nowMs,
      onCut: (one) => (cut += one.connections),
    });
    server = createServer((_request, response) => {
      begun.shift()?.();
      if (inOnePiece) return response.end(longAnswer);
      const piece = longAnswer.subarray(0, 64 * 1024);
      let left = LONG;
      const give = (): void => {
        while (left > 0) {
          left -= piece.length;
          if (!response.write(piece)) return void response.once('drain', give);
        }
        response.end();
      };
      return give();
    });
    stalled.watch(server);
    const listening = server;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    return {
      passes: (ms: number) => {
        nowMs += ms;
        stalled?.sweep();
      },
      cut: () => cut,
      queuedBytes: () => stalled?.queuedBytes ?? 0,
      async ask(): Promise<Socket> {
        const isBegun = new Promise<void>((resolve) => begun.push(resolve));
        const socket = connect(port, '127.0.0.1').pause();
        // These tests expect connections to be reset.
        socket.on('error', () => undefined);
        opened.push(socket);
        socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
        await isBegun;
        return socket;
      },
    };
  }

  test.each([
    ['in one piece', true],
    ['in pieces', false],
  ])('clients that never read are disconnected at their deadline; an answer %s', async (_title, inOnePiece) => {
    const { ask, passes, cut, queuedBytes } = await serve(inOnePiece, {
      quietMs: 10_000,
      minBytesPerSecond: MIB,
      maxQueuedBytes: 1e12,
    });
    const readers = await Promise.all(Array.from({ length: 5 }, ask));
    // The kernel's buffers fill at once.
    await untilSteady(queuedBytes);
    passes(0);
    passes(9_000);
    expect([cut(), queuedBytes() > 0]).toEqual([0, true]);
    passes(100_000);
    expect(cut()).toBe(5);
    const ended = readers.map((reader) => new Promise((resolve) => reader.once('close', resolve)));
    for (const reader of readers) reader.resume();
    await Promise.all(ended);
    expect(queuedBytes()).toBe(0);
  });

  test('a slow client that keeps reading receives the whole of a long answer', async () => {
    const { ask, passes, cut } = await serve(false, { quietMs: 10_000, minBytesPerSecond: MIB, maxQueuedBytes: 1e12 });
    const reader = await ask();
    let taken = 0;
    const done = new Promise<void>((resolve) => {
      reader.on('data', (bytes: Buffer) => {
        taken += bytes.length;
        // Simulates a large part of the deadline since the last chunk.
        passes(100);
        if (taken > LONG) resolve();
      });
    });
    reader.resume();
    await done;
    expect(cut()).toBe(0);
  });

  test('however many clients do not read, the bytes queued for all of them stay within the limit', async () => {
    const { ask, passes, cut, queuedBytes } = await serve(true, { quietMs: 1e9, maxQueuedBytes: 60 * MIB });
    for (let reader = 0; reader < 12; reader += 1) {
      await ask();
      passes(1_000);
      expect(queuedBytes()).toBeLessThanOrEqual(60 * MIB);
    }
    expect(cut()).toBeGreaterThan(0);
  });
});

/** Resolves when the value is the same in two readings with a turn of the event loop between them. */
async function untilSteady(value: () => number): Promise<void> {
  for (let last = -1, same = 0; same < 20;) {
    await new Promise((resolve) => setImmediate(resolve));
    same = value() === last ? same + 1 : 0;
    last = value();
  }
}
