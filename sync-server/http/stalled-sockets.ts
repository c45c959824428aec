// Closes connections whose client does not read its answer. It checks sockets, so it covers every kind of answer: event
// streams, pages of rows, files. Invariant: bytes stay queued in this process only for clients that keep reading, and their sum
// stays near `maxQueuedBytes`.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface StallBounds {
  /** How long a connection may make no progress, in addition to the time that its queue needs at the minimum speed. */
  quietMs: number;
  /** Node reports a chunk only when all of it was sent, so a large chunk on a slow connection shows no progress for long. */
  minBytesPerSecond: number;
  /** The limit over all connections. Beyond it, connections without progress for the longest time are closed first. */
  maxQueuedBytes: number;
  sweepMs: number;
}

export const STALL_BOUNDS: StallBounds = {
  quietMs: 30_000,
  minBytesPerSecond: 4 * 1024,
  maxQueuedBytes: 128 * 1024 * 1024,
  sweepMs: 1_000,
};

/** The bytes that a connection had delivered at its last progress, and the time of that progress. */
export interface Progress {
  delivered: number;
  sinceMs: number;
}

export interface Queue<Connection> {
  connection: Connection;
  queuedBytes: number;
  sinceMs: number;
}

export const nextProgress = (before: Progress | undefined, delivered: number, nowMs: number): Progress =>
  before?.delivered === delivered ? before : { delivered, sinceMs: nowMs };

/**
 * The connections to close: those past their deadline, then those without progress for longest, until the rest is within the
 * limit.
 */
export function planCuts<Connection>(
  queues: readonly Queue<Connection>[],
  { quietMs, minBytesPerSecond, maxQueuedBytes }: StallBounds,
  nowMs: number,
): Connection[] {
  const deadlineMs = ({ sinceMs, queuedBytes }: Queue<Connection>) =>
    sinceMs + quietMs + (queuedBytes * 1000) / minBytesPerSecond;
  let waitingBytes = 0;
  for (const queue of queues) if (deadlineMs(queue) > nowMs) waitingBytes += queue.queuedBytes;
  const cuts: Connection[] = [];
  for (const queue of queues.toSorted((a, b) => a.sinceMs - b.sinceMs)) {
    const isLate = deadlineMs(queue) <= nowMs;
    if (!isLate && waitingBytes <= maxQueuedBytes) continue;
    cuts.push(queue.connection);
    if (!isLate) waitingBytes -= queue.queuedBytes;
  }
  return cuts;
}

export class StalledSockets {
  readonly #bounds: StallBounds;
  readonly #nowMs: () => number;
  readonly #onCut: (cut: { connections: number; queuedBytes: number }) => void;
  /** The progress of each open connection: undefined while nothing is queued for it. */
  readonly #open = new Map<Socket, Progress | undefined>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: {
    bounds?: Partial<StallBounds> | undefined;
    /** Monotonic milliseconds. */
    nowMs?: () => number;
    onCut: (cut: { connections: number; queuedBytes: number }) => void;
  }) {
    this.#bounds = { ...STALL_BOUNDS, ...options.bounds };
    this.#nowMs = options.nowMs ?? (() => performance.now());
    this.#onCut = options.onCut;
    this.#timer = setInterval(() => this.sweep(), this.#bounds.sweepMs).unref();
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.#open.set(socket, undefined);
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  get queuedBytes(): number {
    let bytes = 0;
    for (const socket of this.#open.keys()) bytes += socket.writableLength;
    return bytes;
  }

  sweep(): void {
    const nowMs = this.#nowMs();
    const queues: Queue<Socket>[] = [];
    for (const [socket, before] of this.#open) {
      const queuedBytes = socket.writableLength;
      // `bytesWritten` includes queued bytes.
      const progress = queuedBytes === 0 ? undefined : nextProgress(before, socket.bytesWritten - queuedBytes, nowMs);
      this.#open.set(socket, progress);
      if (progress) queues.push({ connection: socket, queuedBytes, sinceMs: progress.sinceMs });
    }
    const cuts = planCuts(queues, this.#bounds, nowMs);
    if (cuts.length === 0) return;
    let cutBytes = 0;
    for (const socket of cuts) {
      cutBytes += socket.writableLength;
      this.#open.delete(socket);
      // After a plain close the kernel would keep trying to deliver the queued bytes.
      socket.resetAndDestroy();
    }
    this.#onCut({ connections: cuts.length, queuedBytes: cutBytes });
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
