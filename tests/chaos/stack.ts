// The server and its Postgres as processes that can be killed and restarted on the same ports with the same data. fsync is on,
// so Postgres is durable. Only processes started here are killed.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#server/db/embedded.ts';
import { createClient, createPool, type Pool } from '#server/db/pool.ts';
import { Random } from '#tests/simulation/random.ts';
import { freePort, launchAppServer } from '#tests/support/app-server.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { bundleServer, type ServerBundle } from './bundle-server.ts';
import { installEffects } from './effects.ts';
import { databaseFault } from './line-faults.ts';
import { pause, until } from './waiting.ts';

const COMES_BACK_WITHIN_MS = 60_000;

type Server = ReturnType<typeof launchAppServer>;

export class Stack {
  readonly port: number;
  readonly url: string;
  /** For checks from outside, without the faulty connection. */
  readonly pool: Pool;
  /** Unexpected exits of the server process. */
  readonly serverExits: string[] = [];
  readonly #folder: string;
  readonly #bundle: ServerBundle;
  readonly #databasePort: number;
  readonly #line: TcpProxy;
  readonly #random: Random;
  #postgres: EmbeddedPostgres;
  #server: Server | undefined;
  #isKilling = false;
  /** An aborted run leaves no server behind; the embedded Postgres stops by itself. */
  readonly #onExit = (): void => void this.#server?.process.kill('SIGKILL');

  private constructor(parts: {
    folder: string;
    bundle: ServerBundle;
    port: number;
    postgres: EmbeddedPostgres;
    line: TcpProxy;
    random: Random;
  }) {
    this.#folder = parts.folder;
    this.#bundle = parts.bundle;
    this.port = parts.port;
    this.url = `http://127.0.0.1:${parts.port}`;
    this.#postgres = parts.postgres;
    this.#databasePort = parts.postgres.port;
    this.#line = parts.line;
    this.#random = parts.random;
    process.once('exit', this.#onExit);
    this.pool = createPool(parts.postgres.url, { applicationName: 'chaos-outside', max: 3 });
  }

  static async start(seed: string): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), 'cadence-chaos-'));
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    const line = await TcpProxy.open(postgres.port);
    const bundle = await bundleServer();
    const stack = new Stack({ folder, bundle, port: await freePort(), postgres, line, random: new Random(`${seed} stack`) });
    await stack.#startServer();
    await installEffects(stack.pool);
    return stack;
  }

  /** The id of a shipped exercise. */
  async exerciseId(): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>('select id from exercises where user_id is null order by id limit 1');
    const first = rows[0];
    if (!first) throw new Error('the server has no exercises');
    return first.id;
  }

  /** From now on the connection between the server and Postgres has the seed's faults. */
  breakDatabaseLine(deadLines: boolean): void {
    this.#line.nextFault = () => databaseFault(this.#random, deadLines);
  }

  mendDatabaseLine(): void {
    this.#line.calm();
  }

  get databaseFaults(): ReadonlyMap<string, number> {
    return this.#line.faults;
  }

  /** Kills the server, sometimes again while it restarts. Returns what was killed. */
  async killServer(): Promise<string[]> {
    const killed = ['server'];
    const isLineBad = this.#line.nextFault;
    await this.#endServer('SIGKILL');
    this.mendDatabaseLine();
    await pause(this.#random.chance(0.3) ? 0 : this.#random.below(400));
    if (this.#random.chance(0.5)) {
      const starting = this.#launch();
      // A server that is killed before it is ready never resolves this promise.
      starting.ready.catch(() => undefined);
      await pause(200 + this.#random.below(2_000));
      await this.#endServer('SIGKILL');
      killed.push('server while starting');
    }
    await this.#startServer();
    this.#line.nextFault = isLineBad;
    return killed;
  }

  /** Kills all or a part of Postgres and lets it recover. Returns what was killed. */
  async killPostgres(): Promise<string[]> {
    const victim = this.#random.weighted({ everything: 4, postmaster: 3, backend: 4, helper: 1 });
    const isKilled =
      victim === 'everything' || victim === 'postmaster' ? await this.#killMaster(victim) : await this.#killOne(victim);
    if (!isKilled) return [];
    if (!(await until(() => this.#canConnect(), COMES_BACK_WITHIN_MS))) throw new Error('Postgres did not come back');
    return [victim];
  }

  async stop(): Promise<void> {
    process.off('exit', this.#onExit);
    await this.#endServer('SIGTERM');
    await this.pool.end();
    await this.#line.close();
    await this.#postgres.stop();
    await this.#bundle.remove();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #launch(): Server {
    const url = new URL(this.#postgres.url);
    // The faulty proxy runs in this process, where the fleet's databases delay it, so it is used only in some server runs.
    if (this.#random.chance(0.2)) url.port = String(this.#line.port);
    const server = launchAppServer({
      dataDir: this.#folder,
      port: this.port,
      env: { DATABASE_URL: url.href, HOST: '127.0.0.1' },
      program: [this.#bundle.file],
    });
    this.#server = server;
    server.process.once('exit', (code, signal) => {
      if (!this.#isKilling) this.serverExits.push(`${String(code)} ${String(signal)}`);
    });
    return server;
  }

  async #startServer(): Promise<void> {
    await this.#launch().ready;
  }

  async #endServer(signal: NodeJS.Signals): Promise<void> {
    this.#isKilling = true;
    await this.#server?.end(signal);
    this.#isKilling = false;
  }

  /**
   * `everything`: the whole process group at once, like a power failure. `postmaster`: its backends detect its death and exit.
   */
  async #killMaster(victim: 'everything' | 'postmaster'): Promise<boolean> {
    const pid = await this.#postmasterPid();
    process.kill(victim === 'everything' ? -pid : pid, 'SIGKILL');
    // Resolves when the last Postgres process has exited.
    await this.#postgres.stop();
    await pause(this.#random.chance(0.5) ? 0 : this.#random.below(500));
    this.#postgres = await startEmbeddedPostgres({ dataDir: join(this.#folder, 'postgres'), port: this.#databasePort });
    return true;
  }

  /** Kills one process; Postgres then restarts all others and recovers by itself. */
  async #killOne(victim: 'backend' | 'helper'): Promise<boolean> {
    const { rows } = await this.pool.query<{ pid: number }>(
      victim === 'backend'
        ? `select pid from pg_stat_activity where application_name like 'cadence-%'
            order by (xact_start is null), (state = 'idle'), random() limit 1`
        : `select pid from pg_stat_activity where backend_type in ('checkpointer', 'walwriter', 'background writer')
            order by random() limit 1`,
    );
    const pid = rows[0]?.pid;
    if (pid === undefined) return false;
    process.kill(pid, 'SIGKILL');
    return until(async () => !isAlive(pid), COMES_BACK_WITHIN_MS, 5);
  }

  async #postmasterPid(): Promise<number> {
    return Number((await readFile(join(this.#folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  async #canConnect(): Promise<boolean> {
    const client = createClient(this.#postgres.url);
    // A refused connection also emits an error event.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
