// Asks the server and looks at how it took it: never a 5xx, never more than a second of work, and the whole told in the message
// when it was.
import { expect } from 'vitest';

/** Of processor time, for on a busy machine the wall clock says little. */
const MAX_WORK_MS = 1_000;
const MAX_WAIT_MS = 30_000;

export interface Watched {
  status: number;
  body: string;
}

/** `work` is how many ordinary requests' worth of work it may be. */
export async function watched(what: string, ask: (signal: AbortSignal) => Promise<Response>, work = 1): Promise<Watched> {
  const before = process.cpuUsage();
  const answer = await ask(AbortSignal.timeout(MAX_WAIT_MS)).catch((error: unknown) => {
    throw new Error(`${what.slice(0, 400)}: ${String(error)}`, { cause: error });
  });
  const body = await answer.text();
  const { user, system } = process.cpuUsage(before);
  expect(answer.status, `${what.slice(0, 400)} → ${body.slice(0, 400)}`).toBeLessThan(500);
  expect((user + system) / 1_000, `${what.slice(0, 400)}: ms of work`).toBeLessThan(MAX_WORK_MS * work);
  return { status: answer.status, body };
}
