// The outcomes of saved commands. A caller waiting for a command gets its outcome once it ran on the rows; a rejected command
// is kept until the person has seen it (I2); a passed command leaves the log only after the rows that contain it are stored.
import { isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';
import type { Applied } from '../api.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OpenedReplica } from './ports.ts';
import type { Rejection } from './sync-driver.ts';

/** Outcomes kept for pages that ask late. */
const MAX_OUTCOMES = 1_000;

export interface SettlementHost {
  readonly outbox: Outbox;
  onRejected(): void;
}

export class Settlement {
  readonly #host: SettlementHost;
  readonly #outcomes = new Map<number, Applied>();
  readonly #waiters = new Map<number, ((applied: Applied) => void)[]>();

  constructor(host: SettlementHost) {
    this.#host = host;
  }

  /** `appliedSeq`: the last command that ran on the open rows; undefined while no rows are open. */
  settled(seq: number, appliedSeq: number | undefined): Promise<Applied> {
    const outcome = this.#outcomes.get(seq);
    if (outcome) return Promise.resolve(outcome);
    if (appliedSeq !== undefined && seq <= appliedSeq) return Promise.resolve({ kind: 'applied' });
    return new Promise((resolve) => this.#waiters.set(seq, [...(this.#waiters.get(seq) ?? []), resolve]));
  }

  settle(seq: number, outcome: Applied): void {
    // Callers that already have an outcome are not told about later runs of the same command.
    const waiters = this.#waiters.get(seq);
    if (outcome.kind === 'rejected' || waiters) this.#outcomes.set(seq, outcome);
    this.#waiters.delete(seq);
    for (const resolve of waiters ?? []) resolve(outcome);
    if (this.#outcomes.size > MAX_OUTCOMES) this.#outcomes.delete(this.#outcomes.keys().next().value ?? seq);
  }

  /** Call when the log was given to another person: its commands have new numbers. */
  restart(): void {
    this.#outcomes.clear();
    // A waiting command of the old numbering is either visible already or was discarded with its person.
    for (const waiters of this.#waiters.values()) for (const resolve of waiters) resolve({ kind: 'applied' });
    this.#waiters.clear();
  }

  /**
   * The outbox drops only commands that the stored rows contain. Otherwise a crash before the flush would lose own writes (I5).
   */
  forgetWhenFlushed(replica: OpenedReplica, passedSeq: number): void {
    if (passedSeq <= this.#host.outbox.passedSeq) return;
    replica
      .flush()
      .then(() => this.#keepRejectionsIn(replica))
      .then(() => this.#host.outbox.markPassed(passedSeq))
      .catch(() => undefined);
  }

  async keepRejections(rejections: Rejection[]): Promise<void> {
    const { outbox } = this.#host;
    for (const { clientId, commandId, code, detail } of rejections) {
      const command = outbox.pending.find((pending) => pending.clientId === clientId && pending.id === commandId);
      if (!command) continue;
      const { name, version, args, at } = command;
      const error: CadenceError = { code: isErrorCode(code) ? code : 'internal', ...(detail === null ? {} : { detail }) };
      await outbox.keepRejected({ kind: 'rejected', id: `${clientId}:${commandId}`, name, version, args, error, at });
    }
    if (rejections.length > 0) this.#host.onRejected();
  }

  /** A rejection that arrived before a crash, or while the disk was full, may be in the rows but not in the outbox. */
  async #keepRejectionsIn({ database }: OpenedReplica): Promise<void> {
    const { rows } = await database.query(
      `select client_id::text as client_id, command_id, error_code, error_detail from replica.rejections
       where client_id::text = any($1::text[]) order by client_id, command_id`,
      [[...new Set(this.#host.outbox.pending.map(({ clientId }) => clientId))]],
    );
    await this.keepRejections(
      (rows as { client_id: string; command_id: number; error_code: string; error_detail: string | null }[]).map((row) => ({
        clientId: row.client_id,
        commandId: row.command_id,
        code: row.error_code,
        detail: row.error_detail,
      })),
    );
  }
}
