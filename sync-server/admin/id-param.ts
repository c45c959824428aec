// The parameter `:id` of a route.
import type { Context } from 'hono';
import { z } from 'zod';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';

export function idParam(c: Context<AppContext>): string {
  const id = z.uuid().safeParse(c.req.param('id'));
  if (!id.success) throw new RequestError('not_found');
  return id.data;
}
