// One client's turn: a batch of its commands in one transaction, each in a savepoint.
// Invariant: a command id is decided once. Its effect, its place in the log, its rejection row and the client's counter commit
// together or not at all; whatever a single command does, the ones behind it are not blocked.
import { commandsByName } from '#schema/commands/index.ts';
import { commandContext, parseArgs, type CommandContext, type CommandDefinition } from '#schema/commands/define.ts';
import type { ClientId, UserId } from '#schema/ids.ts';
import { MAX_COMMAND_BYTES, type PushResponse, type WireCommand, type WireOutcome } from '#schema/protocol/commands.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { storableText } from '#schema/storable.ts';
import type { Session } from '../db/session.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { constraintError, isTransient } from './database-errors.ts';
import { payloadHash } from './payload-hash.ts';

export interface TurnFacts {
  userId: UserId;
  clientId: ClientId;
  now: Date;
  /** When the person acted, corrected for the device's clock. */
  actedAt: (command: WireCommand) => Date;
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

export class Turn {
  readonly #session: Session;
  readonly #facts: TurnFacts;
  readonly #log: Log;
  readonly #decided = new Map<number, Decided>();
  readonly #fresh: number[] = [];
  #last: number;
  readonly #lastBefore: number;

  private constructor(session: Session, facts: TurnFacts, log: Log, last: number) {
    this.#session = session;
    this.#facts = facts;
    this.#log = log;
    this.#last = last;
    this.#lastBefore = last;
  }

  /** Locks the person, so that two requests of one person follow each other, and finds the client's counter. */
  static async begin(session: Session, facts: TurnFacts, log: Log): Promise<Turn> {
    const { client } = session;
    const person = await client.query('select id from users where id = $1 for no key update', [facts.userId]);
    if (person.rowCount === 0) throw new RequestError('signed_out');
    const find = () =>
      client.query<{ user_id: string; last_command_id: number }>(
        'select user_id, last_command_id from replica.clients where client_id = $1',
        [facts.clientId],
      );
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
    return new Turn(session, facts, log, row.last_command_id);
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
      outcomes.push(command.id <= this.#last ? this.#duplicate(command) : await this.#decide(command));
    }
    await this.#save();
    return { lastCommandId: this.#last, outcomes };
  }

  async #loadDecided(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await this.#session.client.query<{ command_id: number; payload_hash: string; error: CadenceError | null }>(
      'select command_id, payload_hash, error from replica.command_log where client_id = $1 and command_id = any($2::bigint[])',
      [this.#facts.clientId, ids],
    );
    for (const { command_id, payload_hash, error } of rows) this.#decided.set(command_id, { hash: payload_hash, error });
  }

  /** The same answer as the first time. What the log no longer holds was decided long ago and is taken as the same. */
  #duplicate(command: WireCommand): WireOutcome {
    const first = this.#decided.get(command.id);
    if (first && first.hash !== payloadHash(command)) throw new RequestError('client_id_reused');
    return first?.error ? rejected(command.id, first.error) : { id: command.id, status: 'duplicate' };
  }

  async #decide(command: WireCommand): Promise<WireOutcome> {
    const error = await this.#apply(command);
    this.#last = command.id;
    this.#fresh.push(command.id);
    this.#decided.set(command.id, { hash: payloadHash(command), error });
    if (error === null) return { id: command.id, status: 'applied' };
    await this.#saveRejection(command, error);
    return rejected(command.id, error);
  }

  /** Null when it took effect; else why not, with everything it did undone. */
  async #apply(command: WireCommand): Promise<CadenceError | null> {
    const prepared = prepare(command);
    if ('code' in prepared) return prepared;
    const { client, db } = this.#session;
    await client.query('savepoint command');
    let error: CadenceError | null;
    try {
      const outcome = await prepared.definition.apply(db, prepared.args, this.#context(command));
      error = outcome.ok ? null : outcome.error;
    } catch (thrown) {
      if (isTransient(thrown)) throw thrown;
      error = constraintError(thrown) ?? { code: 'internal' };
      const { userId, clientId } = this.#facts;
      this.#log.error({ ...errorFields(thrown), command: command.name, id: command.id, clientId, userId }, 'a command failed');
    }
    await client.query(error === null ? 'release savepoint command' : 'rollback to savepoint command; release savepoint command');
    return error;
  }

  #context(command: WireCommand): CommandContext {
    const { userId, clientId, actedAt } = this.#facts;
    return commandContext({ userId, clientId, commandId: command.id, now: actedAt(command) });
  }

  /** A row of the person's feed: every device of theirs can show what was refused and why. */
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

/** The command's definition and its checked arguments, or why it can never be applied. */
function prepare(command: WireCommand): { definition: CommandDefinition; args: unknown } | CadenceError {
  const definition = commandsByName.get(command.name);
  if (!definition || command.version > definition.version) return { code: 'unknown_command', detail: storableText(command.name) };
  if (command.version < definition.version) return { code: 'unsupported_version', detail: command.name };
  if (JSON.stringify(command.args ?? null).length > MAX_COMMAND_BYTES) return { code: 'too_large' };
  const parsed = parseArgs(definition, command.args);
  if (parsed.success) return { definition, args: parsed.data };
  const issue = parsed.error.issues[0];
  return { code: 'invalid_arguments', detail: issue ? `${issue.path.join('.')}: ${issue.message}` : command.name };
}
