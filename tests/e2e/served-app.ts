// A server for the tests of one file, and the devices that are opened on it. All of them stop after the tests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { Device, type DeviceOptions } from './device.ts';

export class ServedApp {
  #port = 0;
  #dataDir = '';
  #server: AppServer | undefined;
  #database: TestDatabase | undefined;
  readonly #devices: Device[] = [];

  async start(): Promise<void> {
    this.#dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
    this.#port = await freePort();
    this.#database = await testDatabase();
    const env = { DATABASE_URL: this.#database.url };
    this.#server = await startAppServer({ dataDir: this.#dataDir, port: this.#port, env });
  }

  get port(): number {
    return this.#port;
  }

  get database(): TestDatabase {
    if (!this.#database) throw new Error('the server is not started');
    return this.#database;
  }

  async open(options: Omit<DeviceOptions, 'serverPort'> = {}): Promise<Device> {
    const device = await Device.open({ serverPort: this.#port, ...options });
    this.#devices.push(device);
    return device;
  }

  async stop(): Promise<void> {
    for (const device of this.#devices) await device.close();
    await this.#server?.stop();
    await this.#database?.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

/** Call it once at the top of a test file. */
export function servedApp(): ServedApp {
  const app = new ServedApp();
  beforeAll(() => app.start());
  afterAll(() => app.stop());
  return app;
}
