// Every calendar under ../shared/data/ics (not part of the repository) is imported by the command itself: what comes of it, that the same file
// again adds nothing, and that the exported calendar is read as the same events.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsByName } from '#schema/commands.ts';
import { commandContext } from '#schema/command/define.ts';
import { idFromParts, type ClientId } from '#schema/ids.ts';
import { calendarImport, ICS_SOURCE } from '#schema/planning/files/calendar-import.ts';
import { readCalendar, type CalendarFile, type FileEvent } from '#schema/planning/files/ics.ts';
import { writeCalendar, type WrittenEvent } from '#schema/planning/files/ics-write.ts';
import { saidTimes } from '#schema/planning/rules/event.ts';
import { timeOfKey } from '#schema/planning/rules/series.ts';
import { sessionKysely } from '#schema/session.ts';
import { openPgliteDatabase } from './pglite-database.ts';
import { SCENARIO_START, scenarioUser, type CommandDatabase } from './scenario.ts';

const DATA = new URL('../../../shared/data/ics/', import.meta.url);
const isHere = existsSync(DATA);
const ZONE = 'Europe/Berlin';
let pglite: CommandDatabase;

beforeAll(async () => {
  if (!isHere) return;
  pglite = await openPgliteDatabase();
  await pglite.run(
    `insert into users (id, email, created_at, updated_at) values ('${scenarioUser}', 'person@example.org', now(), now())`,
    [],
  );
}, 60_000);
afterAll(() => pglite?.close());

const names = isHere
  ? readdirSync(DATA, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ics'))
      .toSorted()
  : [];
const fileOf = (text: string): CalendarFile => readCalendar(text, { zone: ZONE });

async function knownUids(): Promise<string[]> {
  const { rows } = await pglite.run('select source_uid from calendar_events where source = $1', [ICS_SOURCE]);
  return rows.map((row) => String((row as { source_uid: string }).source_uid));
}

/** The import of a file as the page does it; how many events were new. */
async function imported(file: CalendarFile): Promise<number> {
  const groups = calendarImport
    .prepare(file, { known: await knownUids() }, { zone: ZONE, now: SCENARIO_START })
    .plan({ leftOut: [] });
  const db = sessionKysely(pglite.run, () => undefined);
  const ctx = commandContext({
    userId: scenarioUser,
    clientId: idFromParts('conformance', 'phone') as ClientId,
    commandId: 1,
    now: SCENARIO_START,
    decidedAt: SCENARIO_START,
  });
  const command = commandsByName.get('event.import');
  for (const items of groups) {
    const args = command?.args.parse({ source: ICS_SOURCE, events: items.map(({ event }) => event) });
    expect(await command?.apply(db, args, ctx)).toEqual({ ok: true });
  }
  return groups.flat().length;
}

async function storedEvents(): Promise<WrittenEvent[]> {
  const { rows } = await pglite.run('select * from calendar_events order by start_time, id', []);
  return rows as unknown as WrittenEvent[];
}

/** An excluded date that the rule does not make is not written. */
function takesPlace(
  { rule, extra, ...said }: Pick<FileEvent, 'start' | 'end' | 'allDay' | 'zone' | 'rule' | 'extra'>,
  key: string,
): boolean {
  const times = saidTimes(null, said);
  const dates = { recurrence_rule: rule, recurrence_end: null, excluded_dates: [], extra_dates: extra };
  return times !== null && timeOfKey({ ...times, ...dates }, key) !== undefined;
}

/** What has to stay of an event over an export and an import. */
const kept = ({ records }: CalendarFile) =>
  records
    .filter(({ isCancelled }) => !isCancelled)
    .map(({ uid, title, start, end, allDay, zone, rule, excluded, extra, overrides, reminders, location }) => ({
      uid,
      title,
      start,
      end,
      zone: allDay ? null : zone,
      rule,
      excluded: excluded.filter((key) => takesPlace({ start, end, allDay, zone, rule, extra }, key)),
      reminders,
      location,
      overrides: overrides.map((one) => `${one.key} ${one.start} ${one.end} ${one.title} ${one.isCancelled}`).toSorted(),
    }))
    .toSorted((a, b) => (a.uid < b.uid ? -1 : 1));

describe.skipIf(!isHere)('each of the calendars', () => {
  it('brings its events once, and is the same calendar after an export', async () => {
    const counts = ['events repeating changed unread notices file'];
    const lost: string[] = [];
    for (const name of names) {
      await pglite.run('delete from calendar_events', []);
      const file = fileOf(new TextDecoder().decode(readFileSync(new URL(name, DATA))));
      const events = await imported(file);
      const rows = await storedEvents();
      expect([name, await imported(file)]).toEqual([name, 0]);
      const again = fileOf(writeCalendar('Cadence', rows));
      if (JSON.stringify(kept(again)) !== JSON.stringify(kept(file))) lost.push(name);
      expect([name, await imported(again)]).toEqual([name, 0]);
      const { errors, notices, counts: read } = file;
      counts.push([events, read?.['repeating'] ?? 0, rows.length - events, errors.length, notices.length, name].join(' '));
    }
    expect(lost).toEqual([]);
    await expect(`${counts.join('\n')}\n`).toMatchFileSnapshot('calendar-import.counts.txt');
  }, 180_000);
});
