// Fills a replica with the demo year by real commands, as on a device without an account.
import { commandsByName } from '#schema/commands.ts';
import { installContent } from '#schema/content.ts';
import { sessionKysely } from '#schema/session.ts';
import { demoDomains } from '#src/demo/domains.ts';
import { actsOf, type DemoYear } from '#src/demo/life.ts';
import { groupActs } from '#src/demo/make-demo-year.ts';
import { runCommands } from '#src/replica/applier/run-commands.ts';
import type { CommandRecord, OutboxPerson } from '#src/replica/outbox/records.ts';
import type { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { CLIENT_ID, USER_ID } from '#tests/support/replica.ts';

const YEAR: DemoYear = { seed: 1, endDay: '2026-11-22', until: new Date('2026-11-22T20:00:00Z'), zone: 'Europe/Berlin' };
const PERSON: OutboxPerson = { kind: 'local', userId: USER_ID };

/** Returns the number of commands. */
export async function fillDemoYear(database: PreparedDatabase): Promise<number> {
  await installContent(sessionKysely((sql, parameters) => database.query(sql, [...parameters])));
  let seq = 0;
  for (const group of groupActs(actsOf(YEAR, demoDomains))) {
    const records = group.map(({ name, args, at }): CommandRecord => {
      seq += 1;
      const version = commandsByName.get(name)?.version ?? 1;
      return {
        kind: 'command',
        seq,
        clientId: CLIENT_ID,
        id: seq,
        name,
        version,
        args,
        at: at.toISOString(),
        callKey: String(seq),
      };
    });
    const { outcomes } = await database.transaction((session) => runCommands(session, PERSON, records));
    for (const [at, outcome] of outcomes)
      if (outcome.kind === 'rejected') throw new Error(`${records.find((one) => one.seq === at)?.name}: ${outcome.error.code}`);
  }
  return seq;
}
