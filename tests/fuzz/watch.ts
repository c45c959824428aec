// Sends a request and checks its cost: no 5xx and at most a second of work. The failure message contains the whole request.
import { expect } from 'vitest';

/** Processor time, because wall-clock time says little on a busy machine. */
const MAX_WORK_MS = 1_000;
const MAX_WAIT_MS = 30_000;

export interface Watched {
  status: number;
  body: string;
}

/** `work`: the allowed cost, as a multiple of an ordinary request. */
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
