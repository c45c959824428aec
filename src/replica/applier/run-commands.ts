// Runs commands on the replica, optimistically: the same `apply` the server runs. Each has a savepoint, so a rejected one
// leaves the rows as they were and the next one goes on.
import { commandsByName } from '#schema/commands/index.ts';
import { commandContext, parseArgs, type CommandOutcome } from '#schema/commands/define.ts';
import type { ClientId, UserId } from '#schema/ids.ts';
import { sessionKysely } from '#schema/session.ts';
import type { Applied } from '../api.ts';
import type { CommandRecord, OutboxPerson } from '../outbox/records.ts';
import type { Session } from './database.ts';

export interface CommandRun {
  outcomes: Map<number, Applied>;
  touched: Set<string>;
}

/** Inside the caller's transaction. A command's own failure is an outcome; only a broken database throws. */
export async function runCommands(
  session: Session,
  person: OutboxPerson,
  commands: readonly CommandRecord[],
): Promise<CommandRun> {
  const run: CommandRun = { outcomes: new Map(), touched: new Set() };
  if (commands.length === 0) return run;
  await session.exec(`set local replica.mode = 'optimistic'`);
  for (const command of commands) run.outcomes.set(command.seq, await runCommand(session, person, command, run.touched));
  await session.exec(`set local replica.mode = ''`);
  return run;
}

async function runCommand(
  session: Session,
  person: OutboxPerson,
  command: CommandRecord,
  touched: Set<string>,
): Promise<Applied> {
  await session.exec('savepoint command');
  const derived = new Map<string, (string | number)[]>();
  const outcome = await applyCommand(session, person, command, touched, derived).catch(thrownToOutcome);
  if (!outcome.ok) {
    await session.exec('rollback to savepoint command; release savepoint command');
    return { kind: 'rejected', error: outcome.error };
  }
  // Only a local person's derived ids can change later, when signing in gives another user id.
  if (person.kind === 'local' && derived.size > 0) await rememberDerived(session, derived);
  await session.exec('release savepoint command');
  return { kind: 'applied' };
}

async function applyCommand(
  session: Session,
  person: OutboxPerson,
  command: CommandRecord,
  touched: Set<string>,
  derived: Map<string, (string | number)[]>,
): Promise<CommandOutcome> {
  const definition = commandsByName.get(command.name);
  if (!definition) return { ok: false, error: { code: 'unknown_command' } };
  const args = parseArgs(definition, command.args);
  if (!args.success) return { ok: false, error: { code: 'invalid_arguments', detail: args.error.message } };
  const db = sessionKysely(
    (sql, parameters) => session.query(sql, [...parameters]),
    (table) => touched.add(table),
  );
  const ctx = commandContext(
    {
      userId: person.userId as UserId,
      clientId: command.clientId as ClientId,
      commandId: command.id,
      now: new Date(command.at),
    },
    (id, parts) => derived.set(id, parts),
  );
  return definition.apply(db, args.data, ctx);
}

/** A bug in a command must not stop the others; the server will say the same of it. */
function thrownToOutcome(error: unknown): CommandOutcome {
  if (error instanceof WebAssembly.RuntimeError) throw error;
  return { ok: false, error: { code: 'internal', detail: error instanceof Error ? error.message : String(error) } };
}

async function rememberDerived(session: Session, derived: Map<string, (string | number)[]>): Promise<void> {
  const rows = JSON.stringify([...derived].map(([id, parts]) => ({ id, parts })));
  await session.query(
    `insert into replica.derived (id, parts)
     select id, parts from jsonb_to_recordset($1::jsonb) as d(id uuid, parts jsonb) on conflict (id) do nothing`,
    [rows],
  );
}
