// The connection from one device to the server, which a test can cut and restore, and which can have network faults. Without
// faults bytes pass unchanged.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { Transform } from 'node:stream';

/** What happens to one connection. `afterBytes` counts both directions, so that requests and answers are equally affected. */
export type LineFault =
  | { kind: 'none' }
  /** Delays every chunk by this time. */
  | { kind: 'delay'; ms: number }
  | { kind: 'throttle'; bytesPerSecond: number }
  /** Closed in order, in the middle of any message. */
  | { kind: 'cut'; afterBytes: number }
  | { kind: 'reset'; afterBytes: number }
  /** No bytes pass any more, and neither side is notified, as when a phone changes its network. */
  | { kind: 'half-open'; afterBytes: number };

export class TcpProxy {
  readonly port: number;
  /** Called for each new connection. */
  nextFault: () => LineFault = () => ({ kind: 'none' });
  /** The number of connections per fault that happened. */
  readonly faults = new Map<LineFault['kind'], number>();
  /** Called with the bytes that a device sends, before they are forwarded. */
  onRequest: ((bytes: Buffer) => void) | undefined;
  readonly #targetPort: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #faultyLines = new Set<FaultyLine>();
  /** For connections without a fault. */
  readonly #silencers = new Set<() => void>();
  #isCut = false;

  private constructor(server: Server, targetPort: number) {
    this.#server = server;
    this.#targetPort = targetPort;
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    this.port = address.port;
    server.on('connection', (incoming: Socket) => this.#connect(incoming));
  }

  static async open(targetPort: number): Promise<TcpProxy> {
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, targetPort);
  }

  /** Closes every connection and refuses new ones. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Ends all faults, also on open connections; dead connections stay dead. */
  calm(): void {
    this.nextFault = () => ({ kind: 'none' });
    for (const line of this.#faultyLines) line.calm();
  }

  /** Blocks all bytes on open connections without a fault, and notifies nobody. New connections work as before. */
  fallSilent(): void {
    for (const silence of this.#silencers) silence();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #connect(incoming: Socket): void {
    this.#keep(incoming);
    if (this.#isCut) return void incoming.destroy();
    const outgoing = connect({ port: this.#targetPort, host: '127.0.0.1', noDelay: true });
    this.#keep(outgoing);
    incoming.on('data', (bytes: Buffer) => this.onRequest?.(bytes));
    const fault = this.nextFault();
    if (fault.kind === 'none') {
      const silence = (): void => {
        incoming.unpipe(outgoing);
        outgoing.unpipe(incoming);
      };
      this.#silencers.add(silence);
      incoming.on('close', () => {
        this.#silencers.delete(silence);
        outgoing.destroy();
      });
      outgoing.on('close', () => incoming.destroy());
      incoming.pipe(outgoing).pipe(incoming);
      return;
    }
    const note = (): void => void this.faults.set(fault.kind, (this.faults.get(fault.kind) ?? 0) + 1);
    const line = new FaultyLine(incoming, outgoing, fault, note);
    this.#faultyLines.add(line);
    incoming.on('close', () => this.#faultyLines.delete(line));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A cut connection is not an error of the test.
    socket.on('error', () => socket.destroy());
  }
}

class FaultyLine {
  readonly #incoming: Socket;
  readonly #outgoing: Socket;
  #fault: LineFault;
  readonly #onFault: () => void;
  #passedBytes = 0;
  #isDead = false;
  #hasHappened = false;

  constructor(incoming: Socket, outgoing: Socket, fault: LineFault, onFault: () => void) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#fault = fault;
    this.#onFault = onFault;
    incoming.on('close', () => outgoing.destroy());
    // On a dead connection neither end learns that the other has closed.
    outgoing.on('close', () => this.#isDead || incoming.destroy());
    incoming.pipe(this.#direction()).pipe(outgoing);
    outgoing.pipe(this.#direction()).pipe(incoming);
  }

  calm(): void {
    if (!this.#isDead) this.#fault = { kind: 'none' };
  }

  #direction(): Transform {
    const direction = new Transform({
      transform: (bytes: Buffer, _encoding, done) => this.#pass(bytes, (passed) => done(null, passed)),
    });
    return direction.on('error', () => this.#incoming.destroy());
  }

  /** Calls `done` with the bytes that arrive; never, when no more bytes arrive. */
  #pass(bytes: Buffer, done: (passed: Buffer) => void): void {
    const fault = this.#fault;
    switch (fault.kind) {
      case 'none':
        return done(bytes);
      case 'delay':
        this.#note();
        return void setTimeout(() => done(bytes), fault.ms);
      case 'throttle':
        this.#note();
        return void setTimeout(() => done(bytes), (bytes.length * 1000) / fault.bytesPerSecond);
      default: {
        if (this.#isDead) return;
        const left = fault.afterBytes - this.#passedBytes;
        this.#passedBytes += bytes.length;
        if (bytes.length <= left) return done(bytes);
        if (left > 0) done(bytes.subarray(0, left));
        this.#isDead = true;
        this.#note();
        // Sends the bytes before the end in this turn of the event loop.
        setImmediate(() => this.#end(fault.kind));
      }
    }
  }

  #end(how: 'cut' | 'reset' | 'half-open'): void {
    if (how === 'half-open') return;
    if (how === 'cut') this.#incoming.end();
    else this.#incoming.resetAndDestroy();
    this.#outgoing.destroy();
  }

  #note(): void {
    if (!this.#hasHappened) this.#onFault();
    this.#hasHappened = true;
  }
}
