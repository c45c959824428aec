// Real time: what dies here are real processes, and nobody can hold their clocks.

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether it came true in time. */
export async function until(isTrue: () => boolean | Promise<boolean>, withinMs: number, everyMs = 50): Promise<boolean> {
  const endsAtMs = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > endsAtMs) return false;
    await pause(everyMs);
  }
  return true;
}

export async function atMost<T>(waited: Promise<T>, ms: number): Promise<void> {
  await Promise.race([waited, pause(ms)]);
}
