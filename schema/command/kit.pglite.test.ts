import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { SCENARIO_START, scenarioId, scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { idFromParts, type ClientId, type UserId } from '../ids.ts';
import { sessionKysely } from '../session.ts';
import { commandContext, type CommandContext, type CommandDb } from './define.ts';
import { deleteOwn, insertOwn, insertionOutcome, madeAt, ownRow, patchOwn } from './kit.ts';

let database: CommandDatabase;
beforeAll(async () => {
  database = await openPgliteDatabase();
});
afterAll(() => database?.close());

const stranger = idFromParts('kit', 'stranger') as UserId;
const contextOf = (userId: UserId): CommandContext =>
  commandContext({
    userId,
    clientId: scenarioId('phone') as ClientId,
    commandId: 1,
    now: SCENARIO_START,
    decidedAt: SCENARIO_START,
  });
const mine = contextOf(scenarioUser);
const theirs = contextOf(stranger);
const id = scenarioId('a note');

async function inTransaction(work: (db: CommandDb) => Promise<void>): Promise<void> {
  const db = sessionKysely(database.run);
  await database.run('BEGIN', []);
  try {
    for (const userId of [scenarioUser, stranger]) {
      const row = { id: userId, email: `${userId}@example.org`, created_at: SCENARIO_START, updated_at: SCENARIO_START };
      await db.insertInto('users').values(row).execute();
    }
    await work(db);
  } finally {
    await database.run('ROLLBACK', []);
  }
}

const insert = (db: CommandDb, ctx: CommandContext, title = 'Tea') =>
  insertOwn(db, ctx, 'inbox_items', { id, title, description: null, tags: [], ...madeAt(ctx) });
const read = (db: CommandDb, ctx: CommandContext) => ownRow(db, ctx, 'inbox_items', id, ['title', 'description']);

it('a row inserted twice is known the second time and keeps its first values', () =>
  inTransaction(async (db) => {
    expect(await insert(db, mine)).toBe('inserted');
    expect(await insert(db, mine, 'Coffee')).toBe('known');
    expect(await read(db, mine)).toEqual({ title: 'Tea', description: null });
  }));

it("an id of another person's row is a conflict, and that row is not read, changed or deleted", () =>
  inTransaction(async (db) => {
    await insert(db, theirs);
    expect(insertionOutcome(await insert(db, mine))).toEqual({ ok: false, error: { code: 'conflict' } });
    expect(await read(db, mine)).toBeUndefined();
    expect(await patchOwn(db, mine, 'inbox_items', id, { title: 'Mine' })).toMatchObject({ error: { code: 'not_found' } });
    await deleteOwn(db, mine, 'inbox_items', id);
    expect(await read(db, theirs)).toEqual({ title: 'Tea', description: null });
  }));

it('a patch changes the given fields and no others', () =>
  inTransaction(async (db) => {
    await insert(db, mine);
    await patchOwn(db, mine, 'inbox_items', id, { description: 'green' });
    await patchOwn(db, mine, 'inbox_items', id, { title: undefined, tags: ['hot'] });
    expect(await read(db, mine)).toEqual({ title: 'Tea', description: 'green' });
    await patchOwn(db, mine, 'inbox_items', id, { description: null });
    expect(await read(db, mine)).toEqual({ title: 'Tea', description: null });
  }));

it('a deleted row can be restored under its id', () =>
  inTransaction(async (db) => {
    await insert(db, mine);
    await deleteOwn(db, mine, 'inbox_items', id);
    expect(await read(db, mine)).toBeUndefined();
    expect(await insert(db, mine)).toBe('inserted');
  }));
