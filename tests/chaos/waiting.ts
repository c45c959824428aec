// Waiting in real time, because the killed processes are real and their clocks cannot be controlled.

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the condition became true in time. */
export async function until(isTrue: () => boolean | Promise<boolean>, withinMs: number, everyMs = 50): Promise<boolean> {
  const endsAtMs = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > endsAtMs) return false;
    await pause(everyMs);
  }
  return true;
}

/**
 * Whether the condition became true while there was progress. `done` measures progress in any unit and may stand still for
 * `stalledMs`. On a busy machine a time limit says nothing, but missing progress does.
 */
export async function untilOrStalled(
  isTrue: () => boolean | Promise<boolean>,
  done: () => number | Promise<number>,
  stalledMs: number,
  everyMs = 50,
): Promise<boolean> {
  let most = Number.NEGATIVE_INFINITY;
  let sinceMs = performance.now();
  while (!(await isTrue())) {
    const now = await done();
    if (now > most) [most, sinceMs] = [now, performance.now()];
    else if (performance.now() - sinceMs > stalledMs) return false;
    await pause(everyMs);
  }
  return true;
}

export async function atMost<T>(waited: Promise<T>, ms: number): Promise<void> {
  await Promise.race([waited, pause(ms)]);
}
