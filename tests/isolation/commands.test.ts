// I6 for commands: whatever command another person sends with ids of this person's rows, nothing changes, and the answer is the
// one for missing rows, except that an id is taken.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandContext, type CommandOutcome } from '#schema/command/define.ts';
import { allCommands, commandsByName } from '#schema/commands.ts';
import { idFromParts, newId, type ClientId, type UserId } from '#schema/ids.ts';
import { PERSON_HEADER } from '#schema/protocol/commands.ts';
import { sessionKysely, type RunStatement } from '#schema/session.ts';
import { openPostgresDatabase } from '#tests/conformance/postgres-database.ts';
import { scenarioUser, SCENARIO_START, type CommandDatabase, type Scenario, type Step } from '#tests/conformance/scenario.ts';
import { scenariosByDomain } from '#tests/conformance/scenarios/index.ts';
import { capture, push, pushed, startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { Sightings } from './sightings.ts';

const stranger = idFromParts('isolation', 'stranger') as UserId;
let database: CommandDatabase;

beforeAll(async () => {
  database = await openPostgresDatabase();
});
afterAll(() => database?.close());

async function apply(run: RunStatement, userId: UserId, { name, args, minute, device = 'phone' }: Step): Promise<CommandOutcome> {
  const definition = commandsByName.get(name);
  if (!definition) throw new Error(`there is no command ${name}`);
  const ctx = commandContext({
    userId,
    clientId: idFromParts('isolation', userId, device) as ClientId,
    commandId: 1,
    now: new Date(SCENARIO_START.getTime() + minute * 60_000),
    decidedAt: new Date(SCENARIO_START.getTime() + minute * 60_000),
  });
  return definition.apply(sessionKysely(run), definition.args.parse(args), ctx);
}

/** The content of a scope's feed without its numbers; the triggers copy every row into it. */
async function feedOf(run: RunStatement, ...scopes: string[]): Promise<string[]> {
  const quoted = scopes.map((scope) => `'${scope}'`).join(', ');
  const { rows } = await run(
    `select tbl || ' ' || pk || ' ' || coalesce("row"::text, 'gone') as line from replica.feed
     where scope in (${quoted}) order by 1`,
    [],
  );
  return (rows as { line: string }[]).map(({ line }) => line);
}

/** A test that ran out of its time goes on with its statements; the next one on this connection starts after them. */
let previousWorld: Promise<unknown> = Promise.resolve();

/** Runs `work` in a transaction that is rolled back, with both people and the scenario's rows. */
function inWorld<T>(scenario: Scenario, work: (run: RunStatement) => Promise<T>): Promise<T> {
  const world = previousWorld.then(() => openWorld(scenario, work));
  previousWorld = world.catch(() => undefined);
  return world;
}

async function openWorld<T>(scenario: Scenario, work: (run: RunStatement) => Promise<T>): Promise<T> {
  const { run } = database;
  await run('begin', []);
  try {
    const db = sessionKysely(run);
    const [created_at, updated_at] = [SCENARIO_START, SCENARIO_START];
    await db
      .insertInto('users')
      .values([
        { id: scenarioUser, email: 'owner@example.org', created_at, updated_at },
        { id: stranger, email: 'another@example.org', created_at, updated_at },
      ])
      .execute();
    await scenario.given?.(db, scenarioUser);
    return await work(run);
  } finally {
    await run('rollback', []);
  }
}

async function inSavepoint<T>(run: RunStatement, isKept: (result: T) => boolean, work: () => Promise<T>): Promise<T> {
  await run('savepoint one', []);
  const result = await work();
  await run(isKept(result) ? 'release savepoint one' : 'rollback to savepoint one', []);
  return result;
}

const isOk = (outcome: CommandOutcome) => outcome.ok;

/** The outcomes of the stranger's commands when the owner has done nothing: each alone, nothing kept. */
const strangersAlone = (scenario: Scenario): Promise<CommandOutcome[]> =>
  inWorld(scenario, async (run) => {
    const outcomes: CommandOutcome[] = [];
    for (const step of scenario.steps)
      outcomes.push(
        await inSavepoint(
          run,
          () => false,
          () => apply(run, stranger, step),
        ),
      );
    return outcomes;
  });

async function expectNothingReached(scenario: Scenario): Promise<number> {
  const alone = await strangersAlone(scenario);
  return inWorld(scenario, async (run) => {
    let tried = 0;
    for (const done of scenario.steps) {
      await inSavepoint(run, isOk, () => apply(run, scenarioUser, done));
      const before = await feedOf(run, `user:${scenarioUser}`, 'public');
      for (const [at, step] of scenario.steps.entries()) {
        const title = `${step.name} by another after ${done.name}`;
        const outcome = await inSavepoint(
          run,
          () => false,
          async () => {
            const ended = await apply(run, stranger, step);
            expect(await feedOf(run, `user:${scenarioUser}`, 'public'), title).toEqual(before);
            const told = (await feedOf(run, `user:${stranger}`)).filter((line) => line.includes(scenarioUser));
            expect(told, title).toEqual([]);
            return ended;
          },
        );
        tried += 1;
        if (outcome.ok && scenario.open?.includes(step.name)) continue;
        // A conflict reveals that an id is taken, which cannot be hidden from someone who guesses the id.
        if (!(!outcome.ok && outcome.error.code === 'conflict' && alone[at]?.ok)) expect(outcome, title).toEqual(alone[at]);
        if (!outcome.ok && outcome.error.code === 'conflict') expect(outcome.error.detail).toBeUndefined();
      }
    }
    return tried;
  });
}

describe.each(Object.entries(scenariosByDomain))('%s', (_domain, scenarios) => {
  it.each(scenarios)('Another person sends the same commands: $title', { timeout: 180_000 }, async (scenario) => {
    expect(await expectNothingReached(scenario)).toBe(scenario.steps.length ** 2);
  });
});

it('another person sends every command in at least one scenario', () => {
  const sent = new Set(
    Object.values(scenariosByDomain).flatMap((scenarios) =>
      scenarios.flatMap(({ steps }) => steps.map(({ name }) => name as string)),
    ),
  );
  expect(allCommands.map(({ name }) => name).filter((name) => !sent.has(name))).toEqual([]);
});

it('the suite detects a command that does not check the owner of a row', async () => {
  const scenario = scenariosByDomain['inbox']?.find(({ steps }) => steps.some(({ name }) => name === 'inbox.edit'));
  const definition = commandsByName.get('inbox.edit');
  if (!scenario || !definition) throw new Error('the scenario or the command is missing');
  const { apply: right } = definition;
  Object.assign(definition, {
    apply: async (...[db, args, ctx]: Parameters<typeof right>) => {
      const { id } = args as { id: string };
      await db.updateTable('inbox_items').set({ title: 'mine now' }).where('id', '=', id).execute();
      return right(db, args, ctx);
    },
  });
  try {
    await expect(expectNothingReached(scenario)).rejects.toThrow('inbox.edit by another');
  } finally {
    Object.assign(definition, { apply: right });
  }
});

describe('over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('another person cannot use this person’s client: no command is taken, no outcome is revealed, and its counter stays', async () => {
    const [alice, bob] = [await server.signIn(), await server.signIn()];
    const clientId = newId();
    const [secretId, marker] = [newId(), 'markofalice'];
    const first = capture(1, marker, secretId);
    const invalid = { ...capture(2, marker), args: { id: secretId, title: '' } };
    await pushed(alice, clientId, [first, invalid]);
    const sightings = new Sightings();
    const clients = async () =>
      (await server.database.pool.query('select user_id, last_command_id from replica.clients where client_id = $1', [clientId]))
        .rows;
    const before = await clients();
    for (const commands of [[first], [invalid], [capture(1)], [capture(3, 'of bob', secretId)], [capture(9)]]) {
      const answer = await push(bob, clientId, commands);
      expect(answer.status).toBe(409);
      expect(JSON.parse(await sightings.read('push', answer))).toMatchObject({ error: { code: 'client_id_reused' } });
    }
    // From their own device, with the other person's row id.
    const own = newId();
    const naming = [
      capture(1, 'of bob', secretId),
      { ...capture(2), name: 'inbox.edit', args: { id: secretId, title: 'of bob' } },
      { ...capture(3), name: 'inbox.delete', args: { id: secretId } },
    ];
    const { outcomes } = JSON.parse(await sightings.read('own device', await push(bob, own, naming))) as { outcomes: unknown };
    expect(outcomes).toMatchObject([{ error: { code: 'conflict' } }, { error: { code: 'not_found' } }, { status: 'applied' }]);
    await sightings.read('feed', await bob.fetch('/v1/shape?scope=me&offset=-1'));
    sightings.expectNone([marker, alice.id, alice.email]);
    expect(await clients()).toEqual(before);
    const { rows } = await server.database.pool.query('select user_id, title from inbox_items where id = $1', [secretId]);
    expect(rows).toEqual([{ user_id: alice.id, title: marker }]);
  });

  it('a request that names another person than its cookie counts as signed out', async () => {
    const [alice, bob] = [await server.signIn(), await server.signIn()];
    for (const path of ['/v1/shape?scope=me&offset=-1', '/v1/auth/session']) {
      const answer = await bob.fetch(path, { headers: { [PERSON_HEADER]: alice.id } });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain(bob.email);
    }
    const answer = await bob.fetch('/v1/commands', {
      method: 'POST',
      headers: { [PERSON_HEADER]: alice.id, 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: newId(), commands: [capture(1)], sentAt: new Date().toISOString() }),
    });
    expect(answer.status).toBe(401);
    const { rows } = await server.database.pool.query('select 1 from inbox_items where user_id in ($1, $2)', [alice.id, bob.id]);
    expect(rows).toEqual([]);
  });
});
