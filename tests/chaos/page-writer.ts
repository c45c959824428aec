// Runs in the page: saves commands as fast as possible as soon as the replica exists, while the rest of the app is still
// starting, and reports each saved command to the test. Playwright sends the function's text to the page, so it must not use
// anything from outside.
import type { Replica } from '#src/replica/api.ts';

export interface WriterSettings {
  /** Marks the commands of this run of the browser. */
  life: string;
  exerciseId: string;
  /** Sends nothing, so everything stays in the outbox. */
  isOffline: boolean;
  /** Between commands; 0 saves them as fast as possible. */
  pauseMs: number;
  /** The number of commands without a pause. Limited, because the backlog of many runs must be sent in the end. */
  hotCommands: number;
  /** One writer saves one command at a time; several writers keep the outbox's queue full. */
  writers: number;
}

interface WriterPage {
  cadence?: Replica;
  chaosSaved(token: string): Promise<void>;
  chaosStop?: boolean;
}

export function writeFromPage(settings: WriterSettings): void {
  const page = globalThis as unknown as WriterPage;
  if (typeof page.chaosSaved !== 'function' || location.protocol !== 'http:') return;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const say = (token: string): void => {
    page.chaosSaved(token).catch(() => undefined);
  };
  const write = async (replica: Replica, writer: number): Promise<void> => {
    const day = new Date().toISOString().slice(0, 10);
    const itemId = crypto.randomUUID();
    const startWorkout = async (): Promise<{ workoutId: string; entryId: string }> => {
      const [workoutId, entryId] = [crypto.randomUUID(), crypto.randomUUID()];
      const entries = [{ id: entryId, exerciseId: settings.exerciseId }];
      await replica.dispatch('workout.start', { id: workoutId, name: 'Legs', day, entries });
      say(`workout:${workoutId}`);
      return { workoutId, entryId };
    };
    let { workoutId, entryId } = await startWorkout();
    await replica.dispatch('inbox.add', { id: itemId, title: `${settings.life} w${writer} base` });
    say(`title:${settings.life} w${writer} base`);
    for (let number = 1; !page.chaosStop; number += 1) {
      const title = `${settings.life} w${writer} ${number}`;
      if (number % 8 === 0) {
        const id = crypto.randomUUID();
        const set = { sessionId: workoutId, entryId, exerciseId: settings.exerciseId, setNumber: 1 + (number % 100) };
        await replica.dispatch('set.log', { id, ...set, weightKg: 60, reps: 5, completedAt: new Date().toISOString() });
        say(`set:${id}`);
        // A workout that starts while another runs joins it, so without an end all of a device would be one, with more sets than one can have.
        if (number % 160 === 0) {
          await replica.dispatch('workout.finish', { id: workoutId, day });
          ({ workoutId, entryId } = await startWorkout());
        }
      } else if (number % 4 === 2) {
        await replica.dispatch('inbox.edit', { id: itemId, title: `edited ${title}` });
        say(`title:edited ${title}`);
      } else {
        await replica.dispatch('inbox.add', { id: crypto.randomUUID(), title });
        say(`title:${title}`);
      }
      const pauseMs = number > settings.hotCommands ? 100 : settings.pauseMs;
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  const begin = async (): Promise<void> => {
    const deadline = performance.now() + 120_000;
    while (!page.cadence && performance.now() < deadline) await sleep(2);
    const replica = page.cadence;
    if (!replica) throw new Error('the page had no replica within 120 s');
    if (settings.isOffline) void replica.debug.setOffline(true).catch(() => undefined);
    for (let writer = 1; writer <= settings.writers; writer += 1) write(replica, writer).catch(() => undefined);
  };
  void begin();
}
