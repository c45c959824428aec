// Limits the page reads that run at one time. While an answer is built, its page is in memory as rows, as messages and as
// bytes, so the total is limited for the process and for each person, who could request a thousand positions at once.
// Invariant: waiting reads start in the order of their requests; a person at their limit does not delay other people.

export interface TurnBounds {
  /** The sum over all pages built at one time, each counted with its largest size. */
  bytes: number;
  /** The most pages of one person at one time. */
  ofOnePerson: number;
}

export const TURN_BOUNDS: TurnBounds = { bytes: 12 * 1024 * 1024, ofOnePerson: 3 };

interface Waiting {
  scope: string;
  proceed: () => void;
}

export class ReadTurns {
  readonly #atMost: number;
  readonly #ofOnePerson: number;
  readonly #runningByScope = new Map<string, number>();
  #running = 0;
  #waiting: Waiting[] = [];

  constructor(pageBytes: number, { bytes, ofOnePerson }: TurnBounds = TURN_BOUNDS) {
    this.#atMost = Math.max(1, Math.floor(bytes / pageBytes));
    this.#ofOnePerson = ofOnePerson;
  }

  async run<T>(scope: string, work: () => Promise<T>): Promise<T> {
    if (this.#mayRun(scope)) this.#begin(scope);
    else await new Promise<void>((proceed) => this.#waiting.push({ scope, proceed }));
    try {
      return await work();
    } finally {
      this.#end(scope);
    }
  }

  #mayRun(scope: string): boolean {
    if (this.#running >= this.#atMost) return false;
    // The public scope is shared by all people, so the limit per person does not apply.
    return scope === 'public' || (this.#runningByScope.get(scope) ?? 0) < this.#ofOnePerson;
  }

  #begin(scope: string): void {
    this.#running += 1;
    this.#runningByScope.set(scope, (this.#runningByScope.get(scope) ?? 0) + 1);
  }

  #end(scope: string): void {
    this.#running -= 1;
    const left = (this.#runningByScope.get(scope) ?? 0) - 1;
    if (left > 0) this.#runningByScope.set(scope, left);
    else this.#runningByScope.delete(scope);
    const next = this.#waiting.findIndex((waiting) => this.#mayRun(waiting.scope));
    if (next < 0) return;
    // Reserves the turn before the waiting task resumes, so that no other read takes it.
    const [waiting] = this.#waiting.splice(next, 1);
    if (!waiting) return;
    this.#begin(waiting.scope);
    waiting.proceed();
  }
}
