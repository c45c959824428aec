import type { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import type { CommandRecord } from '../outbox/records.ts';
import { Applier } from './applier.ts';
import type { WriteSession } from './database.ts';
import { CLIENT_ID, USER_ID, TestOutbox, clientRow, feedBatch, feedRow, replicaPglite } from '#tests/support/replica.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';

let pg: PGlite;
let database: PreparedDatabase;
let outbox: TestOutbox;
let applier: Applier;

beforeAll(async () => {
  pg = await replicaPglite();
  database = new PreparedDatabase(pg);
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
  const opened = await Applier.open(database, outbox);
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
    outbox.save('inbox.add', { id: newId(), title: 'mine' });
    const { outcomes, touched } = await applier.applyCommands(10);
    expect(outcomes.get(1)).toEqual({ kind: 'applied' });
    expect(touched).toContain('inbox_items');
    await fromFeed([item(newId(), 'theirs')]);
    expect(await titles()).toEqual(['mine', 'theirs']);
    expect(applier.state.passedSeq).toBe(0);
  });

  it('forgets a command only when the feed shows that the server took it; from then on the server’s row is shown', async () => {
    const id = newId();
    outbox.save('inbox.add', { id, title: 'mine' });
    outbox.save('inbox.edit', { id, title: 'mine, edited' });
    await applier.applyCommands(10);
    await fromFeed([item(id, 'as the server has it'), clientRow(1)]);
    expect(applier.state.passedSeq).toBe(1);
    expect(await titles()).toEqual(['mine, edited']);
    await fromFeed([clientRow(2)], '2_1');
    expect(applier.state.passedSeq).toBe(2);
    expect(await titles()).toEqual(['as the server has it']);
    expect(await before()).toBe(0);
  });

  it('keeps a command that a rotation renamed even when later commands under the older client id have passed', async () => {
    const [first, second] = [newId(), newId()];
    outbox.save('inbox.add', { id: first, title: 'first' });
    outbox.save('inbox.add', { id: second, title: 'second' });
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

  it('forgets nothing in the middle of a read, even when the client row has already arrived', async () => {
    outbox.save('inbox.add', { id: newId(), title: 'mine' });
    await applier.applyCommands(10);
    await applier.applyFeed([{ scope: 'me', batch: feedBatch([clientRow(1)], '1_1'), complete: false }], false);
    expect(applier.state.passedSeq).toBe(0);
    expect(await titles()).toEqual(['mine']);
  });

  it('a rejected command leaves the rows unchanged and reports its error, and the next command still runs', async () => {
    outbox.save('inbox.edit', { id: newId(), title: 'nothing to edit' });
    outbox.save('inbox.add', { id: newId(), title: 'next' });
    const { outcomes } = await applier.applyCommands(10);
    expect(outcomes.get(1)).toMatchObject({ kind: 'rejected' });
    expect(outcomes.get(2)).toEqual({ kind: 'applied' });
    expect(await titles()).toEqual(['next']);
  });

  describe('with new commands', () => {
    const edit = (title: string) => ({ name: 'inbox.edit', args: { id: newId(), title } });
    const add = (title: string) => ({ name: 'inbox.add', args: { id: newId(), title } });
    /** Saves what is not refused, as the log does. */
    const saveTaken = (commands: readonly CommandRecord[]) => async (refused: ReadonlyMap<string, CadenceError>) =>
      commands.filter(({ callKey }) => !refused.has(callKey)).map(({ name, args }) => outbox.save(name, args));

    it('saves only those that the rows do not refuse, and shows them only after they are saved', async () => {
      const commands = outbox.asNew([edit('nothing to edit'), add('first'), add('second')]);
      const steps: string[] = [];
      const observed = {
        query: pg.query.bind(pg),
        exec: pg.exec.bind(pg),
        transaction: <T>(run: (session: WriteSession) => Promise<T>) =>
          database.transaction(run).finally(() => steps.push('rows committed')),
      };
      applier = (await Applier.open(observed, outbox)) ?? applier;
      const refusals: [string, CadenceError][] = [];
      const { outcomes } = await applier.applyNew(commands, async (refused) => {
        refusals.push(...refused);
        steps.push('saved');
        return saveTaken(commands)(refused);
      });
      expect(refusals).toMatchObject([[commands[0]?.callKey, { code: 'not_found' }]]);
      expect(steps).toEqual(['saved', 'rows committed']);
      expect(outbox.pending.map(({ seq, name }) => [seq, name])).toEqual([
        [1, 'inbox.add'],
        [2, 'inbox.add'],
      ]);
      expect([...outcomes]).toEqual([
        [1, { kind: 'applied' }],
        [2, { kind: 'applied' }],
      ]);
      expect(applier.state.appliedSeq).toBe(2);
      expect(await titles()).toEqual(['first', 'second']);
    });

    it('leaves the rows unchanged when the log could not save them', async () => {
      await applier.applyNew(outbox.asNew([add('not saved')]), () => Promise.resolve(undefined));
      expect(await titles()).toEqual([]);
      expect(applier.state.appliedSeq).toBe(0);
    });

    it('runs them after a command that was saved in between, in the order of the log', async () => {
      const commands = outbox.asNew([add('second')]);
      await applier.applyNew(commands, async (refused) => {
        outbox.save('inbox.add', { id: newId(), title: 'first' });
        return saveTaken(commands)(refused);
      });
      expect(await titles()).toEqual([]);
      expect(applier.hasCommandsToApply()).toBe(true);
      await applier.applyCommands(10);
      expect(await titles()).toEqual(['first', 'second']);
    });

    it('saves one that fails through a bug, because the server decides about it', async () => {
      const broken = outbox.asNew([add('broken')]);
      await pg.exec('alter table inbox_items rename column title to heading');
      try {
        await applier.applyNew(broken, saveTaken(broken));
      } finally {
        await pg.exec('alter table inbox_items rename column heading to title');
      }
      expect(outbox.pending.map(({ name }) => name)).toEqual(['inbox.add']);
    });

    it('decides with an account only on whole rows that contain every command of this device', async () => {
      expect(applier.isDeciding).toBe(false);
      await applier.applyFeed([{ scope: 'me', batch: feedBatch([item(newId(), 'a part')], '1_1'), complete: false }], false);
      expect(applier.isDeciding).toBe(false);
      await fromFeed([item(newId(), 'the rest')], '2_1');
      expect(applier.isDeciding).toBe(true);
      outbox.save('inbox.add', { id: newId(), title: 'has not run' });
      expect(applier.isDeciding).toBe(false);
      await applier.applyCommands(10);
      expect(applier.isDeciding).toBe(true);
      const staged = feedBatch([item(newId(), 'staged')], '5_1', { isRefetch: true });
      await applier.applyFeed([{ scope: 'me', batch: staged, complete: false }], false);
      expect(applier.isDeciding).toBe(true);
      outbox.passedSeq = 1;
      expect(applier.isDeciding).toBe(false);
    });

    it('decides without an account on any rows', async () => {
      await pg.exec('delete from replica.meta');
      outbox.person = { kind: 'local', userId: newId() };
      applier = await open();
      expect(applier.isDeciding).toBe(true);
    });
  });

  it('deletes rows that the feed has tombstoned, and ignores unknown tables and columns', async () => {
    const id = newId();
    const newer = { ...item(id, 'kept'), row: (item(id, 'kept').row ?? '').replace('{', '{"column_of_tomorrow":1,') };
    await fromFeed([newer, feedRow('table_of_tomorrow', 'x', { id: 'x' })]);
    expect(await titles()).toEqual(['kept']);
    await fromFeed([feedRow('inbox_items', id, null)], '2_1');
    expect(await titles()).toEqual([]);
  });

  it('a late tombstone of a public row does not delete the row that moved to the person’s scope', async () => {
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

  it('a refetch is staged and then replaces the old rows in one step; local commands stay applied on top', async () => {
    await fromFeed([item(newId(), 'old a'), item(newId(), 'old b')]);
    outbox.save('inbox.add', { id: newId(), title: 'mine' });
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

  it('continues after a restart without running any command twice', async () => {
    outbox.save('inbox.add', { id: newId(), title: 'once' });
    await applier.applyCommands(10);
    outbox.openedSeq = outbox.lastSeq;
    applier = await open();
    expect(applier.hasCommandsToApply()).toBe(false);
    outbox.save('inbox.add', { id: newId(), title: 'twice' });
    await applier.applyCommands(10);
    expect(await titles()).toEqual(['once', 'twice']);
  });

  it('with a different outbox log it undoes the old commands and runs the waiting ones', async () => {
    outbox.save('inbox.add', { id: newId(), title: 'lost with its log' });
    await applier.applyCommands(10);
    outbox = new TestOutbox();
    outbox.logId = 'another log';
    outbox.save('inbox.add', { id: newId(), title: 'waiting' });
    applier = await open();
    expect(await titles()).toEqual(['waiting']);
  });

  it('with a log that lost its tail it runs the commands saved since, which reuse the lost sequence numbers', async () => {
    outbox.save('inbox.add', { id: newId(), title: 'lost by the disk' });
    await applier.applyCommands(10);
    outbox = new TestOutbox();
    outbox.save('inbox.add', { id: newId(), title: 'saved while the rows were opening' });
    applier = await open();
    expect(await titles()).toEqual(['saved while the rows were opening']);
  });

  it('with a different log it forgets commands that the rows already contain, because the feed may not send those rows again', async () => {
    outbox.save('inbox.add', { id: newId(), title: 'taken' });
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
    expect(await Applier.open(database, outbox)).toBeUndefined();
  });

  it('stores the derived ids of a local person, and of nobody else', async () => {
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
