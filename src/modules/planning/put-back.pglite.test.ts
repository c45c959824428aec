// Taking back a change of a long series: more rows than one command takes are put as they were.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandsByName } from '#schema/commands.ts';
import { commandContext } from '#schema/command/define.ts';
import type { ClientId } from '#schema/ids.ts';
import { sessionKysely } from '#schema/session.ts';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { scenarioId, scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { planPutBack } from './commands.ts';
import { rowsOfSeries, type EventDetails } from './queries.ts';

const SERIES = scenarioId('series');
const OWN_ROWS = 750;
let database: CommandDatabase;

beforeAll(async () => {
  database = await openPgliteDatabase();
  const run = (sql: string) => database.run(sql, []);
  await run(`insert into users (id, email, created_at, updated_at) values ('${scenarioUser}', 'one@example.org', now(), now())`);
  const columns =
    'id, user_id, title, start_time, end_time, timezone, recurrence_rule, parent_event_id, occurrence_key, original_start, created_at, updated_at';
  await run(`insert into calendar_events (${columns}) values ('${SERIES}', '${scenarioUser}', 'Practice', '2024-01-01 08:00Z',
    '2024-01-01 09:00Z', 'UTC', 'FREQ=DAILY', null, null, null, now(), now())`);
  await run(`insert into calendar_events (${columns})
    select gen_random_uuid(), '${scenarioUser}', 'Moved ' || n, at + interval '3 hours', at + interval '4 hours', 'UTC', null,
      '${SERIES}', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI'), at, now(), now()
    from (select n, timestamptz '2024-01-01 08:00Z' + n * interval '1 day' as at from generate_series(1, ${OWN_ROWS}) n) t`);
}, 60_000);
afterAll(() => database?.close());

const readRows = async (): Promise<EventDetails[]> => {
  const { sql, parameters } = rowsOfSeries([SERIES]).compile();
  return (await database.run(sql, [...parameters])).rows as unknown as EventDetails[];
};

it('751 rows are back after they were deleted, and rows that the change made are gone', async () => {
  const before = await readRows();
  expect(before).toHaveLength(OWN_ROWS + 1);
  await database.run('delete from calendar_events', []);
  await database.run(
    `insert into calendar_events (id, user_id, title, start_time, end_time, timezone, parent_event_id, created_at, updated_at)
     select gen_random_uuid(), '${scenarioUser}', 'New', now(), now(), 'UTC', null, now(), now() from generate_series(1, 400) n`,
    [],
  );
  const made = (await database.run('select id from calendar_events', [])).rows as unknown as EventDetails[];

  const parts = planPutBack(before, made);
  expect(parts.map(({ events, remove }) => [events.length, remove.length])).toEqual([
    [300, 300],
    [300, 100],
    [151, 0],
  ]);
  const definition = commandsByName.get('event.putBack');
  const db = sessionKysely(database.run, () => undefined);
  const now = new Date('2026-11-28T12:00:00Z');
  for (const [index, part] of parts.entries()) {
    const ctx = commandContext({
      userId: scenarioUser,
      clientId: scenarioId('phone') as ClientId,
      commandId: index + 1,
      now,
      decidedAt: now,
    });
    expect(await definition?.apply(db, definition.args.parse(part), ctx)).toEqual({ ok: true });
  }
  expect(await readRows()).toEqual(before);
  expect((await database.run('select from calendar_events', [])).rows).toHaveLength(OWN_ROWS + 1);
});
