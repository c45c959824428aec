// A clock that browsers do not slow down as they slow down the timers of a hidden page: it says when an instant has come.

export interface AlarmRequest {
  /** Epoch milliseconds; null forgets the alarm. */
  at: number | null;
}

/** setTimeout takes no more than 2^31 − 1 ms; longer waits are taken in steps. */
const LONGEST_WAIT_MS = 2_000_000_000;

let timer: ReturnType<typeof setTimeout> | undefined;

function waitFor(at: number): void {
  const restMs = at - Date.now();
  if (restMs <= 0) self.postMessage(at);
  else timer = setTimeout(() => waitFor(at), Math.min(restMs, LONGEST_WAIT_MS));
}

self.addEventListener('message', ({ data }: MessageEvent<AlarmRequest>) => {
  clearTimeout(timer);
  if (data.at !== null) waitFor(data.at);
});
