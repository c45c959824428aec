// One client's turn: a batch of its commands in one transaction, each in a savepoint.
// Invariant: a command id is decided once. Its effect, its log entry, its rejection row and the client's counter commit
// together or not at all. A rejected command never blocks the commands after it. A command that the database could not take
// stays undecided, and the batch ends before it.
import { commandsByName } from '#schema/commands.ts';
import { commandContext, type CommandContext } from '#schema/command/define.ts';
import { readCommand, type ReadCommand } from '#schema/command/read.ts';
import type { ClientId, UserId } from '#schema/ids.ts';
import { MAX_COMMAND_BYTES, type PushResponse, type WireCommand, type WireOutcome } from '#schema/protocol/commands.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { storableText } from '#schema/storable.ts';
import { faultOf, fromStatement, type Fault } from '../db/faults.ts';
import { isUnanswered } from '../db/pool.ts';
import type { Session } from '../db/session.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { CommandTiming } from '../metrics/metrics.ts';
import { RowBudget, type CommandBudgets } from './budgets.ts';
import { payloadHash } from './payload-hash.ts';

export interface TurnFacts {
  userId: UserId;
  clientId: ClientId;
  now: Date;
  /** The time of the person's action, corrected for the device's clock. */
  actedAt: (command: WireCommand) => Date;
  /** Applies to devices; commands of the server itself have no limits. */
  budgets?: CommandBudgets;
  /** A command that has failed for days for an unknown reason (undecided.ts): rejected without another attempt. */
  setAside?: { commandId: number; error: CadenceError };
}

/** The database could not take a command, and the command stays undecided. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
  readonly commandId: number;
  readonly commandName: string;
  readonly fault: Exclude<Fault, { kind: 'decided' }>;

  constructor({ id, name }: WireCommand, fault: Exclude<Fault, { kind: 'decided' }>, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.commandId = id;
    this.commandName = name;
    this.fault = fault;
  }
}

export class OutOfOrder extends RequestError {
  readonly lastCommandId: number;

  constructor(lastCommandId: number) {
    super('out_of_order', `The next command of this device is ${lastCommandId + 1}.`);
    this.lastCommandId = lastCommandId;
  }
}

interface Decided {
  hash: string;
  error: CadenceError | null;
}

interface ClientRow {
  user_id: string;
  last_command_id: number;
  closed_at: Date | null;
}

export class Turn {
  readonly #session: Session;
  readonly #facts: TurnFacts;
  readonly #log: Log;
  readonly #decided = new Map<number, Decided>();
  readonly #fresh: number[] = [];
  #last: number;
  readonly #lastBefore: number;
  readonly #isClosed: boolean;
  readonly #rows: RowBudget | null;
  readonly #beganMs = performance.now();
  /** What this turn did, for the metrics once it has committed. */
  readonly timings: CommandTiming[] = [];

  private constructor(session: Session, facts: TurnFacts, log: Log, client: ClientRow, rows: RowBudget | null) {
    this.#session = session;
    this.#facts = facts;
    this.#log = log;
    this.#last = client.last_command_id;
    this.#lastBefore = client.last_command_id;
    this.#isClosed = client.closed_at !== null;
    this.#rows = rows;
  }

  /** Locks the person, so that two requests of one person run one after the other, and reads the client's counter. */
  static async begin(session: Session, facts: TurnFacts, log: Log): Promise<Turn> {
    const { client } = session;
    const person = await client.query('select id from users where id = $1 for no key update', [facts.userId]);
    if (person.rowCount === 0) throw new RequestError('signed_out');
    const rowBudget = facts.budgets ? await RowBudget.open(client, facts.userId, facts.budgets.rows) : null;
    if (rowBudget?.isFarExceeded) throw new RequestError('account_full', undefined, { 'retry-after': '300' });
    const find = () =>
      client.query<ClientRow>('select user_id, last_command_id, closed_at from replica.clients where client_id = $1', [
        facts.clientId,
      ]);
    let { rows } = await find();
    if (rows.length === 0) {
      await client.query(
        `insert into replica.clients (client_id, user_id, last_command_id, created_at) values ($1, $2, 0, $3)
         on conflict (client_id) do nothing`,
        [facts.clientId, facts.userId, facts.now],
      );
      ({ rows } = await find());
    }
    const row = rows[0];
    if (!row || row.user_id !== facts.userId) throw new RequestError('client_id_reused');
    return new Turn(session, facts, log, row, rowBudget);
  }

  get nextId(): number {
    return this.#last + 1;
  }

  async take(commands: readonly WireCommand[]): Promise<PushResponse> {
    await this.#loadDecided(commands.filter(({ id }) => id <= this.#lastBefore).map(({ id }) => id));
    const outcomes: WireOutcome[] = [];
    for (const command of commands) {
      if (command.id > this.nextId) {
        if (outcomes.length === 0) throw new OutOfOrder(this.#last);
        break;
      }
      if (this.#isClosed && command.id === this.nextId) throw new RequestError('client_id_reused');
      if (outcomes.length > 0 && this.#isOutOfTime()) break;
      try {
        outcomes.push(command.id <= this.#last ? this.#duplicate(command) : await this.#decide(command));
      } catch (error) {
        if (!(await this.#canCommitEarlier(error))) throw error;
        this.timings.push({ name: command.name, result: 'undecided', ms: 0 });
        break;
      }
    }
    await this.#save();
    return { lastCommandId: this.#last, outcomes };
  }

  /** From now on this client's decided commands are answered as duplicates, and others are refused. */
  async close(): Promise<PushResponse> {
    const { clientId, now } = this.#facts;
    await this.#session.client.query('update replica.clients set closed_at = $2 where client_id = $1 and closed_at is null', [
      clientId,
      now,
    ]);
    return { lastCommandId: this.#last, outcomes: [] };
  }

  /** Commands that did not fit into the time are left out of the answer, and the device sends them next. */
  #isOutOfTime(): boolean {
    const { budgets } = this.#facts;
    return budgets !== undefined && performance.now() - this.#beganMs >= budgets.requestMs;
  }

  /** Whether the commands before one that could not be taken can still commit, so that they do not wait for it. */
  async #canCommitEarlier(error: unknown): Promise<boolean> {
    if (!(error instanceof Undecided) || this.#fresh.length === 0) return false;
    // A collision retries the whole transaction. After a statement without an answer, the connection answers nothing else
    // either.
    if (error.fault.kind === 'collision' || isUnanswered(error.cause)) return false;
    const undone = this.#session.client.query('rollback to savepoint command');
    return undone.then(
      () => true,
      () => false,
    );
  }

  async #loadDecided(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await this.#session.client.query<{ command_id: number; payload_hash: string; error: CadenceError | null }>(
      'select command_id, payload_hash, error from replica.command_log where client_id = $1 and command_id = any($2::bigint[])',
      [this.#facts.clientId, ids],
    );
    for (const { command_id, payload_hash, error } of rows) this.#decided.set(command_id, { hash: payload_hash, error });
  }

  /** The same answer as the first time. An id that the log no longer holds was decided long ago and counts as a duplicate. */
  #duplicate(command: WireCommand): WireOutcome {
    const first = this.#decided.get(command.id);
    if (first && first.hash !== payloadHash(command)) throw new RequestError('client_id_reused');
    this.timings.push({ name: command.name, result: 'duplicate', ms: 0 });
    return first?.error ? rejected(command.id, first.error) : { id: command.id, status: 'duplicate' };
  }

  async #decide(command: WireCommand): Promise<WireOutcome> {
    const beganMs = performance.now();
    const error = await this.#apply(command);
    const result = error === null ? 'applied' : 'rejected';
    this.timings.push({ name: command.name, result, ms: performance.now() - beganMs });
    this.#last = command.id;
    this.#fresh.push(command.id);
    this.#decided.set(command.id, { hash: payloadHash(command), error });
    if (error === null) return { id: command.id, status: 'applied' };
    await this.#saveRejection(command, error);
    return rejected(command.id, error);
  }

  /** Null when the command took effect; otherwise the error, with all its effects undone. */
  async #apply(command: WireCommand): Promise<CadenceError | null> {
    const { setAside } = this.#facts;
    if (setAside?.commandId === command.id) return setAside.error;
    const prepared = prepare(command);
    if (!prepared.ok) return prepared.error;
    const { client, db } = this.#session;
    await client.query('savepoint command').catch(fromStatement);
    let error: CadenceError | null;
    try {
      const outcome = await prepared.definition.apply(db, prepared.args, this.#context(command));
      error = outcome.ok ? ((await this.#rows?.problem()) ?? null) : outcome.error;
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (fault.kind !== 'decided') throw new Undecided(command, fault, thrown);
      error = fault.error;
      const { userId, clientId } = this.#facts;
      this.#log.error({ ...errorFields(thrown), command: command.name, id: command.id, clientId, userId }, 'a command failed');
    }
    await client.query(error === null ? 'release savepoint command' : 'rollback to savepoint command; release savepoint command');
    return error;
  }

  #context(command: WireCommand): CommandContext {
    const { userId, clientId, actedAt, now } = this.#facts;
    return commandContext({ userId, clientId, commandId: command.id, now: actedAt(command), decidedAt: now });
  }

  /** Stores a row in the person's feed, so that every device of the person can show what was refused and why. */
  async #saveRejection(command: WireCommand, { code, detail }: CadenceError): Promise<void> {
    const { userId, clientId } = this.#facts;
    const context = this.#context(command);
    await this.#session.client.query(
      `insert into replica.rejections (id, user_id, client_id, command_id, name, error_code, error_detail, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      [
        context.derivedId('rejection', clientId, command.id),
        userId,
        clientId,
        command.id,
        storableText(command.name),
        code,
        detail ?? null,
        context.now,
      ],
    );
  }

  async #save(): Promise<void> {
    if (this.#fresh.length === 0) return;
    const { client } = this.#session;
    const { clientId, now } = this.#facts;
    const decided = this.#fresh.map((id) => ({ id, ...(this.#decided.get(id) ?? { hash: '', error: null }) }));
    await client.query(
      `insert into replica.command_log (client_id, command_id, payload_hash, outcome, error, applied_at)
       select $1, id, hash, case when error is null then 'applied' else 'rejected' end, error::jsonb, $5
         from unnest($2::bigint[], $3::text[], $4::text[]) as t (id, hash, error)`,
      [
        clientId,
        decided.map(({ id }) => id),
        decided.map(({ hash }) => hash),
        decided.map(({ error }) => (error === null ? null : JSON.stringify(error))),
        now,
      ],
    );
    await client.query('update replica.clients set last_command_id = $2 where client_id = $1', [clientId, this.#last]);
  }
}

const rejected = (id: number, error: CadenceError): WireOutcome => ({ id, status: 'rejected', error });

/** The command's definition and its checked arguments, or the error that makes it impossible to apply. */
function prepare(command: WireCommand): ReadCommand {
  if (JSON.stringify(command.args ?? null).length > MAX_COMMAND_BYTES) return { ok: false, error: { code: 'too_large' } };
  return readCommand(commandsByName, command);
}
