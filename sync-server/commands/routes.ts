// POST /v1/commands: applies a device's commands in order, for the person of its session.
import { Hono } from 'hono';
import { MAX_REQUEST_BYTES, pushRequest, type WireError } from '#schema/protocol/commands.ts';
import type { Authenticate } from '../auth/sessions.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError, wireError } from '../http/wire-errors.ts';
import type { CommandRunner } from './run.ts';
import { OutOfOrder } from './turn.ts';

export function commandRoutes(deps: { authenticate: Authenticate; runner: CommandRunner }): Hono<AppContext> {
  return new Hono<AppContext>().post('/', async (c) => {
    c.header('cache-control', 'no-store');
    const session = await deps.authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    const request = await readJson(c, pushRequest, MAX_REQUEST_BYTES);
    try {
      return c.json(await deps.runner.push(session.userId, request));
    } catch (error) {
      if (!(error instanceof OutOfOrder)) throw error;
      // The client continues after this id.
      const body: WireError & { lastCommandId: number } = { ...wireError(error.error), lastCommandId: error.lastCommandId };
      return c.json(body, 409);
    }
  });
}
