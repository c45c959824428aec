// The migrator on PGlite, with the same code and ledger as on the server.
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { migrate, planMigrations } from './migrate.ts';

const one = { name: '0001_one.sql', sql: 'create table one (id int)' };
const two = { name: '0002_two.sql', sql: 'create table two (id int); insert into two values (2)' };

describe('migrating PGlite', () => {
  let pg: PGlite;
  beforeAll(async () => {
    pg = await PGlite.create();
  });
  afterEach(() => pg.exec('drop schema ops cascade; drop table if exists one, two'));
  afterAll(() => pg.close());

  it('applies new migrations in the order of their names', async () => {
    expect(await migrate(pg, [two, one])).toEqual({ applied: ['0001_one.sql', '0002_two.sql'], alreadyApplied: 0 });
    expect(await migrate(pg, [one, two])).toEqual({ applied: [], alreadyApplied: 2 });
  });

  it('keeps the migrations before a failed one, and nothing of the failed one', async () => {
    const wrong = { name: '0003_wrong.sql', sql: 'insert into two values (3); select no_such_column from two' };
    await expect(migrate(pg, [one, two, wrong])).rejects.toThrow(/0003_wrong.sql failed and was undone: .*no_such_column/);
    expect((await pg.query('select id from two')).rows).toEqual([{ id: 2 }]);
    expect(await migrate(pg, [one, two])).toMatchObject({ alreadyApplied: 2 });
  });
});

describe('a plan of migrations', () => {
  const file = (name: string, checksum = 'a') => ({ name, checksum });

  it('contains the migrations that the ledger does not have', () => {
    expect(planMigrations([file('1'), file('2'), file('3')], [file('1')])).toEqual([file('2'), file('3')]);
  });

  it('is refused when a file was edited, is missing, or comes too early', () => {
    expect(() => planMigrations([file('1', 'b')], [file('1', 'a')])).toThrow(/edited/);
    expect(() => planMigrations([], [file('1')])).toThrow(/does not have it/);
    expect(() => planMigrations([file('1'), file('2')], [file('2')])).toThrow(/1 comes before 2/);
  });
});
