// /v1/admin/content/*: the shipped content as an admin edits it.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { isEditedKind, type EditedKind } from '#schema/editing/kinds.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { Requires } from './access.ts';
import { addContent, putBackContent, saveContent, takeShipped, takeShippedIntroduction } from './content-changes.ts';
import { listContent, readContent } from './content.ts';
import { idParam } from './id-param.ts';
import type { DecideDeps } from './people.ts';

const MAX_BODY_BYTES = 16 * 1024;
/** The text of a lesson has up to 40,000 characters. */
const MAX_CONTENT_BYTES = 256 * 1024;

const mark = z.string().max(100);
const contentBody = z.object({ mark, values: z.record(z.string().max(100), z.unknown()) });
const addBody = z.object({ id: z.uuid(), values: contentBody.shape.values });
const putBackBody = z.object({ mark, version: z.uuid() });
const takeShippedBody = z.object({ mark });
const noBody = z.object({});

export const contentRoutes = (deps: DecideDeps, requires: Requires): Hono<AppContext> =>
  new Hono<AppContext>()
    .get('/:kind', requires('content.edit'), async (c) => c.json(await listContent(deps.pool, kindParam(c))))
    .get('/:kind/:id', requires('content.edit'), async (c) => c.json(await readContent(deps.pool, kindParam(c), idParam(c))))
    .post('/:kind', requires('content.edit'), async (c) => {
      await addContent(c, deps, kindParam(c), await readJson(c, addBody, MAX_CONTENT_BYTES));
      return c.json({ done: true });
    })
    .post('/:kind/:id', requires('content.edit'), async (c) => {
      await saveContent(c, deps, kindParam(c), idParam(c), await readJson(c, contentBody, MAX_CONTENT_BYTES));
      return c.json({ done: true });
    })
    .post('/introductions/:id/shipped-with-steps', requires('content.edit'), async (c) => {
      await readJson(c, noBody, MAX_BODY_BYTES);
      await takeShippedIntroduction(c, deps, idParam(c));
      return c.json({ done: true });
    })
    .post('/:kind/:id/put-back', requires('content.edit'), async (c) => {
      await putBackContent(c, deps, kindParam(c), idParam(c), await readJson(c, putBackBody, MAX_BODY_BYTES));
      return c.json({ done: true });
    })
    .post('/:kind/:id/shipped', requires('content.edit'), async (c) => {
      await takeShipped(c, deps, kindParam(c), idParam(c), await readJson(c, takeShippedBody, MAX_BODY_BYTES));
      return c.json({ done: true });
    });

function kindParam(c: Context<AppContext>): EditedKind {
  const kind = c.req.param('kind') ?? '';
  if (!isEditedKind(kind)) throw new RequestError('not_found');
  return kind;
}
