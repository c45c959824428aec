// The way from one device to the server, which a test can cut and mend. Bytes pass unchanged.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

export class TcpProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #line: { isCut: boolean };

  private constructor(server: Server, port: number, sockets: Set<Socket>, line: { isCut: boolean }) {
    this.#server = server;
    this.port = port;
    this.#sockets = sockets;
    this.#line = line;
  }

  static async open(targetPort: number): Promise<TcpProxy> {
    const sockets = new Set<Socket>();
    const line = { isCut: false };
    const keep = (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      // A cut line is not an error of the test.
      socket.on('error', () => socket.destroy());
    };
    const server = createServer((incoming) => {
      keep(incoming);
      if (line.isCut) return void incoming.destroy();
      const outgoing = connect(targetPort, '127.0.0.1');
      keep(outgoing);
      incoming.on('close', () => outgoing.destroy());
      outgoing.on('close', () => incoming.destroy());
      incoming.pipe(outgoing).pipe(incoming);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    return new TcpProxy(server, address.port, sockets, line);
  }

  /** Breaks every connection and refuses new ones. */
  cut(): void {
    this.#line.isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#line.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
