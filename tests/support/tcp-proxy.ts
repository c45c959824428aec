// The way from one device to the server, which a test can cut and mend, and which can be as bad as networks are. Without
// faults bytes pass unchanged.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { Transform } from 'node:stream';

/** What happens to one connection. `afterBytes` counts both directions, so that requests and answers are hit alike. */
export type LineFault =
  | { kind: 'none' }
  /** Every piece comes this much later. */
  | { kind: 'delay'; ms: number }
  | { kind: 'throttle'; bytesPerSecond: number }
  /** Closed in order, in the middle of whatever was said. */
  | { kind: 'cut'; afterBytes: number }
  | { kind: 'reset'; afterBytes: number }
  /** Nothing passes any more, and neither side is told: what a phone leaves behind that changes its network. */
  | { kind: 'half-open'; afterBytes: number };

export class TcpProxy {
  readonly port: number;
  /** Asked for each new connection. */
  nextFault: () => LineFault = () => ({ kind: 'none' });
  /** How many connections had each fault that came to pass. */
  readonly faults = new Map<LineFault['kind'], number>();
  /** Called with what a device sends, before it is passed on. */
  onRequest: ((bytes: Buffer) => void) | undefined;
  readonly #targetPort: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #faultyLines = new Set<FaultyLine>();
  /** Of lines without a fault. */
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
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, targetPort);
  }

  /** Breaks every connection and refuses new ones. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** No more faults, on lines that are open either; what is dead stays dead. */
  calm(): void {
    this.nextFault = () => ({ kind: 'none' });
    for (const line of this.#faultyLines) line.calm();
  }

  /** Nothing passes any more on the faultless lines that are open, and nobody is told. New ones are as good as before. */
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
    const outgoing = connect(this.#targetPort, '127.0.0.1');
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
    // A cut line is not an error of the test.
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
    // Of a dead line nobody learns that the other end has gone.
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

  /** Calls `done` with what arrives; never, when nothing more does. */
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
        // The bytes before the end are on their way in this turn of the loop.
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
