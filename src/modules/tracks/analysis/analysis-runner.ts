// Analyses what this device can: one track at a time, in one tab at a time (a Web Lock), beginning again after a closed tab.
// Other tabs show what the working tab does and hand it the person's wishes.
// Invariant: a track's state is `running` in all tabs or in none; an unexpected failure is tried MOST_ATTEMPTS times.
import { BlobError } from '#src/blobs/public.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { ReplicaError } from '#src/replica/api.ts';
import { Subscribers } from '#src/subscribers.ts';
import type { AnalysisRunnerApi, TrackAnalysisState } from './api.ts';
import { MOST_ATTEMPTS, type AttemptLog } from './attempts.ts';
import { analysisCandidates } from './candidates.ts';
import { tracksToAnalyse, type AnalysableTrack, type AnalysisCandidate } from './plan-analysis.ts';
import { markFailed, runAnalysis, type AnalysisPorts } from './run-analysis.ts';

const IDLE: TrackAnalysisState = { kind: 'idle' };
/** After a full disk, or when the worker's code could not be fetched. */
const RETRY_MS = 30_000;

/** What tabs tell each other. */
type TabMessage =
  | { kind: 'states'; states: [string, TrackAnalysisState][] }
  | { kind: 'analyze' | 'cancel'; trackId: string }
  | { kind: 'hello' };

export interface TabChannel {
  send(message: TabMessage): void;
  subscribe(onMessage: (message: TabMessage) => void): () => void;
}

export interface RunnerPorts extends AnalysisPorts {
  attempts: AttemptLog;
  tabs: TabChannel;
  /** Runs the work while this tab is the one that analyses; rejects with an AbortError when the signal aborts first. */
  withLock(signal: AbortSignal, work: () => Promise<void>): Promise<void>;
  /** Calls back when the tab goes away in good order. */
  whenLeaving(onLeave: () => void): () => void;
  retryMs?: number;
}

export class AnalysisRunner implements AnalysisRunnerApi {
  private readonly subscribers = new Subscribers();
  private states = new Map<string, TrackAnalysisState>();
  private rows: readonly AnalysisCandidate[] = [];
  private readonly done = new Set<string>();
  private asked: string[] = [];
  private running: string | null = null;
  private blocked: CadenceError | null = null;
  private wake: () => void = () => undefined;
  private isWorking = false;

  constructor(private readonly ports: RunnerPorts) {}

  start(): () => void {
    const stopped = new AbortController();
    const { replica, blobs, tabs } = this.ports;
    const stopRows = replica.subscribeRows(
      analysisCandidates(),
      (rows) => this.takeRows(rows),
      () => undefined,
    );
    const stopBlobs = blobs.subscribe(() => this.wake());
    const stopTabs = tabs.subscribe((message) => this.hear(message));
    // A tab closed in good order is no failure of the file.
    const forgetAttempt = () => {
      if (this.running !== null) this.ports.attempts.end(this.running);
    };
    const stopLeaving = this.ports.whenLeaving(forgetAttempt);
    tabs.send({ kind: 'hello' });
    this.ports
      .withLock(stopped.signal, () => this.work(stopped.signal))
      .catch((cause: unknown) => {
        if (!stopped.signal.aborted) throw cause;
      });
    return () => {
      stopped.abort();
      stopRows();
      stopBlobs();
      stopTabs();
      stopLeaving();
      forgetAttempt();
      if (this.running !== null) this.ports.analysis.cancel(this.running);
      this.wake();
    };
  }

  state(trackId: string): TrackAnalysisState {
    return this.states.get(trackId) ?? IDLE;
  }
  subscribe(onChange: () => void): () => void {
    return this.subscribers.subscribe(onChange);
  }

  analyze(trackId: string): void {
    if (!this.isWorking) this.ports.tabs.send({ kind: 'analyze', trackId });
    this.ports.attempts.end(trackId);
    this.asked = [...this.asked.filter((id) => id !== trackId), trackId];
    this.wake();
  }

  cancel(trackId: string): void {
    if (!this.isWorking) this.ports.tabs.send({ kind: 'cancel', trackId });
    this.asked = this.asked.filter((id) => id !== trackId);
    this.ports.attempts.cancel(trackId);
    if (this.running === trackId) this.ports.analysis.cancel(trackId);
    this.wake();
    if (this.isWorking) void this.showQueue();
  }

  private hear(message: TabMessage): void {
    if (message.kind === 'states' && !this.isWorking) {
      this.states = new Map(message.states);
      this.subscribers.tell();
    } else if (this.isWorking && message.kind === 'hello') this.publish();
    else if (this.isWorking && message.kind === 'analyze') this.analyze(message.trackId);
    else if (this.isWorking && message.kind === 'cancel') this.cancel(message.trackId);
  }

  private takeRows(rows: readonly AnalysisCandidate[]): void {
    this.rows = rows;
    // Removed, or another person's device now.
    const { running } = this;
    if (running !== null && !rows.some(({ id }) => id === running)) this.ports.analysis.cancel(running);
    this.wake();
  }

  private async work(signal: AbortSignal): Promise<void> {
    this.isWorking = true;
    try {
      while (!signal.aborted) {
        // Before looking: what changes from here on wakes.
        const woken = new Promise<void>((resolve) => (this.wake = resolve));
        const [next] = await this.showQueue();
        if (signal.aborted) break;
        if (!next) {
          this.ports.analysis.rest();
          await woken;
        } else if (!(await this.take(next))) await this.waitForRoom(woken);
      }
    } finally {
      this.isWorking = false;
      this.ports.analysis.rest();
    }
  }

  private async waitForRoom(woken: Promise<void>): Promise<void> {
    await this.showQueue();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = new Promise<void>((resolve) => (timer = setTimeout(resolve, this.ports.retryMs ?? RETRY_MS)));
    await Promise.race([woken, later]);
    clearTimeout(timer);
    this.blocked = null;
  }

  /** The tracks to analyse whose files are here; shows their places. */
  private async showQueue(): Promise<AnalysableTrack[]> {
    const { attempts, blobs } = this.ports;
    const held = new Set([...this.done, ...this.rows.map(({ id }) => id).filter((id) => attempts.isCancelled(id))]);
    const queue: AnalysableTrack[] = [];
    for (const track of tracksToAnalyse(this.rows, { asked: this.asked, held })) {
      if (track.id !== this.running && (await blobs.get(track.content_sha256))) queue.push(track);
    }
    const states = new Map<string, TrackAnalysisState>();
    for (const { id } of this.rows) if (attempts.isCancelled(id)) states.set(id, { kind: 'cancelled' });
    const before = this.running === null ? 0 : 1;
    queue.forEach(({ id }, i) =>
      states.set(id, this.blocked ? { kind: 'blocked', error: this.blocked } : { kind: 'waiting', ahead: i + before }),
    );
    if (this.running !== null) states.set(this.running, this.state(this.running));
    this.states = states;
    this.publish();
    return queue;
  }

  private publish(): void {
    this.ports.tabs.send({ kind: 'states', states: [...this.states] });
    this.subscribers.tell();
  }

  /** False when nothing can be analysed for now. */
  private async take(track: AnalysableTrack): Promise<boolean> {
    const { attempts } = this.ports;
    this.asked = this.asked.filter((id) => id !== track.id);
    this.running = track.id;
    const showPart = (part: number) => {
      if (this.running !== track.id) return;
      this.states.set(track.id, { kind: 'running', part });
      this.publish();
    };
    try {
      if (attempts.begin(track.id) > MOST_ATTEMPTS) {
        await markFailed(this.ports, track.id, {
          code: 'bad_file',
          detail: `The analysis stopped ${MOST_ATTEMPTS} times before it was finished.`,
        });
        this.done.add(track.id);
        attempts.end(track.id);
        return true;
      }
      showPart(0);
      const outcome = await runAnalysis(this.ports, track, showPart);
      if (outcome !== 'cancelled') {
        this.done.add(track.id);
        attempts.end(track.id);
      } else if (!attempts.isCancelled(track.id)) attempts.end(track.id);
      return true;
    } catch (cause) {
      const isExpected = cause instanceof BlobError || cause instanceof ReplicaError;
      // A device without room says nothing against the file.
      if (isExpected) attempts.end(track.id);
      this.blocked = isExpected ? cause.error : { code: 'unavailable' };
      return false;
    } finally {
      this.running = null;
      this.states.delete(track.id);
    }
  }
}
