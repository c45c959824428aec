import type { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import { Applier } from './applier.ts';
import { CLIENT_ID, USER_ID, TestOutbox, clientRow, feedBatch, feedRow, replicaPglite } from '#tests/support/replica.ts';

let pg: PGlite;
let outbox: TestOutbox;
let applier: Applier;

beforeAll(async () => {
  pg = await replicaPglite();
});
beforeEach(async () => {
  outbox = new TestOutbox();
  applier = await open();
});
afterEach(async () => {
  await pg.exec(
    'truncate inbox_items, exercises, replica.clients, replica.before, replica.meta, replica.derived; drop table if exists replica.staging',
  );
});

async function open(): Promise<Applier> {
  const opened = await Applier.open(pg, outbox);
  if (!opened) throw new Error('the replica belongs to somebody else');
  return opened;
}

const item = (id: string, title: string): FeedRow =>
  feedRow('inbox_items', id, {
    id,
    user_id: USER_ID,
    title,
    tags: [],
    created_at: '2026-11-22T10:00:00+00:00',
    updated_at: '2026-11-22T10:00:00+00:00',
  });
const titles = async (): Promise<string[]> =>
  (await pg.query<{ title: string }>('select title from inbox_items order by title')).rows.map(({ title }) => title);
const before = async (): Promise<number> =>
  (await pg.query<{ n: number }>('select count(*)::int as n from replica.before')).rows[0]?.n ?? -1;
const fromFeed = (rows: FeedRow[], offset = '1_1') =>
  applier.applyFeed([{ scope: 'me', batch: feedBatch(rows, offset), complete: true }], true);

describe('the applier', () => {
  it('shows a command at once and keeps it when rows of other devices arrive', async () => {
    outbox.save('capture.add', { id: newId(), title: 'mine' });
    const { outcomes, touched } = await applier.applyCommands(10);
    expect(outcomes.get(1)).toEqual({ kind: 'applied' });
    expect(touched).toContain('inbox_items');
    await fromFeed([item(newId(), 'theirs')]);
    expect(await titles()).toEqual(['mine', 'theirs']);
    expect(applier.state.passedSeq).toBe(0);
  });

  it('forgets a command only when the feed shows that the server took it, and then the server’s row stands', async () => {
    const id = newId();
    outbox.save('capture.add', { id, title: 'mine' });
    outbox.save('capture.edit', { id, title: 'mine, edited' });
    await applier.applyCommands(10);
    await fromFeed([item(id, 'as the server has it'), clientRow(1)]);
    expect(applier.state.passedSeq).toBe(1);
    expect(await titles()).toEqual(['mine, edited']);
    await fromFeed([clientRow(2)], '2_1');
    expect(applier.state.passedSeq).toBe(2);
    expect(await titles()).toEqual(['as the server has it']);
    expect(await before()).toBe(0);
  });

  it('does not forget a command that a rotation gave a newer name when later ones under the older name are in', async () => {
    const [first, second] = [newId(), newId()];
    outbox.save('capture.add', { id: first, title: 'first' });
    outbox.save('capture.add', { id: second, title: 'second' });
    const newer = newId();
    outbox.pending = outbox.pending.map((command) => (command.seq === 1 ? { ...command, clientId: newer } : command));
    await applier.applyCommands(10);
    await fromFeed([item(second, 'second'), clientRow(2)]);
    expect(applier.state.passedSeq).toBe(0);
    expect(await titles()).toEqual(['first', 'second']);
    await fromFeed(
      [item(first, 'first'), { ...clientRow(1), pk: newer, row: (clientRow(1).row ?? '').replace(CLIENT_ID, newer) }],
      '2_1',
    );
    expect(applier.state.passedSeq).toBe(2);
  });

  it('does not forget in the middle of a read, even when the client row is already there', async () => {
    outbox.save('capture.add', { id: newId(), title: 'mine' });
    await applier.applyCommands(10);
    await applier.applyFeed([{ scope: 'me', batch: feedBatch([clientRow(1)], '1_1'), complete: false }], false);
    expect(applier.state.passedSeq).toBe(0);
    expect(await titles()).toEqual(['mine']);
  });

  it('a rejected command leaves the rows as they were, says why, and the next one goes on', async () => {
    outbox.save('capture.edit', { id: newId(), title: 'nothing to edit' });
    outbox.save('capture.add', { id: newId(), title: 'next' });
    const { outcomes } = await applier.applyCommands(10);
    expect(outcomes.get(1)).toMatchObject({ kind: 'rejected' });
    expect(outcomes.get(2)).toEqual({ kind: 'applied' });
    expect(await titles()).toEqual(['next']);
  });

  it('deletes what the feed says is gone and ignores tables and columns it does not know', async () => {
    const id = newId();
    const newer = { ...item(id, 'kept'), row: (item(id, 'kept').row ?? '').replace('{', '{"column_of_tomorrow":1,') };
    await fromFeed([newer, feedRow('table_of_tomorrow', 'x', { id: 'x' })]);
    expect(await titles()).toEqual(['kept']);
    await fromFeed([feedRow('inbox_items', id, null)], '2_1');
    expect(await titles()).toEqual([]);
  });

  it('a late tombstone of a public row does not delete the row that became the person’s own', async () => {
    const id = newId();
    const at = '2026-11-22T10:00:00+00:00';
    const own = feedRow('exercises', id, {
      ...{ id, user_id: USER_ID, name: 'Own', is_custom: true, is_builtin: false, measure: 'reps' },
      ...{ muscle_groups: [], secondary_muscles: [], instructions: [], created_at: at, updated_at: at },
    });
    await fromFeed([own]);
    const tombstone = feedBatch([feedRow('exercises', id, null)], '2_1');
    await applier.applyFeed([{ scope: 'public', batch: tombstone, complete: true }], false);
    expect((await pg.query('select 1 from exercises')).rows).toHaveLength(1);
  });

  it('a refetch is staged, then takes the place of the old rows in one step; own commands stay on top', async () => {
    await fromFeed([item(newId(), 'old a'), item(newId(), 'old b')]);
    outbox.save('capture.add', { id: newId(), title: 'mine' });
    await applier.applyCommands(10);
    const first = feedBatch([item(newId(), 'new a')], '5_1', { isRefetch: true });
    await applier.applyFeed([{ scope: 'me', batch: first, complete: false }], false);
    expect(await titles()).toEqual(['mine', 'old a', 'old b']);
    expect(applier.state.cursors.me?.offset).toBe('1_1');
    const second = { ...feedBatch([item(newId(), 'new b')], '6_1', { isRefetch: true }), isFirstPart: false };
    await applier.applyFeed([{ scope: 'me', batch: second, complete: true }], true);
    expect(await titles()).toEqual(['mine', 'new a', 'new b']);
    expect(applier.state.cursors.me?.offset).toBe('6_1');
  });

  it('goes on after a restart where it was, without running a command twice', async () => {
    outbox.save('capture.add', { id: newId(), title: 'once' });
    await applier.applyCommands(10);
    outbox.openedSeq = outbox.lastSeq;
    applier = await open();
    expect(applier.hasCommandsToApply()).toBe(false);
    outbox.save('capture.add', { id: newId(), title: 'twice' });
    await applier.applyCommands(10);
    expect(await titles()).toEqual(['once', 'twice']);
  });

  it('with another outbox log it takes the old commands back and runs the waiting ones', async () => {
    outbox.save('capture.add', { id: newId(), title: 'lost with its log' });
    await applier.applyCommands(10);
    outbox = new TestOutbox();
    outbox.logId = 'another log';
    outbox.save('capture.add', { id: newId(), title: 'waiting' });
    applier = await open();
    expect(await titles()).toEqual(['waiting']);
  });

  it('with a log that lost its end it runs what was saved since under the numbers of what was lost', async () => {
    outbox.save('capture.add', { id: newId(), title: 'lost by the disk' });
    await applier.applyCommands(10);
    outbox = new TestOutbox();
    outbox.save('capture.add', { id: newId(), title: 'saved while the rows were opening' });
    applier = await open();
    expect(await titles()).toEqual(['saved while the rows were opening']);
  });

  it('with another log it forgets what the rows contain already, for the feed may have nothing more to say', async () => {
    outbox.save('capture.add', { id: newId(), title: 'taken' });
    await applier.applyCommands(10);
    await fromFeed([clientRow(1)]);
    expect(applier.state.passedSeq).toBe(1);
    outbox.logId = 'the same log without its end';
    applier = await open();
    expect(applier.state.passedSeq).toBe(1);
    expect(await titles()).toEqual([]);
  });

  it('refuses to open with another person’s rows', async () => {
    outbox.person = { kind: 'local', userId: newId() };
    expect(await Applier.open(pg, outbox)).toBeUndefined();
  });

  it('remembers a local person’s derived ids, and only theirs', async () => {
    const sets = { key: 'theme', value: 'dark' };
    outbox.save('settings.set', sets);
    await applier.applyCommands(10);
    expect((await pg.query('select 1 from replica.derived')).rows).toHaveLength(0);
    outbox = new TestOutbox();
    outbox.person = { kind: 'local', userId: newId() };
    await pg.exec('delete from replica.meta');
    applier = await open();
    outbox.save('settings.set', sets);
    await applier.applyCommands(10);
    expect((await pg.query('select 1 from replica.derived')).rows).toHaveLength(1);
  });
});
