// Signing in and out on this device. Invariant: the outbox changes first, because it is the source of truth. If the device dies
// before the rows follow, the next opening finds another person's rows and rebuilds them.
import type { SessionUser } from '#schema/protocol/answers.ts';
import type { Leaving } from '#schema/protocol/devices.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { DerivedId } from './rewrite-person.ts';
import { planIdChanges, rewriteCommands } from './rewrite-person.ts';
import { StorageFullError } from '../outbox/byte-store.ts';
import type { OutboxPerson } from '../outbox/records.ts';
import type { Answer } from '../service.ts';
import type { Applier, Changes } from '../applier/applier.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { EnginePorts, OpenedReplica } from './ports.ts';
import type { SyncDriver } from './sync-driver.ts';

const done: Answer<null> = { ok: true, value: null };
const failed = (error: CadenceError): Answer<null> => ({ ok: false, error });

/** How often sign-out checks whether everything was sent. */
const SEND_CHECK_MS = 50;

/** How often a sign-in gives the rows to the account when they are rebuilt meanwhile. */
const SIGN_IN_ATTEMPTS = 3;

/** How often a removed device tries again to reach the server. */
const REMOVAL_RETRY_MS = 30_000;
/** How often a sign-out that the server has not heard of is sent again. */
const SESSION_END_RETRY_MS = 60_000;

/** The part of the engine that a change of person needs. */
export interface PersonHost {
  readonly ports: EnginePorts;
  readonly outbox: Outbox;
  readonly driver: SyncDriver;
  whenOpen(): Promise<{ applier: Applier }>;
  /** Returns a function that allows saving again. */
  stopSaving(): Promise<() => void>;
  /** Rejects when the replica is lost. */
  change(lane: 'command', work: (open: { replica: OpenedReplica; applier: Applier }) => Promise<Changes>): Promise<void>;
  announcePeople(): void;
  /** The same person, with other facts. */
  announcePerson(): void;
  rebuild(): Promise<void>;
}

export class PersonChanges {
  readonly #engine: PersonHost;
  /** Ends with the last change of person that has begun: a sign-in in the middle of an erasure would be erased with the rest. */
  #turns: Promise<unknown> = Promise.resolve();
  #isRemoving = false;
  #isEndingSession = false;

  constructor(engine: PersonHost) {
    this.#engine = engine;
  }

  signedIn(): Promise<Answer<null>> {
    return fullDiskToAnswer(this.#signIn());
  }

  signOut(waiting: 'send' | 'discard'): Promise<Answer<null>> {
    return fullDiskToAnswer(this.#leave(waiting));
  }

  /** The person removed this device: does what the person chose, and tries again until it is done. */
  async removed(): Promise<void> {
    if (this.#isRemoving) return;
    this.#isRemoving = true;
    const { ports } = this.#engine;
    try {
      await this.#engine.whenOpen();
      for (;;) {
        const leaving = await ports.auth.removal().catch(() => undefined);
        // Null: somebody has signed in here meanwhile.
        if (leaving === null || (leaving && (await this.#inTurn(() => this.#leaveRemoved(leaving))))) return;
        await this.#wait(REMOVAL_RETRY_MS);
      }
    } finally {
      this.#isRemoving = false;
    }
  }

  /** Ends the session of a sign-out that the server has not heard of. Tries until it has, or somebody signs in. */
  async endSession(): Promise<void> {
    if (this.#isEndingSession) return;
    this.#isEndingSession = true;
    const { outbox, ports } = this.#engine;
    try {
      for (;;) {
        const { person } = outbox;
        if (person.kind !== 'local' || person.endsSession === undefined) return;
        const { endsSession, ...local } = person;
        const isHeard = await ports.auth.signOut(endsSession).then(
          () => true,
          () => false,
        );
        // Somebody may have signed in meanwhile.
        if (isHeard && outbox.person === person) {
          await outbox.updatePerson(local);
          this.#engine.announcePerson();
        } else await this.#wait(SESSION_END_RETRY_MS);
      }
    } catch (error) {
      if (!(error instanceof StorageFullError)) throw error;
    } finally {
      this.#isEndingSession = false;
    }
  }

  /** False when the device could not do it now. */
  async #leaveRemoved(leaving: Leaving): Promise<boolean> {
    const engine = this.#engine;
    const { outbox, ports, driver } = engine;
    // Somebody may have signed in while the server answered: then nothing is left to do.
    const isStillRemoved = () => outbox.person.kind === 'signed-in' && driver.state.kind === 'signed-out';
    if (!isStillRemoved()) return true;
    const allowSaving = await engine.stopSaving();
    try {
      if (leaving === 'keep') {
        await outbox.updatePerson({ ...outbox.person, removed: true });
        engine.announcePerson();
      } else {
        if (leaving === 'send' && !(await driver.sendRest())) return false;
        if (!isStillRemoved()) return true;
        await this.#begin({ kind: 'local', userId: ports.newId(), removed: true });
      }
      // After the device is erased: the server would otherwise not tell it again.
      await ports.auth.removalDone().catch(() => undefined);
      return true;
    } catch (error) {
      if (error instanceof StorageFullError) return false;
      throw error;
    } finally {
      allowSaving();
    }
  }

  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#turns.then(change);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#engine.ports.clock.setTimer(ms, resolve));
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
    return this.#inTurn(() => this.#become(user));
  }

  async #become(user: SessionUser): Promise<Answer<null>> {
    for (let attempt = 1; ; attempt += 1) {
      const { person } = this.#engine.outbox;
      if (person.kind === 'signed-in') return person.userId === user.id ? this.#resume(user) : this.#switchTo(user);
      try {
        return await this.#giveToAccount(person.userId, user);
      } catch (error) {
        // The rows were closed before their turn, and the next opening brings others. A failure that repeats is a bug.
        if (error instanceof StorageFullError || attempt === SIGN_IN_ATTEMPTS) throw error;
      }
    }
  }

  async #leave(waiting: 'send' | 'discard'): Promise<Answer<null>> {
    const engine = this.#engine;
    await engine.whenOpen();
    const { outbox, ports } = engine;
    if (outbox.person.kind === 'local') return done;
    // Commands saved from here on could neither be sent nor be kept.
    const saveAgain = await engine.stopSaving();
    try {
      if (waiting === 'send' && !(await this.#sendAll())) return failed({ code: 'unavailable' });
      const signedOutAt = new Date(ports.clock.now()).toISOString();
      const isHeard = await ports.auth.signOut(signedOutAt).then(
        () => true,
        () => false,
      );
      // The device is erased anyway. The session ends when the server can be reached.
      await this.#begin({ kind: 'local', userId: ports.newId(), ...(!isHeard && { endsSession: signedOutAt }) });
      if (!isHeard) void this.endSession();
      return done;
    } finally {
      saveAgain();
    }
  }

  /** Gives the local person's commands to the account. */
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
        // Nothing was written and the rows are unchanged, so there is no reason to rebuild them.
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

  /**
   * Once the log belongs to the account, the person is signed in even if changing the rows failed: the rows are rebuilt from
   * the log.
   */
  async #rowsFailed(userId: string, error: unknown): Promise<void> {
    const engine = this.#engine;
    if (engine.outbox.person.userId !== userId) throw error;
    const { applier } = await engine.whenOpen();
    // Another opening finished in between, still with the local person's rows.
    if (applier.state.userId !== userId) await engine.rebuild();
  }

  /** The same account signed in again after its session had expired. */
  async #resume(user: SessionUser): Promise<Answer<null>> {
    await this.#engine.outbox.updatePerson(accountOf(user));
    this.#tellSignedIn();
    return done;
  }

  /** Another account signed in. One person's waiting changes are never sent as another's. */
  async #switchTo(user: SessionUser): Promise<Answer<null>> {
    // Wait for commands that another tab is saving, or they would be discarded without notice.
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

  /** False when sending stops before every command is acknowledged. */
  async #sendAll(): Promise<boolean> {
    for (;;) {
      const { kind, facts } = this.#engine.driver.state;
      if (facts.savedSeq === 0 || facts.ackedSeq >= facts.savedSeq) return true;
      if (kind !== 'connecting' && kind !== 'catching-up' && kind !== 'live' && kind !== 'draining') return false;
      if (facts.pushFailures > 0) return false;
      await this.#wait(SEND_CHECK_MS);
    }
  }
}

/** A log that found the disk full is unchanged, so the person can free space and try again. */
const fullDiskToAnswer = (change: Promise<Answer<null>>): Promise<Answer<null>> =>
  change.catch((error: unknown) => {
    if (error instanceof StorageFullError) return failed({ code: 'storage_full' });
    throw error;
  });

const accountOf = ({ id, email, name }: SessionUser): OutboxPerson => ({ kind: 'signed-in', userId: id, email, name });
