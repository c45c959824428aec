// Keeps the embedded Postgres running: restarts it with a growing delay when it exits by itself. Invariant: after stop() no
// Postgres is started, and none is left running.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface RestartTimes {
  firstMs: number;
  lastMs: number;
  /** After this long without a running Postgres, restarts end: a full disk or damaged files do not repair themselves. */
  giveUpAfterMs: number;
}

const RESTART_TIMES: RestartTimes = { firstMs: 200, lastMs: 15_000, giveUpAfterMs: 120_000 };

export interface Supervision {
  /** Called with a message when Postgres exits, fails to start, or runs again. */
  onTrouble: (text: string) => void;
  onGaveUp: (error: Error) => void;
  times?: RestartTimes;
}

const STOP_WITHIN_MS = 20_000;

/** How long to wait before the next start, or null to give up. */
export function planRestart(failures: number, downMs: number, times: RestartTimes): number | null {
  if (downMs >= times.giveUpAfterMs) return null;
  return Math.min(times.lastMs, times.firstMs * 2 ** Math.min(failures, 16));
}

export class Supervisor {
  readonly #launch: () => Promise<ChildProcess>;
  readonly #supervision: Supervision | undefined;
  #child: ChildProcess;
  /** Resolves when the last Postgres process has exited, because all of them share the output pipe. */
  #closed: Promise<unknown> = Promise.resolve();
  #isStopping = false;
  #wake: (() => void) | undefined;
  #restarting: Promise<void> = Promise.resolve();
  // SIGINT is a fast shutdown, which does not wait for clients. It is also correct when this process exits unexpectedly.
  readonly #interrupt = (): void => void this.#child.kill('SIGINT');

  /**
   * `launch` resolves when Postgres accepts connections, and throws an error with a message when Postgres exits before that.
   */
  private constructor(launch: () => Promise<ChildProcess>, child: ChildProcess, supervision: Supervision | undefined) {
    this.#launch = launch;
    this.#supervision = supervision;
    this.#child = child;
    process.once('exit', this.#interrupt);
    this.#watch(child);
  }

  /** Without supervision a Postgres that exits is not restarted. */
  static async start(launch: () => Promise<ChildProcess>, supervision: Supervision | undefined): Promise<Supervisor> {
    return new Supervisor(launch, await launch(), supervision);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    process.off('exit', this.#interrupt);
    this.#wake?.();
    await this.#restarting;
    this.#interrupt();
    const impatient = setTimeout(() => this.#child.kill('SIGQUIT'), STOP_WITHIN_MS);
    await this.#closed;
    clearTimeout(impatient);
  }

  #watch(child: ChildProcess): void {
    this.#closed = once(child, 'close');
    child.once('exit', (code, signal) => {
      endGroup(child);
      if (this.#isStopping || !this.#supervision) return;
      this.#supervision.onTrouble(`the embedded Postgres ended by itself (${signal ?? String(code)})`);
      this.#restarting = this.#restart(this.#supervision);
    });
  }

  async #restart({ onTrouble, onGaveUp, times = RESTART_TIMES }: Supervision): Promise<void> {
    const downSince = performance.now();
    let last = new Error('the embedded Postgres ended');
    for (let failures = 0; ; failures += 1) {
      const waitMs = planRestart(failures, performance.now() - downSince, times);
      if (waitMs === null) return onGaveUp(last);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, waitMs);
      });
      if (this.#isStopping) return;
      try {
        this.#child = await this.#launch();
        this.#watch(this.#child);
        onTrouble('the embedded Postgres runs again');
        return;
      } catch (error) {
        last = error instanceof Error ? error : new Error(String(error));
        onTrouble(last.message);
      }
    }
  }
}

/**
 * After the postmaster died, a backend that computes runs until its next check for it, and a new Postgres refuses to start
 * meanwhile.
 */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGQUIT');
  } catch {
    // The process group has no processes left.
  }
}
