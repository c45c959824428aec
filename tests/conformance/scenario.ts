// What a scenario is, and how it runs against one database: commands of one person's devices in the order the server would
// take them, each in its savepoint, all in one transaction that is rolled back, so that scenarios never meet.
import type { Kysely } from 'kysely';
import { commandsByName, type CommandArgs, type CommandName } from '#schema/commands/index.ts';
import { commandContext, type CommandOutcome } from '#schema/commands/define.ts';
import type { Database } from '#schema/database.ts';
import { idFromParts, type ClientId, type UserId } from '#schema/ids.ts';
import { sessionKysely, type RunStatement } from '#schema/session.ts';

/** One command as a device made it. `outcome` is what must become of it; applied unless said otherwise. */
export interface Step {
  name: CommandName;
  args: unknown;
  /** When the person acted: minutes after the scenario's start. */
  minute: number;
  device?: 'phone' | 'desktop';
  outcome?: string;
}

export interface Scenario {
  /** A full sentence. */
  title: string;
  steps: Step[];
  /** Rows that must be there before; the same on both sides. */
  given?: (db: Kysely<Database>, userId: UserId) => Promise<unknown>;
  /** What must be true afterwards, beyond both sides being equal. */
  then?: (rows: TableRows) => void;
}

/** The rows of every table that has any, as Postgres writes them in JSON, in an order of their own. */
export type TableRows = Record<string, Record<string, unknown>[]>;

export interface ScenarioResult {
  outcomes: string[];
  rows: TableRows;
  /** The rows before the first command, and after a replica took all commands back. */
  before: TableRows;
  undone: TableRows | null;
}

export interface CommandDatabase {
  run: RunStatement;
  /** A replica applies commands ahead of the server and can take all of them back. */
  optimistic?: { begin(): Promise<unknown>; undo(): Promise<unknown> };
  close(): Promise<void>;
}

export const SCENARIO_START = new Date('2026-03-02T09:00:00.000Z');
export const scenarioUser = idFromParts('conformance', 'person') as UserId;

/** An id that is the same on both sides and in every run. */
export const scenarioId = (name: string): string => idFromParts('conformance', name);

/** A step with its arguments checked by the compiler. */
export const step = <Name extends CommandName>(
  minute: number,
  name: Name,
  args: CommandArgs<Name>,
  more: Pick<Step, 'device' | 'outcome'> = {},
): Step => ({ name, args, minute, ...more });

export async function runScenario(database: CommandDatabase, scenario: Scenario): Promise<ScenarioResult> {
  const db = sessionKysely(database.run);
  const exec = (sql: string) => database.run(sql, []);
  await exec('BEGIN');
  try {
    await db
      .insertInto('users')
      .values({ id: scenarioUser, email: 'person@example.org', created_at: SCENARIO_START, updated_at: SCENARIO_START })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await scenario.given?.(db, scenarioUser);
    const before = await readAllRows(database.run);
    await database.optimistic?.begin();
    const outcomes: string[] = [];
    for (const [index, one] of scenario.steps.entries()) {
      await exec('SAVEPOINT command');
      const outcome = await apply(db, one, index + 1);
      if (!outcome.ok) await exec('ROLLBACK TO SAVEPOINT command');
      await exec('RELEASE SAVEPOINT command');
      outcomes.push(outcome.ok ? 'applied' : outcome.error.code);
    }
    const rows = await readAllRows(database.run);
    await database.optimistic?.undo();
    return { outcomes, rows, before, undone: database.optimistic ? await readAllRows(database.run) : null };
  } finally {
    await exec('ROLLBACK');
  }
}

async function apply(
  db: Kysely<Database>,
  { name, args, minute, device = 'phone' }: Step,
  commandId: number,
): Promise<CommandOutcome> {
  const definition = commandsByName.get(name);
  if (!definition) throw new Error(`there is no command ${name}`);
  const ctx = commandContext({
    userId: scenarioUser,
    clientId: scenarioId(device) as ClientId,
    commandId,
    now: new Date(SCENARIO_START.getTime() + minute * 60_000),
  });
  return definition.apply(db, definition.args.parse(args), ctx);
}

async function readAllRows(run: RunStatement): Promise<TableRows> {
  const { rows: tables } = await run(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    [],
  );
  const rowsByTable: TableRows = {};
  for (const { name } of tables as { name: string }[]) {
    const { rows } = await run(`select to_jsonb(t)::text as row from public."${name}" t`, []);
    const parsed = (rows as { row: string }[]).map(({ row }) => row).sort();
    if (parsed.length > 0) rowsByTable[name] = parsed.map((text) => JSON.parse(text) as Record<string, unknown>);
  }
  return rowsByTable;
}
