// The leader's replica: connects outbox, rows, sync and live queries. Invariants: a command is reported as saved only after its
// flush; all changes of rows run one at a time through the lanes; the rows can always be rebuilt from the base, the feed and
// the outbox. Opening and rebuilding are in replica-lifecycle.ts, saving in saving.ts, the outcomes in settlement.ts.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { ClockState } from '#src/clock/device-clock.ts';
import { COMMANDS_AT_ONCE, type Applied, type ReplicaDiagnostics } from '../api.ts';
import type { Applier, Changes, ScopeBatch } from '../applier/applier.ts';
import type { ReplicaCalls } from '../calls.ts';
import { LiveQueries } from '../live/live-queries.ts';
import type { MachineState } from '../machine/types.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Answer, DebugAction, NewCall, OnReplicaEvent, SavedCall } from '../service.ts';
import { Announcements } from './announcements.ts';
import { countRows, describeReplica } from './diagnostics.ts';
import { Lanes } from './lanes.ts';
import { PersonChanges, type PersonHost } from './person-changes.ts';
import type { EnginePorts } from './ports.ts';
import { ReplicaLifecycle, type LifecycleHost, type OpenReplica } from './replica-lifecycle.ts';
import { Saving, type SavingHost } from './saving.ts';
import { Settlement, type SettlementHost } from './settlement.ts';
import { SyncDriver, type Rejection, type SyncHost } from './sync-driver.ts';

export class ReplicaEngine implements SyncHost, PersonHost, LifecycleHost, SettlementHost, SavingHost {
  readonly ports: EnginePorts;
  readonly lanes = new Lanes();
  readonly live: LiveQueries;
  readonly announcements = new Announcements();
  readonly driver: SyncDriver;
  readonly #people: PersonChanges;
  readonly #lifecycle: ReplicaLifecycle;
  readonly #settlement: Settlement;
  #outbox: Outbox | undefined;
  readonly #saving: Saving;
  #isApplying = false;
  #lastError: CadenceError | null = null;
  #isGateClosed = false;

  constructor(ports: EnginePorts) {
    this.ports = ports;
    this.live = new LiveQueries((sql, parameters) => this.query(sql, parameters));
    this.driver = new SyncDriver(ports, this);
    this.#people = new PersonChanges(this);
    this.#lifecycle = new ReplicaLifecycle(ports, this);
    this.#settlement = new Settlement(this);
    this.#saving = new Saving(this);
  }

  // ---- Opening

  async start(): Promise<void> {
    const opening = await this.ports.openOutbox().catch((error: unknown) => this.onGivenUp(error));
    // This window cannot store a log: refuse commands instead of losing them.
    if (!opening) return this.#lifecycle.start(undefined);
    const { outbox, damaged } = opening;
    this.#outbox = outbox;
    if (damaged) this.#lastError = { code: 'outbox_damaged' };
    this.#announcePeople();
    this.#subscribeToNetwork();
    void this.#people.endSession();
    await this.#lifecycle.start(outbox);
  }

  get outbox(): Outbox {
    if (!this.#outbox) throw new Error('the outbox is not open yet');
    return this.#outbox;
  }

  onProgress(part: number | null): void {
    this.announcements.progress(part);
  }

  onOpened({ replica, applier }: OpenReplica): void {
    const { person, lastSeq } = this.outbox;
    const { passedSeq } = applier.state;
    // Has an effect only when the device died after the rows were flushed and before the outbox recorded it.
    this.#settlement.forgetWhenFlushed(replica, passedSeq);
    this.driver.tell({ kind: 'opened', account: person.kind === 'signed-in', savedSeq: lastSeq, passedSeq });
    this.live.touchAll();
    this.#applySaved();
  }

  onLost(): void {
    this.#saving.rowsLost();
    this.driver.tell({ kind: 'replica-lost' });
  }

  onGivenUp(error: unknown): undefined {
    const detail = error instanceof Error ? error.message : String(error);
    this.#lastError = { code: 'storage_unavailable', detail };
    this.driver.tell({ kind: 'gave-up', error: this.#lastError });
  }

  rebuild(): Promise<void> {
    return this.#lifecycle.rebuild();
  }

  async stop(): Promise<void> {
    this.driver.stop();
    await this.#lifecycle.close();
    this.#outbox?.close();
  }

  #subscribeToNetwork(): void {
    const say = (): void => {
      const isOnline = this.ports.network.isOnline() && !this.#isGateClosed;
      if (isOnline !== this.driver.state.facts.online) this.driver.tell({ kind: isOnline ? 'online' : 'offline' });
    };
    this.ports.network.subscribe(say);
    say();
  }

  /** Does not ask `network`: a worker that started offline may never get the `online` event. */
  #tryNow(): void {
    if (!this.#isGateClosed) this.driver.tryNow();
  }

  // ---- Commands

  save(calls: readonly NewCall[]): Promise<Answer<SavedCall[]>> {
    return this.#saving.save(calls);
  }

  stopSaving(): Promise<() => void> {
    return this.#saving.stop();
  }

  whenOutbox(): Promise<Outbox | undefined> {
    return this.#lifecycle.whenOutbox();
  }

  get applier(): Applier | undefined {
    return this.#lifecycle.open?.applier;
  }

  onSaved(lastSeq: number): void {
    this.driver.tell({ kind: 'command-saved', seq: lastSeq });
  }

  onToApply(): void {
    this.#applySaved();
  }

  onNotSaved(error: CadenceError): void {
    this.#lastError = error;
  }

  settled(seq: number): Promise<Applied> {
    return this.#settlement.settled(seq, this.applier?.state.appliedSeq);
  }

  #applySaved(): void {
    if (this.#isApplying || !this.applier?.hasCommandsToApply()) return;
    this.#isApplying = true;
    this.#applyAll()
      // A failure starts a rebuild, which then applies the saved commands.
      .catch(() => undefined)
      .finally(() => {
        this.#isApplying = false;
        this.#applySaved();
      });
  }

  async #applyAll(): Promise<void> {
    while (this.applier?.hasCommandsToApply()) {
      await this.change('command', ({ applier }) => applier.applyCommands(COMMANDS_AT_ONCE));
    }
  }

  /**
   * Runs one change of the rows; live queries run again after its commit. A failure means that the replica is lost, not the
   * command.
   */
  async change(lane: 'command' | 'feed', work: (open: OpenReplica) => Promise<Changes>): Promise<void> {
    let used: OpenReplica | undefined;
    try {
      const changes = await this.lanes.run(lane, async () => {
        used = await this.whenOpen();
        return work(used);
      });
      for (const [seq, outcome] of changes.outcomes) this.#settlement.settle(seq, outcome);
      this.live.touch(changes.touched);
    } catch (error) {
      // An error from a replica that was already given up says nothing about the one that replaced it.
      if (used && used === this.#lifecycle.open) {
        this.#lastError = { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
        void this.#lifecycle.rebuildAfterFailure();
      }
      throw error;
    }
  }

  // ---- What the sync driver asks for

  cursors(): Applier['state']['cursors'] {
    return this.applier?.state.cursors ?? {};
  }

  isMidway(scope: ShapeScope): boolean {
    const { open } = this.#lifecycle;
    if (!open) return false;
    const { passedSeq, setAside, isWhole } = open.applier.state;
    // Compares with `lastSeq`, because an older copy of the rows may be behind commands that the outbox no longer has.
    const isWaiting = scope === 'me' && passedSeq < this.outbox.lastSeq;
    return isWaiting || setAside.length > 0 || (scope === 'me' && !isWhole);
  }

  copyProgress(): Applier['state']['copy'] {
    return this.applier?.state.copy ?? null;
  }

  onCopyProgress(part: number | null): void {
    this.announcements.progress(part);
  }

  async applyFeed(batches: ScopeBatch[], forget: boolean): Promise<{ passedSeq: number }> {
    let passedSeq = 0;
    const asked = this.#lifecycle.open;
    await this.change('feed', async (open) => {
      // The rows continue the replica they were read for. Applied to another one, they would leave a gap before them.
      if (open !== asked) throw new Error('the rows were read for a replica that is gone');
      const { applier, replica } = open;
      const changes = await applier.applyFeed(batches, forget);
      passedSeq = applier.state.passedSeq;
      this.#settlement.forgetWhenFlushed(replica, passedSeq);
      return changes;
    });
    return { passedSeq };
  }

  keepRejections(rejections: Rejection[]): Promise<void> {
    return this.#settlement.keepRejections(rejections);
  }

  onClock(state: ClockState, isMeasured: boolean): void {
    this.announcements.clock(state, isMeasured);
  }

  onRemoved(): void {
    void this.#people.removed();
  }

  onState(state: MachineState): void {
    this.announcements.state(state);
    if (state.facts.error) this.#lastError = state.facts.error;
  }

  // ---- For pages

  /** `appId` separates the subscriptions of different tabs. */
  connect(appId: string, onEvent: OnReplicaEvent): { calls: ReplicaCalls; close(): void } {
    this.announcements.subscribe(appId, onEvent);
    const own = (id: string): string => `${appId}:${id}`;
    const calls: ReplicaCalls = {
      save: (newCalls) => this.save(newCalls),
      settled: (seq) => this.settled(seq),
      query: (sql, parameters) => this.query(sql, parameters),
      subscribe: async (id, query) => {
        this.live.subscribe(own(id), query, {
          onRows: (rows) => onEvent({ kind: 'rows', id, rows }),
          onFailed: (message) => onEvent({ kind: 'live-failed', id, message }),
        });
      },
      unsubscribe: async (id) => this.live.unsubscribe(own(id)),
      signedIn: () => this.#people.signedIn(),
      signOut: (waiting) => this.#people.signOut(waiting),
      dismissRejected: async (id) => {
        await this.outbox.dismissRejected(id);
        this.onRejected();
      },
      tryNow: async () => this.#tryNow(),
      diagnostics: () => this.#diagnostics(),
      debug: (action) => this.#debug(action),
    };
    return {
      calls,
      close: () => {
        this.announcements.unsubscribe(appId);
        this.live.unsubscribeAll((id) => id.startsWith(own('')));
      },
    };
  }

  query(sql: string, parameters: unknown[]): Promise<unknown[]> {
    return this.whenOpen().then(() =>
      this.lanes.run('query', async () => {
        const { replica } = await this.whenOpen();
        return (await replica.database.query(sql, parameters)).rows;
      }),
    );
  }

  whenOpen(): Promise<OpenReplica> {
    return this.#lifecycle.whenOpen();
  }

  /** Call after the outbox was given to another person. */
  announcePeople(): void {
    this.#settlement.restart();
    this.#announcePeople();
  }

  announcePerson(): void {
    this.announcements.person(this.outbox.person);
  }

  #announcePeople(): void {
    this.announcePerson();
    this.onRejected();
  }

  onRejected(): void {
    const rejected = this.outbox.rejected.map(({ version = 1, id, name, args, error, at }) => ({
      id,
      name,
      version,
      args,
      error,
      at: new Date(at),
    }));
    this.announcements.rejected(rejected);
  }

  async #diagnostics(): Promise<ReplicaDiagnostics> {
    const { replica, applier } = await this.whenOpen();
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
