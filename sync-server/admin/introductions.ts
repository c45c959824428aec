// The introductions: an admin changes texts, order, places and whether a step is shown. `edited_at` keeps a changed row as it is when the
// app's own texts change with an update; "shipped" gives such a row back to the updates.
import type { Context } from 'hono';
import { sql } from 'kysely';
import { installSet } from '#schema/content-set.ts';
import type { FlowChange, StepChange } from '#schema/protocol/admin.ts';
import { onboardingFlowContent, onboardingStepContent } from '#schema/onboarding/content.ts';
import type { PoolClient } from '../db/pool.ts';
import { clientKysely, withSession } from '../db/session.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { actorNow } from './access.ts';
import { noteAction, type DecideDeps } from './people.ts';
import { lockRoles } from './role-rows.ts';

const FLOW_COLUMNS = { name: 'name', description: 'description', isActive: 'is_active' } as const satisfies Record<
  keyof FlowChange,
  string
>;
const STEP_COLUMNS = {
  ...{ title: 'title', description: 'description', fallback: 'fallback_content', target: 'target_selector' },
  ...{ route: 'target_route', isActive: 'is_active' },
} as const satisfies Record<keyof StepChange, string>;

export const changeFlow = (c: Context<AppContext>, deps: DecideDeps, id: string, change: FlowChange): Promise<void> =>
  edit(c, deps, { type: 'introduction', id }, (client, now) => patch(client, now, 'onboarding_flows', id, change, FLOW_COLUMNS));

export const changeStep = (c: Context<AppContext>, deps: DecideDeps, id: string, change: StepChange): Promise<void> =>
  edit(c, deps, { type: 'introduction_step', id }, (client, now) =>
    patch(client, now, 'onboarding_steps', id, change, STEP_COLUMNS),
  );

/** `ids`: all steps of the flow, in their new order. */
export const orderSteps = (c: Context<AppContext>, deps: DecideDeps, flowId: string, ids: readonly string[]): Promise<void> =>
  edit(c, deps, { type: 'introduction', id: flowId }, async (client, now) => {
    const { rows } = await client.query<{ id: string }>('select id from onboarding_steps where flow_id = $1 for update', [
      flowId,
    ]);
    const known = new Set(rows.map(({ id }) => id));
    if (known.size === 0) throw new RequestError('not_found');
    if (ids.length !== known.size || new Set(ids).size !== ids.length || !ids.every((id) => known.has(id))) {
      throw new RequestError('bad_request', 'The order must name each step of the introduction once.');
    }
    await client.query(
      `update onboarding_steps s set step_order = wanted.at - 1, edited_at = $2, updated_at = $2
         from unnest($1::uuid[]) with ordinality as wanted (id, at)
        where s.id = wanted.id and s.step_order <> wanted.at - 1`,
      [ids, now],
    );
    return ['step_order'];
  });

/** The texts, order and places as the app ships them, for the flow and all its steps. */
export const restoreShipped = (c: Context<AppContext>, deps: DecideDeps, flowId: string): Promise<void> =>
  edit(c, deps, { type: 'introduction', id: flowId }, async (client) => {
    const { rowCount } = await client.query('update onboarding_flows set edited_at = null where id = $1', [flowId]);
    if (rowCount === 0) throw new RequestError('not_found');
    await client.query('update onboarding_steps set edited_at = null where flow_id = $1', [flowId]);
    const db = clientKysely(client);
    await installSet(db, onboardingFlowContent);
    await installSet(db, onboardingStepContent);
    return ['shipped'];
  });

/** `work` answers which columns it has changed. */
const edit = (
  c: Context<AppContext>,
  { pool, clock }: DecideDeps,
  resource: { type: string; id: string },
  work: (client: PoolClient, now: Date) => Promise<string[]>,
): Promise<void> =>
  withSession(pool, async ({ client }) => {
    const now = clock.now();
    await lockRoles(client);
    await actorNow(c, client, now, 'content.edit');
    const changed = await work(client, now);
    if (changed.length > 0) await noteAction(c, client, clock, 'content_changed', resource, { changed });
  });

async function patch<Change extends object>(
  client: PoolClient,
  now: Date,
  table: 'onboarding_flows' | 'onboarding_steps',
  id: string,
  change: Change,
  columns: Readonly<Record<keyof Change, string>>,
): Promise<string[]> {
  const given = (Object.keys(columns) as (keyof Change)[]).filter((name) => change[name] !== undefined);
  if (given.length === 0) return [];
  const values = Object.fromEntries(given.map((name) => [columns[name], change[name]]));
  const { numUpdatedRows } = await clientKysely(client)
    .updateTable(table)
    .set({ ...values, edited_at: now, updated_at: sql`${now}` } as never)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new RequestError('not_found');
  return given.map((name) => columns[name]);
}
