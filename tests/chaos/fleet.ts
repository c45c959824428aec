// Many devices in this process, each with the real engine, PGlite, transports and its own faulty network, which keep saving
// commands during the kills. Records everything that was reported as saved.
import { Random } from '#tests/simulation/random.ts';
import { TestDevice } from '#tests/support/device.ts';
import type { HttpPerson } from '#tests/support/http-person.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import type { ReplicaClient } from '#src/replica/client.ts';
import type { Pool } from '#server/db/pool.ts';
import { Activity } from './activity.ts';
import { compareRows } from './compare-rows.ts';
import { commandToken } from './effects.ts';
import { deviceFault } from './line-faults.ts';
import { pause, untilOrStalled } from './waiting.ts';

const MOST_IN_A_BURST = 6;
const LONGEST_REST_MS = 3_000;
const TELLS_EVERY_MS = 30_000;

interface FleetDevice {
  name: string;
  userId: string;
  device: TestDevice;
  client: ReplicaClient;
  proxy: TcpProxy;
  activity: Activity;
  random: Random;
}

export interface FleetOptions {
  seed: string;
  serverPort: number;
  people: readonly HttpPerson[];
  devicesEach: number;
  exerciseId: string;
  deadLines: boolean;
}

const isSynced = ({ client }: FleetDevice): boolean => client.status().kind === 'synced';

export class Fleet {
  readonly saved: string[] = [];
  readonly #devices: FleetDevice[];
  readonly #deadLines: boolean;
  #isActive = false;
  #running: Promise<void>[] = [];
  #onPush: (() => void)[] = [];
  #onRead: (() => void)[] = [];

  private constructor(devices: FleetDevice[], deadLines: boolean) {
    this.#devices = devices;
    this.#deadLines = deadLines;
    for (const { proxy } of devices) proxy.onRequest = (bytes) => this.#noteRequest(bytes);
  }

  static async open(options: FleetOptions): Promise<Fleet> {
    const devices: FleetDevice[] = [];
    for (const [at, person] of options.people.entries()) {
      for (let number = 0; number < options.devicesEach; number += 1) {
        devices.push(await openDevice(options, person, `${at}.${number}`));
      }
    }
    return new Fleet(devices, options.deadLines);
  }

  start(): void {
    this.#isActive = true;
    for (const { proxy, random } of this.#devices) proxy.nextFault = () => deviceFault(random, this.#deadLines);
    this.#running = this.#devices.map((one) => this.#act(one));
  }

  /** Stops all commands and new faults; a silently dead connection stays dead. */
  async rest(): Promise<void> {
    this.#isActive = false;
    await Promise.all(this.#running);
    for (const { proxy } of this.#devices) proxy.calm();
  }

  /** Tells the devices that the network is back, so that they do not wait for their back-off. */
  nudge(): void {
    for (const { device } of this.#devices) {
      device.setOnline(false);
      device.setOnline(true);
    }
  }

  /** Resolves with the next push (or feed read) of any device, when its first bytes leave the device. */
  nextRequest(kind: 'push' | 'read'): Promise<void> {
    return new Promise((resolve) => (kind === 'push' ? this.#onPush : this.#onRead).push(resolve));
  }

  /**
   * The devices that are not synced after no device made progress for `stalledMs`: no command was acknowledged or passed.
   * Meanwhile `tell` is called at intervals with what they are waiting for.
   */
  async unsynced(stalledMs: number, tell: (text: string) => void): Promise<string[]> {
    let toldMs = performance.now();
    await untilOrStalled(
      () => this.#devices.every(isSynced),
      () => {
        if (performance.now() - toldMs > TELLS_EVERY_MS) {
          toldMs = performance.now();
          for (const text of this.#unsyncedNow()) tell(`waiting: ${text}`);
        }
        return this.#settledCommands();
      },
      stalledMs,
    );
    return this.#unsyncedNow();
  }

  #unsyncedNow(): string[] {
    return this.#devices
      .filter((one) => !isSynced(one))
      .map(({ name, client, device }) => {
        const { kind, facts } = device.engine?.driver.state ?? {};
        return `${name}: ${JSON.stringify(client.status())} ${String(kind)} ${JSON.stringify(facts)}`;
      });
  }

  /** Per device, the remaining differences from the server's rows, after their number has not decreased for `stalledMs`. */
  async diverged(pool: Pool, stalledMs: number): Promise<string[]> {
    const differences: string[] = [];
    for (const { name, device, userId } of this.#devices) {
      let found: string[] = [];
      const isEqual = async (): Promise<boolean> => {
        found = await compareRows((sql) => device.engine?.query(sql, []) ?? Promise.resolve([]), pool, userId);
        return found.length === 0;
      };
      await untilOrStalled(isEqual, () => -found.length, stalledMs, 1_000);
      if (found.length > 0) differences.push(`${name} (${found.length}): ${found.slice(0, 3).join(' | ')}`);
    }
    return differences;
  }

  /** The progress of all devices: it grows with each command that the server acknowledged or that the feed has passed. */
  #settledCommands(): number {
    const settled = this.#devices.map(({ device }) => {
      const { ackedSeq = 0, passedSeq = 0 } = device.engine?.driver.state.facts ?? {};
      return ackedSeq + passedSeq;
    });
    return settled.reduce((sum, one) => sum + one, 0);
  }

  /** Commands that were rejected and whose reason their device shows. */
  rejected(): Set<string> {
    return new Set(this.#devices.flatMap(({ client }) => client.rejected().map((command) => commandToken(command))));
  }

  faults(): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { proxy } of this.#devices) {
      for (const [kind, count] of proxy.faults) sums[kind] = (sums[kind] ?? 0) + count;
    }
    return sums;
  }

  async close(): Promise<void> {
    await this.rest();
    for (const { device, proxy } of this.#devices) {
      device.die();
      await proxy.close();
    }
  }

  async #act({ client, activity, random }: FleetDevice): Promise<void> {
    while (this.#isActive) {
      const burst = Array.from({ length: 1 + random.below(MOST_IN_A_BURST) }, () => activity.next(new Date()));
      const receipts = await client.dispatchAll(burst);
      this.saved.push(...burst.filter((_, at) => receipts[at]?.isSaved).map(commandToken));
      await pause(random.below(LONGEST_REST_MS));
    }
  }

  #noteRequest(bytes: Buffer): void {
    const text = bytes.subarray(0, 24).toString('latin1');
    const waiting = text.startsWith('POST /v1/commands') ? this.#onPush : text.startsWith('GET /v1/shape') ? this.#onRead : [];
    for (const resolve of waiting.splice(0)) resolve();
  }
}

async function openDevice(options: FleetOptions, person: HttpPerson, name: string): Promise<FleetDevice> {
  const proxy = await TcpProxy.open(options.serverPort);
  const device = new TestDevice(`http://127.0.0.1:${proxy.port}`, true);
  device.cookie = person.cookie;
  const client = await device.open();
  await client.signedIn();
  const random = new Random(`${options.seed} device ${name}`);
  const activity = new Activity(new Random(`${options.seed} activity ${name}`), options.exerciseId);
  return { name, userId: person.userId, device, client, proxy, activity, random };
}
