// Ten years with 20,000 events: a view reads its window and no more. How long that takes is in the bench.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '#schema/day.ts';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { entriesIn, placesOn, shownDays, windowOf, type View } from './model.ts';
import { eventsBetween, type EventRow } from './queries.ts';

const DAY = '2026-11-18';
const ZONE = 'Europe/Berlin';
let database: CommandDatabase;

beforeAll(async () => {
  database = await openPgliteDatabase();
  await database.run(
    `insert into users (id, email, created_at, updated_at) values ('${scenarioUser}', 'one@example.org', now(), now())`,
    [],
  );
  await database.run(
    `insert into calendar_events (id, user_id, title, start_time, end_time, timezone, recurrence_rule, recurrence_end, created_at, updated_at)
     select md5('event' || n)::uuid, '${scenarioUser}', 'Event ' || n, at, at + interval '45 minutes', '${ZONE}',
       case when n % 200 = 0 then 'FREQ=WEEKLY' end, case when n % 200 = 0 and n < 18000 then at + interval '300 days' end, now(), now()
     from (select n, timestamptz '2026-12-20 08:00Z' - (20000 - n) * interval '263 minutes' as at from generate_series(1, 20000) n) t`,
    [],
  );
  await database.run('analyze calendar_events', []);
}, 60_000);
afterAll(() => database?.close());

it.each<View>(['day', 'week', 'month', 'agenda'])('the view of a %s among 20,000 events', async (view) => {
  const { first, days } = shownDays(view, DAY, 1);
  const { from, to } = windowOf(first, addDays(first, days - 1), ZONE);
  const { sql, parameters } = eventsBetween(from, to).compile();
  const { rows } = await database.run(sql, [...parameters]);
  const entries = entriesIn(rows as unknown as EventRow[], from, to, ZONE);
  for (let at = 0; at < days; at += 1) placesOn(entries, addDays(first, at));
  const found = entries.length;
  expect(found).toBeGreaterThan(days * 4);
  expect(found).toBeLessThan(days * 12);
});
