// Runs commands optimistically on the replica, with the same `apply` as the server. Each command has its own savepoint, so a
// rejected command leaves the rows unchanged and the next command still runs.
import { commandsByName } from '#schema/commands.ts';
import { commandContext, type CommandOutcome } from '#schema/command/define.ts';
import { readCommand } from '#schema/command/read.ts';
import type { ClientId, UserId } from '#schema/ids.ts';
import { withoutSkew } from '#schema/skew.ts';
import { sessionKysely } from '#schema/session.ts';
import type { Applied } from '../api.ts';
import type { CommandRecord, OutboxPerson } from '../outbox/records.ts';
import type { Session } from './database.ts';

/** The device's current knowledge of the time. Without it, a command runs at the time stored in it. */
export interface RunTime {
  now(): number;
  /** The known error of a command's time, in milliseconds. */
  errorMs(made: CommandRecord['clock']): number;
}

export interface CommandRun {
  outcomes: Map<number, Applied>;
  touched: Set<string>;
}

/** Call inside a transaction. A command's own failure becomes an outcome; only a database failure throws. */
export async function runCommands(
  session: Session,
  person: OutboxPerson,
  commands: readonly CommandRecord[],
  time?: RunTime,
): Promise<CommandRun> {
  const run: CommandRun = { outcomes: new Map(), touched: new Set() };
  if (commands.length === 0) return run;
  await session.exec(`set local replica.mode = 'optimistic'`);
  for (const command of commands) run.outcomes.set(command.seq, await runCommand(session, person, command, run.touched, time));
  await session.exec(`set local replica.mode = ''`);
  return run;
}

async function runCommand(
  session: Session,
  person: OutboxPerson,
  command: CommandRecord,
  touched: Set<string>,
  time: RunTime | undefined,
): Promise<Applied> {
  await session.exec('savepoint command');
  const derived = new Map<string, (string | number)[]>();
  const outcome = await applyCommand(session, person, command, touched, derived, time).catch(thrownToOutcome);
  if (!outcome.ok) {
    await session.exec('rollback to savepoint command; release savepoint command');
    return { kind: 'rejected', error: outcome.error };
  }
  // Only ids derived from a local person can change later: signing in replaces the user id they were derived from.
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
  time: RunTime | undefined,
): Promise<CommandOutcome> {
  const read = readCommand(commandsByName, command);
  if (!read.ok) return read;
  const db = sessionKysely(
    (sql, parameters) => session.query(sql, [...parameters]),
    (table) => touched.add(table),
  );
  const ctx = commandContext(
    {
      userId: person.userId as UserId,
      clientId: command.clientId as ClientId,
      commandId: command.id,
      ...timesOf(command, time),
    },
    (id, parts) => derived.set(id, parts),
  );
  return read.definition.apply(db, read.args, ctx);
}

/** Times as the server will use them: corrected by what the device has learnt since, and never later than now. */
function timesOf({ at, clock }: CommandRecord, time: RunTime | undefined): { now: Date; decidedAt: Date } {
  if (!time) return { now: new Date(at), decidedAt: new Date(at) };
  const decidedMs = time.now();
  return { now: new Date(Math.min(withoutSkew(Date.parse(at), time.errorMs(clock)), decidedMs)), decidedAt: new Date(decidedMs) };
}

/** An exception in one command must not stop the others. The server decides about that command too. */
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
