// Defines a scenario and runs it against one database: commands of one person's devices in the order in which the server
// receives them, each in a savepoint, all in one transaction that is rolled back, so that scenarios are independent.
import type { Kysely } from 'kysely';
import { commandsByName, type CommandArgs, type CommandName } from '#schema/commands.ts';
import { commandContext, type CommandOutcome } from '#schema/command/define.ts';
import type { Database } from '#schema/database.ts';
import { idFromParts, type ClientId, type UserId } from '#schema/ids.ts';
import { sessionKysely, type RunStatement } from '#schema/session.ts';

/** One command of a device. `outcome` is the expected outcome; the default is applied. */
export interface Step {
  name: CommandName;
  args: unknown;
  /** When the person acted: minutes after the scenario's start. */
  minute: number;
  device?: 'phone' | 'desktop';
  /** When the server receives the command, if later than all earlier steps: minutes after the start. */
  arrives?: number;
  outcome?: string;
}

export interface Scenario {
  /** A full sentence. */
  title: string;
  steps: Step[];
  /** Commands that take what the person published: anybody may send them, and still changes and learns nothing of the person's. */
  open?: readonly string[];
  /** Creates rows that must exist before; the same on both sides. */
  given?: (db: Kysely<Database>, userId: UserId) => Promise<unknown>;
  /** Assertions in addition to the equality of both sides. */
  then?: (rows: TableRows) => void;
}

/** The rows of every non-empty table, as JSON text from Postgres, in a fixed order. */
export type TableRows = Record<string, Record<string, unknown>[]>;

export interface ScenarioResult {
  outcomes: string[];
  rows: TableRows;
  /** The rows before the first command, and after a replica has undone all commands. */
  before: TableRows;
  undone: TableRows | null;
}

export interface CommandDatabase {
  run: RunStatement;
  /** A replica applies commands before the server and can undo all of them. */
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
  more: Pick<Step, 'device' | 'arrives' | 'outcome'> = {},
): Step => ({ name, args, minute, ...more });

export async function runScenario(database: CommandDatabase, scenario: Scenario): Promise<ScenarioResult> {
  // Raw statements are refused, as on a replica, which must know the tables that a command writes.
  const db = sessionKysely(database.run, () => undefined);
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
    let decidedMinute = 0;
    for (const [index, one] of scenario.steps.entries()) {
      decidedMinute = Math.max(decidedMinute, one.minute, one.arrives ?? 0);
      await exec('SAVEPOINT command');
      const outcome = await apply(db, one, index + 1, decidedMinute);
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

const minutesAfterStart = (minutes: number): Date => new Date(SCENARIO_START.getTime() + minutes * 60_000);

async function apply(
  db: Kysely<Database>,
  { name, args, minute, device = 'phone' }: Step,
  commandId: number,
  decidedMinute: number,
): Promise<CommandOutcome> {
  const definition = commandsByName.get(name);
  if (!definition) throw new Error(`there is no command ${name}`);
  const ctx = commandContext({
    userId: scenarioUser,
    clientId: scenarioId(device) as ClientId,
    commandId,
    now: minutesAfterStart(minute),
    decidedAt: minutesAfterStart(decidedMinute),
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
    // Sorted by a text of our own: databases write the keys of an object in different orders.
    const parsed = (rows as { row: string }[]).map(({ row }) => JSON.parse(row) as Record<string, unknown>);
    const texts = new Map(parsed.map((row) => [row, JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))]));
    if (parsed.length > 0) rowsByTable[name] = parsed.sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
  }
  return rowsByTable;
}
