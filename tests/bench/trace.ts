// Tasks of a page's main thread in a trace of Chromium.

/** Times in µs. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  /** Elapsed, and of the thread's CPU. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** In ms. */
export interface Task {
  startMs: number;
  elapsedMs: number;
  cpuMs: number;
}

/** Of the page whose main thread worked most; a browser has empty pages too. Chromium records a task under two names, one within the other. */
export function mainThreadTasks(events: readonly TraceEvent[]): Task[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const byThread = new Map<string, Task[]>();
  const tasks = events.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(threadOf(event)));
  for (const event of tasks.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    const thread = byThread.get(threadOf(event)) ?? [];
    byThread.set(threadOf(event), thread);
    const task = { startMs: event.ts / 1000, elapsedMs: (event.dur ?? 0) / 1000, cpuMs: (event.tdur ?? 0) / 1000 };
    const last = thread.at(-1);
    if (!last || task.startMs >= last.startMs + last.elapsedMs) thread.push(task);
  }
  const cpuOf = (thread: readonly Task[]) => thread.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return [...byThread.values()].toSorted((a, b) => cpuOf(b) - cpuOf(a))[0] ?? [];
}
