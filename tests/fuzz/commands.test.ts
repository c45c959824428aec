// Commands generated from their own schemas, then broken, then with every naughty text in every text field. None may cause a
// 5xx or an `internal` error, each is answered once, ledger and balances agree, and a replica that follows has the same rows.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { allCommands } from '#schema/commands.ts';
import { newId } from '#schema/ids.ts';
import { MAX_COMMANDS_PER_REQUEST, type PushResponse, type WireCommand } from '#schema/protocol/commands.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { brokenIn } from './broken.ts';
import { expectSameRows, expectSoundBooks } from './invariants.ts';
import { anyText, instant, textFields, valuesOf, type JsonSchema } from './json-schema.ts';
import { naughtyStrings } from './naughty.ts';
import { fuzzRuns, fuzzSeed, isLongFuzz, seedText } from './seed.ts';
import { watched } from './watch.ts';

vi.setConfig({ testTimeout: isLongFuzz ? 3_600_000 : 600_000 });

/** A batch may not hide one command that takes many seconds. */
const COMMANDS_PER_SECOND_OF_WORK = 25;

let server: TestServer;
let person: TestPerson;
const devices: FuzzedDevice[] = [];
beforeAll(async () => {
  // A test that runs out of time has no message of its own.
  console.info(seedText);
  server = await startTestServer();
  person = await server.signIn();
});
afterAll(() => server.close());

const schemas = allCommands.map(({ name, args, version }) => ({
  name,
  version,
  schema: z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as JsonSchema,
}));

const now = () => new Date().toISOString();

/** A device that sends the given commands, a hundred at a time, and counts their outcomes. */
class FuzzedDevice {
  readonly clientId = newId();
  readonly codes = new Map<string, number>();
  readonly appliedNames = new Set<string>();
  sent = 0;

  constructor() {
    devices.push(this);
  }

  async send(commands: readonly { name: string; version: number; args: unknown; at?: string }[]): Promise<void> {
    for (let from = 0; from < commands.length;) {
      const batch = commands.slice(from, from + MAX_COMMANDS_PER_REQUEST);
      const wire: WireCommand[] = batch.map((command, at) => ({ at: now(), ...command, id: this.sent + at + 1 }));
      // A request has a budget of time; the server answers for what it took, and the rest is sent again.
      from += await this.#push(wire);
    }
  }

  /** Returns how many of the commands were answered for, at least one. */
  async #push(commands: WireCommand[]): Promise<number> {
    const body = JSON.stringify({ clientId: this.clientId, commands, sentAt: now() });
    const what = `${seedText} ${body}`;
    const headers = { 'content-type': 'application/json' };
    const ask = (signal: AbortSignal) => person.fetch('/v1/commands', { method: 'POST', headers, body, signal });
    const answer = await watched(what, ask, 1 + commands.length / COMMANDS_PER_SECOND_OF_WORK);
    expect(answer.status, answer.body).toBe(200);
    const { outcomes, lastCommandId } = JSON.parse(answer.body) as PushResponse;
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.map(({ id }) => id)).toEqual(commands.slice(0, outcomes.length).map(({ id }) => id));
    expect(lastCommandId).toBe(this.sent + outcomes.length);
    this.sent = lastCommandId;
    for (const [at, outcome] of outcomes.entries()) {
      const command = commands[at];
      const code = outcome.status === 'rejected' ? outcome.error.code : outcome.status;
      this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
      expect(code, `${seedText} ${JSON.stringify(command)}`).not.toBe('internal');
      if (code === 'applied' && command) this.appliedNames.add(command.name);
    }
    return outcomes.length;
  }
}

const expectBooks = () =>
  expectSoundBooks(server.database.pool, person.id, new Map(devices.map(({ clientId, sent }) => [clientId, sent])));

function expectNothingFailed(): void {
  expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
}

test('valid commands at the limits of their schemas are applied or rejected with a reason, and ledger and balances agree', async () => {
  const device = new FuzzedDevice();
  const ids = Array.from({ length: 4 }, () => newId());
  const any = fc.oneof(
    ...schemas.map(({ name, version, schema }) =>
      fc.record({
        name: fc.constant(name),
        version: fc.constant(version),
        args: valuesOf(schema, { ids, text: anyText }),
        at: instant,
      }),
    ),
  );
  await device.send(fc.sample(any, { seed: fuzzSeed, numRuns: fuzzRuns(800) }));
  expectNothingFailed();
  await expectBooks();
  // If every command is rejected, the fuzz test covers nothing.
  expect(device.codes.get('applied') ?? 0).toBeGreaterThan(device.sent / 20);
});

test('commands broken in one place are applied or rejected with a reason, and ledger and balances agree', async () => {
  const device = new FuzzedDevice();
  const ids = Array.from({ length: 4 }, () => newId());
  const broken = fc.oneof(
    ...schemas.map(({ name, version, schema }) =>
      fc.record({
        name: fc.oneof(
          { weight: 20, arbitrary: fc.constant(name) },
          anyText.map((text) => text.slice(0, 80)),
        ),
        version: fc.oneof({ weight: 20, arbitrary: fc.constant(version) }, fc.constantFrom(2, 99, Number.MAX_SAFE_INTEGER)),
        args: brokenIn(valuesOf(schema, { ids, text: anyText })),
      }),
    ),
  );
  await device.send(fc.sample(broken, { seed: fuzzSeed, numRuns: fuzzRuns(800) }));
  expectNothingFailed();
  await expectBooks();
  expect(device.codes.get('invalid_arguments') ?? 0).toBeGreaterThan(device.sent / 4);
});

test('every naughty text in every text field is stored or rejected with a reason', async () => {
  const device = new FuzzedDevice();
  const fields = schemas.flatMap(({ name, schema }) => textFields(schema).map((path) => `${name} ${path.join('.')}`));
  expect(fields).toContain('inbox.add title');
  expect(fields.length).toBeGreaterThan(20);
  // The long run uses all texts; each short run uses a different part.
  const step = isLongFuzz ? 1 : 20;
  const chosen = naughtyStrings.filter((_, at) => at % step === fuzzSeed % step);
  for (const [at, text] of chosen.entries()) {
    // One id everywhere, so that a later command finds what an earlier one created.
    const vocabulary = { ids: [newId()], text: fc.constant(text) };
    const round = schemas.flatMap(({ name, version, schema }) =>
      fc.sample(valuesOf(schema, vocabulary), { seed: fuzzSeed + at, numRuns: 2 }).map((args) => ({ name, version, args })),
    );
    await device.send(round);
  }
  expectNothingFailed();
  await expectBooks();
  expect(device.appliedNames).toContain('inbox.add');
});

test('a replica that follows the feed afterwards has the server’s rows', () => expectSameRows(server, person));
