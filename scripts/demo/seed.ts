// Writes the demo year to a database with real commands, as a device of the person would send them after a year offline.
import { commandsByName } from '#schema/commands.ts';
import type { UserId } from '#schema/ids.ts';
import { MAX_COMMANDS_PER_REQUEST, type WireCommand } from '#schema/protocol/commands.ts';
import { createCommandRunner } from '#server/commands/run.ts';
import type { Pool } from '#server/db/pool.ts';
import type { Log } from '#server/log.ts';
import { demoDomains } from '#src/demo/domains.ts';
import { commandsOf, type DemoYear } from '#src/demo/life.ts';
import { Random } from '#src/demo/random.ts';

export interface Seeded {
  commands: number;
  /** Rejected commands with their reasons. */
  refused: { name: string; code: string; detail: string | undefined }[];
}

interface SeedOptions extends DemoYear {
  email: string;
  onProgress?(done: number, total: number): void;
}

/** Seeding the same year again adds nothing, because its client and its commands have the same ids. */
export async function seedDemo(pool: Pool, log: Log, { email, onProgress, ...year }: SeedOptions): Promise<Seeded> {
  const now = new Date();
  const device = new Random(year.seed, `${email} until ${year.until.toISOString()}`).id(year.until);
  const userId = await personOf(pool, email, device, now);
  const runner = createCommandRunner({ pool, clock: { now: () => now }, log });
  const commands = commandsOf(year, demoDomains).map(({ name, args, at }, index): WireCommand => ({
    id: index + 1,
    name,
    version: commandsByName.get(name)?.version ?? 1,
    args,
    at: at.toISOString(),
  }));
  const refused: Seeded['refused'] = [];
  for (let from = 0; from < commands.length; from += MAX_COMMANDS_PER_REQUEST) {
    const batch = commands.slice(from, from + MAX_COMMANDS_PER_REQUEST);
    const { outcomes } = await runner.push(userId, { clientId: device, commands: batch, sentAt: now.toISOString() });
    for (const outcome of outcomes) {
      if (outcome.status !== 'rejected') continue;
      refused.push({ name: commands[outcome.id - 1]?.name ?? '', ...outcome.error, detail: outcome.error.detail });
    }
    onProgress?.(Math.min(from + batch.length, commands.length), commands.length);
  }
  return { commands: commands.length, refused };
}

/** The account with that address; creates it under `newId` when there is none. */
async function personOf(pool: Pool, email: string, newId: string, now: Date): Promise<UserId> {
  await pool.query(
    `insert into users (id, email, email_verified, approved, last_activity_at, created_at, updated_at)
     values ($1, $2, $3, true, $3, $3, $3) on conflict (lower(email)) do nothing`,
    [newId, email, now],
  );
  const { rows } = await pool.query<{ id: UserId }>('select id from users where lower(email) = lower($1)', [email]);
  const [person] = rows;
  if (!person) throw new Error(`no account for ${email}`);
  return person.id;
}
