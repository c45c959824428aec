// Priorities for the database. PGlite runs one statement at a time; tasks that a person waits for run before background work,
// but no lane starves: after a run of commands a query gets its turn, and after a run of both the feed does.

export type Lane = 'command' | 'query' | 'feed';

const COMMANDS_IN_A_ROW = 2;
const TURNS_BEFORE_FEED = 24;

export class Lanes {
  readonly #waiting: Record<Lane, (() => Promise<void>)[]> = { command: [], query: [], feed: [] };
  #isRunning = false;
  #commandsInARow = 0;
  #turnsSinceFeed = 0;

  run<T>(lane: Lane, task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting[lane].push(() => task().then(resolve, reject));
      if (!this.#isRunning) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isRunning = true;
    for (let task = this.#next(); task; task = this.#next()) await task();
    this.#isRunning = false;
  }

  #next(): (() => Promise<void>) | undefined {
    const { command, query, feed } = this.#waiting;
    if (feed.length > 0 && (this.#turnsSinceFeed >= TURNS_BEFORE_FEED || (command.length === 0 && query.length === 0))) {
      this.#turnsSinceFeed = 0;
      this.#commandsInARow = 0;
      return feed.shift();
    }
    this.#turnsSinceFeed += 1;
    const isCommandNext = command.length > 0 && (query.length === 0 || this.#commandsInARow < COMMANDS_IN_A_ROW);
    this.#commandsInARow = isCommandNext ? this.#commandsInARow + 1 : 0;
    return isCommandNext ? command.shift() : query.shift();
  }
}
