// A small load balancer: each new connection goes to the next server in turn, and to the one after it when that server is away.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

export class RoundRobin {
  readonly port: number;
  /** Connections by the port of the server that took them. */
  readonly taken = new Map<number, number>();
  readonly #server: Server;
  readonly #ports: readonly number[];
  readonly #sockets = new Set<Socket>();
  #next = 0;

  private constructor(server: Server, ports: readonly number[]) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    this.port = address.port;
    this.#server = server;
    this.#ports = ports;
    server.on('connection', (incoming: Socket) => this.#forward(incoming, this.#ports.length));
  }

  static async open(ports: readonly number[]): Promise<RoundRobin> {
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new RoundRobin(server, ports);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #forward(incoming: Socket, attempts: number): void {
    this.#keep(incoming);
    const port = this.#ports[this.#next % this.#ports.length] ?? 0;
    this.#next += 1;
    const outgoing = connect(port, '127.0.0.1');
    this.#keep(outgoing);
    let isConnected = false;
    outgoing.once('connect', () => {
      isConnected = true;
      this.taken.set(port, (this.taken.get(port) ?? 0) + 1);
      incoming.on('close', () => outgoing.destroy());
      incoming.pipe(outgoing).pipe(incoming);
    });
    outgoing.once('close', () => {
      if (!isConnected && attempts > 1 && !incoming.destroyed) this.#forward(incoming, attempts - 1);
      else incoming.destroy();
    });
  }

  #keep(socket: Socket): void {
    if (this.#sockets.has(socket)) return;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A connection that ends is not an error of the test.
    socket.on('error', () => socket.destroy());
  }
}
