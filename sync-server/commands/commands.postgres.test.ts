import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commandsByName } from '#schema/commands.ts';
import { defineCommand, ok, reject, type CommandDefinition } from '#schema/command/define.ts';
import { newId, type UserId } from '#schema/ids.ts';
import type { PushResponse, WireCommand } from '#schema/protocol/commands.ts';
import { serverClientId } from './run.ts';
import { capture, push, pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let person: TestPerson;
let now = new Date('2026-11-22T12:00:00.000Z');

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } });
});
afterAll(() => server.close());
afterEach(() => {
  now = new Date('2026-11-22T12:00:00.000Z');
  for (const name of commandsByName.keys()) if (name.startsWith('test.')) definitions.delete(name);
});

const definitions = commandsByName as Map<string, CommandDefinition>;
const define = (definition: { name: string }) => definitions.set(definition.name, definition as unknown as CommandDefinition);

const command = (id: number, name: string, args: unknown = {}, at = now.toISOString()): WireCommand => ({
  id,
  name,
  version: 1,
  args,
  at,
});
const at = (instant: string) => ({ sentAt: instant });

async function inboxTitles(of: TestPerson): Promise<string[]> {
  const { rows } = await server.database.pool.query<{ title: string }>(
    'select title from inbox_items where user_id = $1 order by title',
    [of.id],
  );
  return rows.map(({ title }) => title);
}

const rejections = async (of: TestPerson) =>
  (
    await server.database.pool.query<{ command_id: number; name: string; error_code: string; error_detail: string | null }>(
      'select command_id, name, error_code, error_detail from replica.rejections where user_id = $1 order by command_id',
      [of.id],
    )
  ).rows;

const lastCommandId = async (clientId: string): Promise<number | undefined> =>
  (
    await server.database.pool.query<{ last_command_id: number }>(
      'select last_command_id from replica.clients where client_id = $1',
      [clientId],
    )
  ).rows[0]?.last_command_id;

const waitsForLock = async ({ database }: TestServer): Promise<boolean> =>
  (await database.pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
    .rowCount === 1;

describe('POST /v1/commands', () => {
  beforeAll(async () => {
    person = await server.signIn();
  });

  test('applies a batch in order and returns the id of the last command', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    const answer = await pushed(someone, clientId, [capture(1, 'a'), capture(2, 'b'), capture(3, 'c')]);
    expect(answer).toEqual({
      lastCommandId: 3,
      outcomes: [1, 2, 3].map((id) => ({ id, status: 'applied' })),
    });
    expect(await inboxTitles(someone)).toEqual(['a', 'b', 'c']);
    expect(await lastCommandId(clientId)).toBe(3);
  });

  test('answers a repeated request with duplicate and changes nothing', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    const commands = [capture(1), capture(2)];
    await pushed(someone, clientId, commands);
    const again = await pushed(someone, clientId, [...commands, capture(3)]);
    expect(again.outcomes.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'applied']);
    expect(await inboxTitles(someone)).toHaveLength(3);
  });

  test('a command with another order of keys or another sending time is a duplicate', async () => {
    const clientId = newId();
    const itemId = newId();
    const acted = now.toISOString();
    await pushed(person, clientId, [command(1, 'inbox.add', { id: itemId, title: 'x' }, acted)]);
    now = new Date('2026-11-23T12:00:00.000Z');
    const again = await pushed(person, clientId, [command(1, 'inbox.add', { title: 'x', id: itemId }, acted)]);
    expect(again.outcomes).toEqual([{ id: 1, status: 'duplicate' }]);
  });

  test('a request that reuses an id with other arguments is refused as a whole', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    await pushed(someone, clientId, [capture(1, 'first')]);
    const answer = await push(someone, clientId, [capture(1, 'other'), capture(2, 'second')]);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: 'client_id_reused' } });
    expect(await inboxTitles(someone)).toEqual(['first']);
    expect(await lastCommandId(clientId)).toBe(1);
  });

  test('a client id of another person is refused', async () => {
    const clientId = newId();
    await pushed(person, clientId, [capture(1)]);
    const other = await server.signIn();
    const answer = await push(other, clientId, [capture(1)]);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: 'client_id_reused' } });
    expect(await inboxTitles(other)).toEqual([]);
  });

  test('a closed client takes nothing more, and still answers what it took', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    const first = capture(1, 'first');
    await pushed(someone, clientId, [first]);
    expect(await pushed(someone, clientId, [], { closes: true })).toEqual({ lastCommandId: 1, outcomes: [] });
    const late = await push(someone, clientId, [first, capture(2, 'late')]);
    expect([late.status, await late.json()]).toMatchObject([409, { error: { code: 'client_id_reused' } }]);
    expect(await pushed(someone, clientId, [first])).toEqual({ lastCommandId: 1, outcomes: [{ id: 1, status: 'duplicate' }] });
    expect(await pushed(someone, clientId, [], { closes: true })).toEqual({ lastCommandId: 1, outcomes: [] });
    expect(await inboxTitles(someone)).toEqual(['first']);
  });

  test('a client can be closed before anything of it arrived, and a request without commands is refused otherwise', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    expect(await pushed(someone, clientId, [], { closes: true })).toEqual({ lastCommandId: 0, outcomes: [] });
    expect((await push(someone, clientId, [capture(1)])).status).toBe(409);
    expect((await push(someone, clientId, [])).status).toBe(400);
    expect((await push(someone, clientId, [capture(1)], { closes: true })).status).toBe(400);
    expect(await inboxTitles(someone)).toEqual([]);
  });

  test('a gap stops the batch: the commands before it are applied, and the answer gives the last id', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    const partly = await pushed(someone, clientId, [capture(1, 'one'), capture(3, 'three')]);
    expect(partly).toEqual({ lastCommandId: 1, outcomes: [{ id: 1, status: 'applied' }] });
    const nothing = await push(someone, clientId, [capture(3, 'three')]);
    expect(nothing.status).toBe(409);
    expect(await nothing.json()).toMatchObject({ error: { code: 'out_of_order' }, lastCommandId: 1 });
    expect(await inboxTitles(someone)).toEqual(['one']);
  });

  test('a rejected command changes no data, is stored as a rejection row with its reason, and does not block the next', async () => {
    define(defineCommand('test.half', {
      args: z.object({}),
      async apply(db, _args, ctx) {
        await db
          .insertInto('inbox_items')
          .values({
            id: ctx.derivedId('half'),
            user_id: ctx.userId,
            title: 'half',
            tags: [],
            created_at: ctx.now,
            updated_at: ctx.now,
          })
          .execute();
        return reject('limit_exceeded', 'Only halves.');
      },
    }));
    const clientId = newId();
    const someone = await server.signIn();
    const commands = [capture(1, 'before'), command(2, 'test.half'), capture(3, 'after')];
    const rejected = { id: 2, status: 'rejected', error: { code: 'limit_exceeded', detail: 'Only halves.' } };
    const answer = await pushed(someone, clientId, commands);
    expect(answer).toEqual({
      lastCommandId: 3,
      outcomes: [{ id: 1, status: 'applied' }, rejected, { id: 3, status: 'applied' }],
    });
    expect(await inboxTitles(someone)).toEqual(['after', 'before']);
    expect(await rejections(someone)).toEqual([
      { command_id: 2, name: 'test.half', error_code: 'limit_exceeded', error_detail: 'Only halves.' },
    ]);

    const again = await pushed(someone, clientId, commands);
    expect(again.outcomes[1]).toEqual(rejected);
    expect(await rejections(someone)).toHaveLength(1);
  });

  test('an unknown command, an unknown version and invalid arguments are rejected, and the queue continues', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    const answer = await pushed(someone, clientId, [
      command(1, 'no.such'),
      { ...command(2, 'inbox.add'), version: 99 },
      command(3, 'inbox.add', { id: 'not-an-id', title: '' }),
      command(4, 'constructor'),
      capture(5),
    ]);
    expect(answer.outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : outcome.status))).toEqual([
      'unknown_command',
      'unknown_command',
      'invalid_arguments',
      'unknown_command',
      'applied',
    ]);
    expect((await rejections(someone)).map(({ error_code }) => error_code)).toHaveLength(4);
  });

  test('a command that throws is rejected alone and never blocks the queue', async () => {
    define(defineCommand('test.poison', {
      args: z.object({}),
      apply: () => Promise.reject(new Error('a bug')),
    }));
    const clientId = newId();
    const someone = await server.signIn();
    const answer = await pushed(someone, clientId, [capture(1), command(2, 'test.poison'), capture(3)]);
    expect(answer.outcomes[1]).toEqual({ id: 2, status: 'rejected', error: { code: 'internal' } });
    expect(await inboxTitles(someone)).toHaveLength(2);
    expect(server.logged.filter(({ msg }) => msg === 'a command failed')).toHaveLength(1);
  });

  test('a violated constraint of the database is a rejection with a reason', async () => {
    define(defineCommand('test.overdraw', {
      args: z.object({}),
      async apply(db, _args, ctx) {
        await db
          .insertInto('focus_sessions')
          .values({
            id: ctx.derivedId('x'),
            user_id: ctx.userId,
            mode: 'nonsense' as 'pomodoro',
            started_at: ctx.now,
            created_at: ctx.now,
            updated_at: ctx.now,
          } as never)
          .execute();
        return ok();
      },
    }));
    const answer = await pushed(person, newId(), [command(1, 'test.overdraw')]);
    expect(answer.outcomes).toEqual([{ id: 1, status: 'rejected', error: { code: 'limit_exceeded' } }]);
  });

  test('while the database cannot apply a command, nothing of the batch is decided and the client is told to retry', async () => {
    define(defineCommand('test.deadlock', {
      args: z.object({}),
      apply: () => Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' })),
    }));
    const clientId = newId();
    const someone = await server.signIn();
    const answer = await push(someone, clientId, [capture(1), command(2, 'test.deadlock')]);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await inboxTitles(someone)).toEqual([]);
    expect(await lastCommandId(clientId)).toBeUndefined();
  });

  test('two requests of one client at once give each command one effect', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    const commands = Array.from({ length: 20 }, (_, index) => capture(index + 1));
    const answers = await Promise.all([1, 2, 3, 4].map(() => pushed(someone, clientId, commands)));
    const statuses = answers.flatMap(({ outcomes }) => outcomes.map(({ status }) => status));
    expect(statuses.filter((status) => status === 'applied')).toHaveLength(20);
    expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(60);
    expect(await inboxTitles(someone)).toHaveLength(20);
  });

  test('a batch whose device disconnected is completed, so a repeated request finds only duplicates', async () => {
    const clientId = newId();
    const someone = await server.signIn();
    const commands = [capture(1), capture(2)];
    const blocker = await server.database.pool.connect();
    await blocker.query('begin');
    await blocker.query('select id from users where id = $1 for update', [someone.id]);
    const hangUp = new AbortController();
    const unanswered = someone.fetch('/v1/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientId, commands, sentAt: now.toISOString() }),
      signal: hangUp.signal,
    });
    await expect.poll(() => waitsForLock(server), { timeout: 10_000 }).toBe(true);
    hangUp.abort();
    await expect(unanswered).rejects.toThrow('aborted');
    const again = push(someone, clientId, commands);
    await blocker.query('commit');
    blocker.release();
    const { outcomes } = (await (await again).json()) as PushResponse;
    expect(outcomes).toEqual([1, 2].map((id) => ({ id, status: 'duplicate' })));
  });

  test('two devices of one person at once do not disturb each other', async () => {
    const someone = await server.signIn();
    const devices = [newId(), newId(), newId()];
    await Promise.all(
      devices.map((clientId) =>
        pushed(
          someone,
          clientId,
          Array.from({ length: 10 }, (_, index) => capture(index + 1)),
        ),
      ),
    );
    expect(await inboxTitles(someone)).toHaveLength(30);
    for (const clientId of devices) expect(await lastCommandId(clientId)).toBe(10);
  });

  test('waiting requests of one person do not occupy the connections of others', async () => {
    const [busy, other] = [await server.signIn(), await server.signIn()];
    const blocker = await server.database.pool.connect();
    await blocker.query('begin');
    await blocker.query('select id from users where id = $1 for update', [busy.id]);
    const waiting = Array.from({ length: 30 }, () => push(busy, newId(), [capture(1)]));
    const answer = await push(other, newId(), [capture(1)]);
    expect(answer.status).toBe(200);
    await blocker.query('commit');
    blocker.release();
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([200]));
  });

  test.each([
    ['a correct clock is used as it is', '2026-11-22T11:59:30.000Z', '2026-11-22T11:59:50.000Z', '2026-11-22T11:59:30.000Z'],
    ['a clock a day behind is corrected', '2026-11-21T11:00:00.000Z', '2026-11-21T12:00:00.000Z', '2026-11-22T11:00:00.000Z'],
    ['a clock a day ahead is corrected', '2026-11-23T11:00:00.000Z', '2026-11-23T12:00:00.000Z', '2026-11-22T11:00:00.000Z'],
    [
      'an action made weeks ago offline keeps its time',
      '2026-11-01T08:00:00.000Z',
      '2026-11-22T12:00:00.000Z',
      '2026-11-01T08:00:00.000Z',
    ],
    [
      'no action is later than the server’s now',
      '2026-11-22T12:00:40.000Z',
      '2026-11-22T12:00:40.000Z',
      '2026-11-22T12:00:00.000Z',
    ],
  ])('%s', async (_title, actedAt, sentAt, expected) => {
    const itemId = newId();
    await pushed(person, newId(), [command(1, 'inbox.add', { id: itemId, title: 't' }, actedAt)], at(sentAt));
    const { rows } = await server.database.pool.query<{ created_at: Date }>('select created_at from inbox_items where id = $1', [
      itemId,
    ]);
    expect(rows[0]?.created_at.toISOString()).toBe(expected);
  });

  test('a request without a session is answered with signed_out', async () => {
    const answer = await fetch(`${server.url}/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'signed_out' } });
  });

  test('nobody can claim the client id of the server for a person, although anybody could compute it', async () => {
    const clientId = serverClientId(person.id as UserId);
    const answer = await push(person, clientId, [capture(1)]);
    expect(answer.status).toBe(400);
    expect(await lastCommandId(clientId)).toBeUndefined();
  });

  test.each([
    ['not JSON', '{', 400, 'bad_request'],
    ['no commands', JSON.stringify({ clientId: newId(), commands: [], sentAt: now.toISOString() }), 400, 'bad_request'],
    ['more than four MiB', `"${'x'.repeat(4 * 1024 * 1024)}"`, 413, 'too_large'],
  ])('a body that is %s is refused', async (_what, body, status, code) => {
    const answer = await person.fetch('/v1/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
  });
});
