// Saves the calls of pages. Invariants: a call is answered as saved only after its commands are flushed to the log; a command
// that the rows refuse is not saved at all; commands are saved in the order of their calls; a call that waits for the rows is
// kept in the log meanwhile. Rows that are not open, or that cannot decide, delay nothing: the commands are saved, and the
// server decides.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Applier, Changes } from '../applier/applier.ts';
import type { Outbox, Saved } from '../outbox/outbox.ts';
import type { CommandRecord, NewCommand } from '../outbox/records.ts';
import type { Answer, NewCall, SavedCall } from '../service.ts';
import { checkCall } from './check-call.ts';
import { deferred } from './deferred.ts';
import type { EnginePorts } from './ports.ts';

export interface SavingHost {
  readonly ports: EnginePorts;
  /** Undefined when this window has no log. */
  whenOutbox(): Promise<Outbox | undefined>;
  /** Of the open rows; undefined while no rows are open. */
  readonly applier: Applier | undefined;
  change(lane: 'command', work: (open: { applier: Applier }) => Promise<Changes>): Promise<void>;
  onSaved(lastSeq: number): void;
  /** Saved commands may wait that have not run on the rows. */
  onToApply(): void;
  onNotSaved(error: CadenceError): void;
}

export class Saving {
  readonly #host: SavingHost;
  readonly #calls = new Set<Promise<unknown>>();
  readonly #trials = new Set<Trial>();
  #isStopped = false;

  constructor(host: SavingHost) {
    this.#host = host;
  }

  save(calls: readonly NewCall[]): Promise<Answer<SavedCall[]>> {
    if (this.#isStopped) return Promise.resolve({ ok: false, error: { code: 'signed_out' } });
    const saving = this.#saveNow(calls);
    this.#calls.add(saving);
    return saving.finally(() => this.#calls.delete(saving));
  }

  /**
   * Refuses new saves while a person leaves, after waiting for saves in progress. Returns a function that allows saving again.
   */
  async stop(): Promise<() => void> {
    this.#isStopped = true;
    await Promise.allSettled(this.#calls);
    return () => {
      this.#isStopped = false;
    };
  }

  /** Call when the rows are lost: opening them may take long, and waiting commands must be durable before. */
  rowsLost(): void {
    for (const trial of this.#trials) void trial.save(noRefusals);
    this.#trials.clear();
  }

  async #saveNow(calls: readonly NewCall[]): Promise<Answer<SavedCall[]>> {
    const outbox = await this.#host.whenOutbox();
    if (!outbox) return { ok: false, error: { code: 'storage_unavailable' } };
    const checked = this.#check(calls, outbox);
    if (!checked.ok) return checked;
    const { refused, saved } = await this.#saveTaken(outbox, checked.value);
    if (!saved.ok) {
      this.#host.onNotSaved(saved.error);
      return saved;
    }
    this.#host.onSaved(outbox.lastSeq);
    const seqByKey = new Map(saved.commands.map(({ callKey, seq }) => [callKey, seq]));
    return {
      ok: true,
      value: checked.value.map(({ callKey }) => {
        const error = refused.get(callKey);
        return error ? { refused: error } : { seq: seqByKey.get(callKey) ?? 0 };
      }),
    };
  }

  #check(calls: readonly NewCall[], outbox: Outbox): Answer<NewCommand[]> {
    const { ports } = this.#host;
    const commands: NewCommand[] = [];
    const now = new Date(ports.clock.now()).toISOString();
    for (const call of calls) {
      if (call.at !== undefined && !this.#takesMadeUpHistory(outbox)) return { ok: false, error: { code: 'forbidden' } };
      const checked = checkCall(call, call.at !== undefined && call.at < now ? call.at : now);
      if (!checked.ok) return checked;
      commands.push(ports.time ? { ...checked.value, clock: ports.time.commandClock } : checked.value);
    }
    return { ok: true, value: commands };
  }

  /**
   * Accepts invented history only on a device without an account or in development, so that it never mixes with an account's
   * real history.
   */
  #takesMadeUpHistory({ person }: Outbox): boolean {
    return person.kind === 'local' || this.#host.ports.isDevelopment === true;
  }

  /** Runs the commands on the rows and saves those that are not refused. */
  async #saveTaken(outbox: Outbox, commands: readonly NewCommand[]): Promise<{ refused: Refusals; saved: Saved }> {
    // Behind commands that wait for their turn, others wait too: they may depend on them.
    if (this.#trials.size === 0 && !this.#host.applier?.isDeciding) {
      const saved = await outbox.save(commands);
      this.#host.onToApply();
      return { refused: noRefusals, saved };
    }
    // Not awaited: the outbox receives them before it can save them, and a full disk is answered by that save.
    void outbox.receive(commands).catch(() => undefined);
    const trial = new Trial(outbox, commands);
    this.#trials.add(trial);
    void this.#host
      .change('command', ({ applier }) => trial.run(applier))
      // A failure of the rows starts their rebuild and says nothing about the commands.
      .catch(() => trial.save(noRefusals))
      .finally(() => {
        this.#trials.delete(trial);
        this.#host.onToApply();
      });
    const saved = await trial.saved;
    return { refused: trial.refused, saved };
  }
}

type Refusals = ReadonlyMap<string, CadenceError>;
const noRefusals: Refusals = new Map();

/** The commands of one call between their turn on the rows and their write to the log. */
class Trial {
  readonly #outbox: Outbox;
  readonly #commands: readonly NewCommand[];
  readonly #saved = deferred<Saved>();
  #isSaving = false;
  refused = noRefusals;

  constructor(outbox: Outbox, commands: readonly NewCommand[]) {
    this.#outbox = outbox;
    this.#commands = commands;
  }

  get saved(): Promise<Saved> {
    return this.#saved.promise;
  }

  async run(applier: Applier): Promise<Changes> {
    if (!this.#isSaving && applier.isDeciding) {
      return applier.applyNew(this.#outbox.asNew(this.#commands), (refused) => this.save(refused));
    }
    await this.save(noRefusals);
    return { touched: new Set(), outcomes: new Map() };
  }

  /** The records of the commands; undefined when they are not saved now, because of a failure or because they already are. */
  async save(refused: Refusals): Promise<readonly CommandRecord[] | undefined> {
    if (this.#isSaving) return undefined;
    this.#isSaving = true;
    this.refused = refused;
    const saving = this.#outbox.save(
      this.#commands.filter(({ callKey }) => !refused.has(callKey)),
      [...refused.keys()],
    );
    this.#saved.resolve(saving);
    const saved = await saving.catch(() => undefined);
    return saved?.ok ? saved.commands : undefined;
  }
}
