// The network between one device and the server: requests take time, get lost, come twice or late; answers get lost too. A
// partition may cut one direction only.
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';

export interface NetworkWeights {
  drop: number;
  duplicate: number;
  delay: number;
  loseAnswer: number;
}

export const goodNetwork: NetworkWeights = { drop: 0, duplicate: 0, delay: 0, loseAnswer: 0 };

/** After which a request without an answer counts as failed. */
const TIMEOUT_MS = 8_000;

export class Link {
  isUpCut = false;
  isDownCut = false;
  #server = 0;
  weights: NetworkWeights;
  readonly #scheduler: Scheduler;
  readonly #random: Random;

  constructor(scheduler: Scheduler, random: Random, weights: NetworkWeights) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.weights = weights;
  }

  /** Whoever answers there now is another one: what is still on its way to the old one never arrives. */
  loseWhatIsUnderWay(): void {
    this.#server += 1;
  }

  /** `handle` runs where the server is; 'failed' when no answer came. It may run twice, or without anybody hearing of it. */
  async request<T>(handle: () => Promise<T>): Promise<T | 'failed'> {
    const random = this.#random;
    const { drop, duplicate, delay, loseAnswer } = this.weights;
    const isDropped = random.chance(drop);
    const upMs = this.#latencyMs(delay);
    const againMs = random.chance(duplicate) ? upMs + random.between(0, 3_000) : undefined;
    const isAnswerLost = random.chance(loseAnswer);
    const downMs = this.#latencyMs(delay);
    const server = this.#server;
    if (againMs !== undefined && !isDropped)
      this.#scheduler.after(
        againMs,
        () => void (this.isUpCut || server !== this.#server ? undefined : handle().catch(() => undefined)),
      );
    await this.#scheduler.sleep(upMs);
    if (isDropped || this.isUpCut || server !== this.#server) {
      await this.#scheduler.sleep(TIMEOUT_MS);
      return 'failed';
    }
    const answer = await handle();
    await this.#scheduler.sleep(downMs);
    if (!isAnswerLost && !this.isDownCut) return answer;
    await this.#scheduler.sleep(TIMEOUT_MS);
    return 'failed';
  }

  #latencyMs(delay: number): number {
    return this.#random.chance(delay) ? this.#random.between(200, 6_000) : this.#random.between(1, 60);
  }
}
