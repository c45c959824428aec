// The network between one device and the server: requests take time, get lost, arrive twice or late; answers get lost too. A
// partition may cut one direction only, or one kind of request.
import type { Coverage } from '../coverage.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';

export interface NetworkWeights {
  drop: number;
  duplicate: number;
  delay: number;
  loseAnswer: number;
}

export const goodNetwork: NetworkWeights = { drop: 0, duplicate: 0, delay: 0, loseAnswer: 0 };

/** After this time a request without an answer counts as failed. */
const TIMEOUT_MS = 8_000;

export interface LinkDeps {
  scheduler: Scheduler;
  random: Random;
  weights: NetworkWeights;
  coverage: Coverage;
}

/** The directions that are cut. */
export interface Cut {
  up: boolean;
  down: boolean;
  isOfFeed: boolean;
}

export const noCut: Cut = { up: false, down: false, isOfFeed: false };

export class Link {
  cut: Cut = noCut;
  #server = 0;
  weights: NetworkWeights;
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #coverage: Coverage;

  constructor({ scheduler, random, weights, coverage }: LinkDeps) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.weights = weights;
    this.#coverage = coverage;
  }

  /** The server was replaced: requests in transit to the old one never arrive. */
  loseWhatIsUnderWay(): void {
    this.#server += 1;
  }

  /** `handle` runs on the server; 'failed' when no answer arrived. It may run twice, or without its answer arriving. */
  async request<T>(handle: () => Promise<T>, isFeed = false): Promise<T | 'failed'> {
    const random = this.#random;
    const { drop, duplicate, delay, loseAnswer } = this.weights;
    const isDropped = random.chance(drop);
    const upMs = this.#latencyMs(delay);
    const againMs = random.chance(duplicate) ? upMs + random.between(0, 3_000) : undefined;
    const isAnswerLost = random.chance(loseAnswer);
    const downMs = this.#latencyMs(delay);
    const server = this.#server;
    if (againMs !== undefined && !isDropped) this.#scheduler.after(againMs, () => this.#again(server, handle, isFeed));
    await this.#scheduler.sleep(upMs);
    const isUpCut = this.#isCut('up', isFeed);
    if (isDropped || isUpCut || server !== this.#server) {
      this.#coverage.count(isUpCut ? 'network: cut up' : 'network: dropped');
      await this.#scheduler.sleep(TIMEOUT_MS);
      return 'failed';
    }
    const answer = await handle();
    await this.#scheduler.sleep(downMs);
    const isDownCut = this.#isCut('down', isFeed);
    if (!isAnswerLost && !isDownCut) return answer;
    this.#coverage.count(isDownCut ? 'network: cut down' : 'network: answer lost');
    await this.#scheduler.sleep(TIMEOUT_MS);
    return 'failed';
  }

  /** Whether a long answer breaks off here. */
  breaksOff(): boolean {
    return this.cut.down || this.#random.chance(this.weights.loseAnswer / 2);
  }

  /** A duplicate request, whose answer nobody awaits. */
  #again(server: number, handle: () => Promise<unknown>, isFeed: boolean): void {
    if (this.#isCut('up', isFeed) || server !== this.#server) return;
    this.#coverage.count('network: twice');
    handle().catch(() => undefined);
  }

  #isCut(way: 'up' | 'down', isFeed: boolean): boolean {
    if (!this.cut[way] || (this.cut.isOfFeed && !isFeed)) return false;
    this.#coverage.count('network: feed cut', this.cut.isOfFeed ? 1 : 0);
    return true;
  }

  #latencyMs(delay: number): number {
    if (!this.#random.chance(delay)) return this.#random.between(1, 60);
    this.#coverage.count('network: late');
    return this.#random.between(200, 6_000);
  }
}
