// The leader's replica: outbox, rows, sync and live queries in one. Invariants: a command is answered as saved only after
// its flush; everything that changes rows goes through one lane at a time; the rows can always be rebuilt from the base,
// the feed and the outbox.
import { isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { Applied, ReplicaDiagnostics } from '../api.ts';
import { Applier, type Changes, type ScopeBatch } from '../applier/applier.ts';
import { LiveQueries } from '../live/live-queries.ts';
import type { MachineState } from '../machine/types.ts';
import type { NewCommand, Outbox } from '../outbox/outbox.ts';
import type { Answer, DebugAction, EventSink, NewCall, ReplicaCalls, SavedCall } from '../service.ts';
import { Announcements } from './announcements.ts';
import { checkCall } from './check-call.ts';
import { deferred } from './deferred.ts';
import { countRows, describeReplica } from './diagnostics.ts';
import { Lanes } from './lanes.ts';
import { PersonChanges, type PersonHost } from './person-changes.ts';
import { BaseUnreachableError, type EnginePorts, type OpenedReplica } from './ports.ts';
import { SyncDriver, type Rejection, type SyncHost } from './sync-driver.ts';

/** Commands applied in one transaction: an import is quick, and a tap waits for no more than these. */
const COMMANDS_PER_TRANSACTION = 25;
/** Rebuilding after one failure and the next would hide a bug and drain a battery. */
const MAX_REBUILDS = 3;

/** A first visit needs the shipped base once; without a network it waits for it. */
const BASE_RETRY_MS = 3_000;

interface OpenReplica {
  replica: OpenedReplica;
  applier: Applier;
}

export class ReplicaEngine implements SyncHost, PersonHost {
  readonly ports: EnginePorts;
  readonly lanes = new Lanes();
  readonly live: LiveQueries;
  readonly announcements = new Announcements();
  readonly driver: SyncDriver;
  readonly #people: PersonChanges;
  #outbox: Outbox | undefined;
  #open: OpenReplica | undefined;
  readonly #whenOutbox = deferred<Outbox | undefined>();
  #whenOpen = deferred<OpenReplica>();
  /** The opening under way. */
  #opening: Promise<void> | undefined;
  readonly #outcomes = new Map<number, Applied>();
  readonly #waiters = new Map<number, ((applied: Applied) => void)[]>();
  readonly #saving = new Set<Promise<unknown>>();
  #isLeaving = false;
  #isApplying = false;
  #rebuilds = 0;
  #lastError: CadenceError | null = null;
  #isGateClosed = false;

  constructor(ports: EnginePorts) {
    this.ports = ports;
    this.live = new LiveQueries((sql, parameters) => this.query(sql, parameters));
    this.driver = new SyncDriver(ports, this);
    this.#people = new PersonChanges(this);
  }

  // ---- Opening

  async start(): Promise<void> {
    const opening = await this.ports.openOutbox().catch((error: unknown) => this.#giveUp(error));
    // This window can keep nothing: better to say so than to lose what was entered.
    if (!opening) return this.#whenOutbox.resolve(undefined);
    const { outbox, damaged } = opening;
    this.#outbox = outbox;
    if (damaged) this.#lastError = { code: 'outbox_damaged' };
    this.#announcePeople();
    this.#whenOutbox.resolve(outbox);
    this.#watchNetwork();
    await this.#openOnce(() => this.#openReplica(false));
  }

  get outbox(): Outbox {
    if (!this.#outbox) throw new Error('the outbox is not open yet');
    return this.#outbox;
  }

  async #openReplica(fresh: boolean): Promise<void> {
    const onProgress = (part: number): void => this.announcements.progress(part);
    for (let attempt = 0; ; attempt += 1) {
      try {
        const replica = await this.ports.openReplica({ fresh: fresh || attempt > 0, onProgress });
        const applier = await Applier.open(replica.database, this.outbox);
        if (applier) return this.#opened({ replica, applier });
        await replica.close();
      } catch (error) {
        if (error instanceof BaseUnreachableError) {
          await new Promise<void>((resolve) => this.ports.clock.setTimer(BASE_RETRY_MS, resolve));
          attempt -= 1;
        } else if (attempt >= 1) return this.#giveUp(error);
      }
    }
  }

  #opened(open: OpenReplica): void {
    this.#open = open;
    this.announcements.progress(null);
    this.#whenOpen.resolve(open);
    const { person, lastSeq } = this.outbox;
    const { passedSeq } = open.applier.state;
    // The device died between the rows' flush and the outbox's note of it.
    if (passedSeq > this.outbox.passedSeq) this.#forgetWhenFlushed(open.replica, passedSeq);
    this.driver.tell({ kind: 'opened', account: person.kind === 'signed-in', savedSeq: lastSeq, passedSeq });
    this.live.touchAll();
    this.#applySaved();
  }

  #giveUp(error: unknown): undefined {
    const detail = error instanceof Error ? error.message : String(error);
    this.#lastError = { code: 'storage_unavailable', detail };
    this.driver.tell({ kind: 'gave-up', error: this.#lastError });
  }

  /** The rows cannot be trusted, or PGlite died: begin again from the base. The outbox is untouched. */
  rebuild(): Promise<void> {
    // Asked for, however often (another person, /debug): only failures add up.
    this.#rebuilds = 0;
    return this.#rebuild();
  }

  async #rebuild(): Promise<void> {
    // The first opening follows on the log's, if that opens at all.
    if (!this.#outbox && !(await this.#whenOutbox.promise)) return;
    // Two openings at once would take the same files, and the slower one would win.
    while (this.#opening) await this.#opening;
    this.driver.tell({ kind: 'replica-lost' });
    const old = this.#open;
    this.#open = undefined;
    // Whoever waits for an opening that failed goes on waiting for this one.
    if (old) this.#whenOpen = deferred<OpenReplica>();
    await this.#openOnce(async () => {
      await old?.replica.close().catch(() => undefined);
      if (this.#rebuilds > MAX_REBUILDS) this.#giveUp(new Error('the replica could not be rebuilt'));
      else await this.#openReplica(true);
    });
  }

  #openOnce(open: () => Promise<void>): Promise<void> {
    this.#opening = open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async stop(): Promise<void> {
    this.driver.stop();
    await this.#open?.replica.close();
    this.#outbox?.close();
  }

  #watchNetwork(): void {
    const say = (): void => {
      const isOnline = this.ports.network.isOnline() && !this.#isGateClosed;
      if (isOnline !== this.driver.state.facts.online) this.driver.tell({ kind: isOnline ? 'online' : 'offline' });
    };
    this.ports.network.subscribe(say);
    say();
  }

  // ---- Commands

  save(calls: readonly NewCall[]): Promise<Answer<SavedCall[]>> {
    if (this.#isLeaving) return Promise.resolve({ ok: false, error: { code: 'signed_out' } });
    const saving = this.#saveNow(calls);
    this.#saving.add(saving);
    return saving.finally(() => this.#saving.delete(saving));
  }

  /** While a person leaves, nothing more is saved; what was being saved comes first. Gives the way to save again. */
  async stopSaving(): Promise<() => void> {
    this.#isLeaving = true;
    await Promise.allSettled(this.#saving);
    return () => {
      this.#isLeaving = false;
    };
  }

  async #saveNow(calls: readonly NewCall[]): Promise<Answer<SavedCall[]>> {
    const outbox = await this.#whenOutbox.promise;
    if (!outbox) return { ok: false, error: { code: 'storage_unavailable' } };
    const commands: NewCommand[] = [];
    const at = new Date(this.ports.clock.now()).toISOString();
    for (const call of calls) {
      const checked = checkCall(call, at);
      if (!checked.ok) return checked;
      commands.push(checked.value);
    }
    const saved = await outbox.save(commands);
    if (!saved.ok) {
      this.#lastError = saved.error;
      return saved;
    }
    this.driver.tell({ kind: 'command-saved', seq: outbox.lastSeq });
    this.#applySaved();
    return { ok: true, value: saved.commands.map(({ seq, id }) => ({ seq, commandId: id })) };
  }

  settled(seq: number): Promise<Applied> {
    const outcome = this.#outcomes.get(seq);
    if (outcome) return Promise.resolve(outcome);
    if (this.#open && seq <= this.#open.applier.state.appliedSeq) return Promise.resolve({ kind: 'applied' });
    return new Promise((resolve) => this.#waiters.set(seq, [...(this.#waiters.get(seq) ?? []), resolve]));
  }

  #applySaved(): void {
    if (this.#isApplying || !this.#open) return;
    this.#isApplying = true;
    this.#applyAll()
      // The failure has begun a rebuild, which applies what is saved when it is done.
      .catch(() => undefined)
      .finally(() => {
        this.#isApplying = false;
        if (this.#open?.applier.hasCommandsToApply()) this.#applySaved();
      });
  }

  async #applyAll(): Promise<void> {
    while (this.#open?.applier.hasCommandsToApply()) {
      await this.change('command', ({ applier }) => applier.applyCommands(COMMANDS_PER_TRANSACTION));
    }
  }

  /** One change of the rows; live queries see it after its commit. A failure means the replica is lost, not the command. */
  async change(lane: 'command' | 'feed', work: (open: OpenReplica) => Promise<Changes>): Promise<void> {
    let used: OpenReplica | undefined;
    try {
      const changes = await this.lanes.run(lane, async () => {
        used = await this.#whenOpen.promise;
        return work(used);
      });
      for (const [seq, outcome] of changes.outcomes) this.#settle(seq, outcome);
      this.live.touch(changes.touched);
    } catch (error) {
      // Work that was under way on a replica already given up says nothing about its successor.
      if (used && used === this.#open) {
        this.#lastError = { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
        this.#rebuilds += 1;
        void this.#rebuild();
      }
      throw error;
    }
  }

  #settle(seq: number, outcome: Applied): void {
    // A rerun after the feed changed the ground says nothing new to whoever already has an answer.
    const waiters = this.#waiters.get(seq);
    if (outcome.kind === 'rejected' || waiters) this.#outcomes.set(seq, outcome);
    this.#waiters.delete(seq);
    for (const resolve of waiters ?? []) resolve(outcome);
    if (this.#outcomes.size > 1_000) this.#outcomes.delete(this.#outcomes.keys().next().value ?? seq);
  }

  // ---- What the sync driver asks for

  cursors(): Applier['state']['cursors'] {
    return this.#open?.applier.state.cursors ?? {};
  }

  isMidway(scope: ShapeScope): boolean {
    if (!this.#open) return false;
    const { passedSeq, setAside } = this.#open.applier.state;
    // Not only what the outbox holds: older rows can be behind what it has let go of.
    const isWaiting = scope === 'me' && passedSeq < this.outbox.lastSeq;
    return isWaiting || setAside.length > 0;
  }

  async applyFeed(batches: ScopeBatch[], forget: boolean): Promise<{ passedSeq: number }> {
    let passedSeq = 0;
    const asked = this.#open;
    await this.change('feed', async (open) => {
      // These rows continue the replica they were read for; in a new one they would leave a hole before them.
      if (open !== asked) throw new Error('the rows were read for a replica that is gone');
      const { applier, replica } = open;
      const changes = await applier.applyFeed(batches, forget);
      passedSeq = applier.state.passedSeq;
      if (passedSeq > this.outbox.passedSeq) this.#forgetWhenFlushed(replica, passedSeq);
      return changes;
    });
    return { passedSeq };
  }

  /** The outbox lets go only of what the stored rows contain: a crash before the flush would else hide own writes (I5). */
  #forgetWhenFlushed(replica: OpenedReplica, passedSeq: number): void {
    replica
      .flush()
      .then(() => this.#keepRejectionsIn(replica))
      .then(() => this.outbox.markPassed(passedSeq))
      .catch(() => undefined);
  }

  /** I2: a refusal that came before the device died, or on a full disk, is in the rows but not in the outbox. */
  async #keepRejectionsIn({ database }: OpenedReplica): Promise<void> {
    const { rows } = await database.query(
      `select client_id::text as client_id, command_id, error_code, error_detail from replica.rejections
       where client_id::text = any($1::text[]) order by client_id, command_id`,
      [[...new Set(this.outbox.pending.map(({ clientId }) => clientId))]],
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

  async keepRejections(rejections: Rejection[]): Promise<void> {
    for (const { clientId, commandId, code, detail } of rejections) {
      const command = this.outbox.pending.find((pending) => pending.clientId === clientId && pending.id === commandId);
      if (!command) continue;
      const { name, args, at } = command;
      const error: CadenceError = { code: isErrorCode(code) ? code : 'internal', ...(detail === null ? {} : { detail }) };
      await this.outbox.keepRejected({ kind: 'rejected', id: `${clientId}:${commandId}`, name, args, error, at });
    }
    if (rejections.length > 0) this.#announceRejected();
  }

  onState(state: MachineState): void {
    this.announcements.state(state);
    if (state.facts.error) this.#lastError = state.facts.error;
  }

  // ---- For pages

  /** `appId` keeps the watches of tabs apart. */
  connect(appId: string, sink: EventSink): { calls: ReplicaCalls; close(): void } {
    this.announcements.add(appId, sink);
    const own = (id: string): string => `${appId}:${id}`;
    const calls: ReplicaCalls = {
      save: (newCalls) => this.save(newCalls),
      settled: (seq) => this.settled(seq),
      query: (sql, parameters) => this.query(sql, parameters),
      watch: async (id, query) => {
        this.live.add(own(id), query, {
          rows: (rows) => sink({ kind: 'rows', id, rows }),
          failed: (message) => sink({ kind: 'live-failed', id, message }),
        });
      },
      unwatch: async (id) => this.live.remove(own(id)),
      signedIn: () => this.#people.signedIn(),
      signOut: (waiting) => this.#people.signOut(waiting),
      dismissRejected: async (id) => {
        await this.outbox.dismissRejected(id);
        this.#announceRejected();
      },
      diagnostics: () => this.#diagnostics(),
      debug: (action) => this.#debug(action),
    };
    return {
      calls,
      close: () => {
        this.announcements.remove(appId);
        this.live.removeAll((id) => id.startsWith(`${appId}:`));
      },
    };
  }

  query(sql: string, parameters: unknown[]): Promise<unknown[]> {
    return this.#whenOpen.promise.then(() =>
      this.lanes.run('query', async () => {
        const { replica } = await this.#whenOpen.promise;
        return (await replica.database.query(sql, parameters)).rows;
      }),
    );
  }

  whenOpen(): Promise<OpenReplica> {
    return this.#whenOpen.promise;
  }

  /** After the outbox became another person's. */
  announcePeople(): void {
    this.#outcomes.clear();
    // Whoever still waits for a command of the old numbering has it on the screen, or it is gone with its person.
    for (const waiters of this.#waiters.values()) for (const resolve of waiters) resolve({ kind: 'applied' });
    this.#waiters.clear();
    this.#announcePeople();
  }

  #announcePeople(): void {
    this.announcements.person(this.outbox.person);
    this.#announceRejected();
  }

  #announceRejected(): void {
    const rejected = this.outbox.rejected.map(({ id, name, args, error, at }) => ({ id, name, args, error, at: new Date(at) }));
    this.announcements.rejected(rejected);
  }

  async #diagnostics(): Promise<ReplicaDiagnostics> {
    const { replica, applier } = await this.#whenOpen.promise;
    const tables = await this.lanes.run('query', () => countRows(replica.database));
    const { outbox, driver } = this;
    return describeReplica({
      outbox,
      replica,
      tables,
      cursors: applier.state.cursors,
      state: driver.state,
      lastError: this.#lastError,
    });
  }

  async #debug(action: DebugAction): Promise<void> {
    switch (action.kind) {
      case 'offline':
        this.#isGateClosed = action.offline;
        this.driver.tell({ kind: action.offline || !this.ports.network.isOnline() ? 'offline' : 'online' });
        return;
      case 'fail-next-push':
        this.driver.failNextPush();
        return;
      case 'rebuild':
        await this.rebuild();
    }
  }
}
