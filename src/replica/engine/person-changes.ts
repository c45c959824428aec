// Signing in and out on this device. Order matters: the outbox changes first, because it is the truth; if the device dies
// before the rows follow, the next opening sees another person's rows and rebuilds them.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { DerivedId } from './rewrite-person.ts';
import { planIdChanges, rewriteCommands } from './rewrite-person.ts';
import { StorageFullError } from '../outbox/byte-store.ts';
import type { OutboxPerson } from '../outbox/records.ts';
import type { Answer } from '../service.ts';
import type { Applier, Changes } from '../applier/applier.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { EnginePorts, OpenedReplica, SessionUser } from './ports.ts';
import type { SyncDriver } from './sync-driver.ts';

const done: Answer<null> = { ok: true, value: null };
const failed = (error: CadenceError): Answer<null> => ({ ok: false, error });

/** How often sign-out looks whether everything was sent. */
const SEND_CHECK_MS = 50;

/** What a change of person needs of the engine. */
export interface PersonHost {
  readonly ports: EnginePorts;
  readonly outbox: Outbox;
  readonly driver: SyncDriver;
  whenOpen(): Promise<{ applier: Applier }>;
  /** Gives the way to save again. */
  stopSaving(): Promise<() => void>;
  /** Rejects when the replica is lost. */
  change(lane: 'command', work: (open: { replica: OpenedReplica; applier: Applier }) => Promise<Changes>): Promise<void>;
  announcePeople(): void;
  rebuild(): Promise<void>;
}

export class PersonChanges {
  readonly #engine: PersonHost;

  constructor(engine: PersonHost) {
    this.#engine = engine;
  }

  signedIn(): Promise<Answer<null>> {
    return fullDiskToAnswer(this.#signIn());
  }

  signOut(waiting: 'send' | 'discard'): Promise<Answer<null>> {
    return fullDiskToAnswer(this.#leave(waiting));
  }

  async #signIn(): Promise<Answer<null>> {
    let user: SessionUser | null;
    try {
      user = await this.#engine.ports.auth.session();
    } catch {
      return failed({ code: 'unavailable' });
    }
    if (!user) return failed({ code: 'signed_out' });
    await this.#engine.whenOpen();
    const { person } = this.#engine.outbox;
    if (person.kind === 'local') return this.#giveToAccount(person.userId, user);
    return person.userId === user.id ? this.#resume(user) : this.#switchTo(user);
  }

  async #leave(waiting: 'send' | 'discard'): Promise<Answer<null>> {
    const engine = this.#engine;
    await engine.whenOpen();
    const { outbox, ports } = engine;
    if (outbox.person.kind === 'local') return done;
    // What is saved from here on could be neither sent nor kept.
    const saveAgain = await engine.stopSaving();
    try {
      if (waiting === 'send' && !(await this.#sendAll())) return failed({ code: 'unavailable' });
      // Without a server the session ends when it expires; the device is wiped all the same.
      await ports.auth.signOut().catch(() => undefined);
      await this.#begin({ kind: 'local', userId: ports.newId() });
      return done;
    } finally {
      saveAgain();
    }
  }

  /** The local person's commands become the account's. */
  async #giveToAccount(localUserId: string, user: SessionUser): Promise<Answer<null>> {
    const engine = this.#engine;
    let fullDisk: StorageFullError | undefined;
    const change = engine.change('command', async ({ applier, replica }) => {
      const { rows } = await replica.database.query('select id::text as id, parts from replica.derived');
      const changes = planIdChanges(localUserId, user.id, rows as DerivedId[]);
      try {
        await engine.outbox.become(accountOf(user), (pending) => rewriteCommands(pending, changes));
      } catch (error) {
        if (!(error instanceof StorageFullError)) throw error;
        // Nothing was written and the rows are as they were: no reason to rebuild them.
        fullDisk = error;
        return { touched: new Set(), outcomes: new Map() };
      }
      return applier.restart(user.id, ['public']);
    });
    await change.catch((error: unknown) => this.#rowsFailed(user.id, error));
    if (fullDisk) throw fullDisk;
    this.#tellSignedIn();
    return done;
  }

  /** Once the log is the account's the person is signed in, whatever became of the rows: they are made from it again. */
  async #rowsFailed(userId: string, error: unknown): Promise<void> {
    const engine = this.#engine;
    if (engine.outbox.person.userId !== userId) throw error;
    const { applier } = await engine.whenOpen();
    // Opened in between, for the local person.
    if (applier.state.userId !== userId) await engine.rebuild();
  }

  /** The same account signed in again after its session had ended. */
  async #resume(user: SessionUser): Promise<Answer<null>> {
    await this.#engine.outbox.updatePerson(accountOf(user));
    this.#tellSignedIn();
    return done;
  }

  /** Another account: one person's waiting changes are never sent as another's. */
  async #switchTo(user: SessionUser): Promise<Answer<null>> {
    // Another tab may be saving: it is waited for, or it would be thrown away unseen.
    const saveAgain = await this.#engine.stopSaving();
    try {
      if (this.#waiting() > 0) {
        return failed({ code: 'conflict', detail: 'Changes of another account are still waiting on this device.' });
      }
      await this.#begin(accountOf(user));
      return done;
    } finally {
      saveAgain();
    }
  }

  async #begin(person: OutboxPerson): Promise<void> {
    const engine = this.#engine;
    await engine.outbox.become(person, () => []);
    const counters = { savedSeq: engine.outbox.lastSeq, passedSeq: engine.outbox.lastSeq };
    engine.driver.tell({ kind: person.kind === 'local' ? 'left' : 'signed-in', ...counters });
    engine.announcePeople();
    await engine.rebuild();
  }

  #tellSignedIn(): void {
    const { outbox, driver } = this.#engine;
    const passedSeq = Math.max(outbox.passedSeq, driver.state.facts.account ? driver.state.facts.passedSeq : 0);
    driver.tell({ kind: 'signed-in', savedSeq: outbox.lastSeq, passedSeq });
    this.#engine.announcePeople();
  }

  #waiting(): number {
    const { savedSeq, passedSeq } = this.#engine.driver.state.facts;
    return savedSeq - passedSeq;
  }

  /** False when sending stops before everything is acknowledged. */
  async #sendAll(): Promise<boolean> {
    const { clock } = this.#engine.ports;
    for (;;) {
      const { kind, facts } = this.#engine.driver.state;
      if (facts.savedSeq === 0 || facts.ackedSeq >= facts.savedSeq) return true;
      if (kind !== 'connecting' && kind !== 'catching-up' && kind !== 'live' && kind !== 'draining') return false;
      if (facts.pushFailures > 0) return false;
      await new Promise<void>((resolve) => clock.setTimer(SEND_CHECK_MS, resolve));
    }
  }
}

/** A log that found no room is as it was before; the person can free some and try again. */
const fullDiskToAnswer = (change: Promise<Answer<null>>): Promise<Answer<null>> =>
  change.catch((error: unknown) => {
    if (error instanceof StorageFullError) return failed({ code: 'storage_full' });
    throw error;
  });

const accountOf = ({ id, email, name }: SessionUser): OutboxPerson => ({ kind: 'signed-in', userId: id, email, name });
