// /v1/auth/devices/*: renames and removes a person's devices, and tells a removed device what it has to do. The list itself is
// a live query over the person's feed. A device is a family of session tokens.
import { Hono, type Context } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { UserId } from '#schema/ids.ts';
import { leavings, MAX_DEVICE_NAME, type Leaving, type removalAnswer, type removedAnswer } from '#schema/protocol/devices.ts';
import { storableText } from '#schema/storable.ts';
import { retryOnDeadlock } from '#schema/deadlock.ts';
import { readJson } from '../http/body.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { noteInAuditLog } from './audit.ts';
import type { IsTrustedProxy } from './client-address.ts';
import { inTransaction } from './in-transaction.ts';
import { peerOf } from './peer.ts';
import { removeFamilies } from './session-families.ts';
import type { Session, Sessions } from './sessions.ts';

const MAX_BODY_BYTES = 4 * 1024;

const renameBody = z.object({ name: z.string().trim().max(MAX_DEVICE_NAME).transform(storableText) });
const removeBody = z.object({ device: z.union([z.uuid(), z.literal('others')]), leaving: z.enum(leavings) });

export interface SessionRouteDeps {
  pool: Pool;
  clock: Clock;
  sessions: Sessions;
  isTrustedProxy: IsTrustedProxy;
}

export function sessionRoutes(deps: SessionRouteDeps): Hono<AppContext> {
  const { pool, clock, sessions } = deps;
  const signedIn = async (c: Context<AppContext>): Promise<Session> => {
    const session = await sessions.authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    return session;
  };
  return new Hono<AppContext>()
    .get('/removal', async (c) => {
      const removal = await findRemoval(deps, c);
      return c.json({ leaving: removal?.leaving ?? null } satisfies z.infer<typeof removalAnswer>);
    })
    .post('/removal/done', async (c) => {
      const removal = await findRemoval(deps, c);
      if (removal) {
        const { userId, familyId, leaving } = removal;
        const { address } = peerOf(c, deps.isTrustedProxy);
        await inTransaction(pool, async (client) => {
          await client.query('delete from ops.removed_tokens where family_id = $1', [familyId]);
          const entry = { event: 'sign_out', status: 'success', userId, sessionId: familyId, address } as const;
          await noteInAuditLog(c, client, clock, { ...entry, details: { removed: leaving } });
        });
        c.header('clear-site-data', '"cache"');
        sessions.forgetCookie(c);
      }
      return c.json({ leaving: null } satisfies z.infer<typeof removalAnswer>);
    })
    .post('/remove', async (c) => {
      const session = await signedIn(c);
      const { device, leaving } = await readJson(c, removeBody, MAX_BODY_BYTES);
      const removed = await retryOnDeadlock(() => remove(deps, c, session, device, leaving));
      return c.json({ removed } satisfies z.infer<typeof removedAnswer>);
    })
    .patch('/:id', async (c) => {
      const session = await signedIn(c);
      const id = z.uuid().safeParse(c.req.param('id'));
      if (!id.success) throw new RequestError('not_found');
      const name = (await readJson(c, renameBody, MAX_BODY_BYTES)).name || null;
      const { address } = peerOf(c, deps.isTrustedProxy);
      await inTransaction(pool, async (client) => {
        const { rowCount } = await client.query(
          'update sessions set device_name = $3 where user_id = $1 and family_id = $2 and device_name is distinct from $3',
          [session.userId, id.data, name],
        );
        if (rowCount === 0 && !(await sessions.isAlive({ familyId: id.data, userId: session.userId }))) {
          throw new RequestError('not_found');
        }
        const entry = {
          event: 'device_renamed',
          status: 'success',
          userId: session.userId,
          sessionId: session.familyId,
        } as const;
        await noteInAuditLog(c, client, clock, { ...entry, address, resource: { type: 'session', id: id.data } });
      });
      return c.json({ name });
    });
}

/** Removes one device, or all but the one that asks. This device signs out instead, because it has to erase itself first. */
async function remove(
  { pool, clock, isTrustedProxy }: SessionRouteDeps,
  c: Context<AppContext>,
  { userId, familyId }: Session,
  device: string,
  leaving: Leaving,
): Promise<number> {
  if (device === familyId) throw new RequestError('bad_request', 'This device signs out.');
  const { address } = peerOf(c, isTrustedProxy);
  const now = clock.now();
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ family_id: string }>(
      device === 'others'
        ? 'select distinct family_id from sessions where user_id = $1 and family_id <> $2 order by family_id'
        : 'select distinct family_id from sessions where user_id = $1 and family_id = $2',
      [userId, device === 'others' ? familyId : device],
    );
    const familyIds = rows.map(({ family_id }) => family_id);
    if (device !== 'others' && familyIds.length === 0) throw new RequestError('not_found');
    await removeFamilies(client, now, { userId, familyIds, leaving });
    for (const id of familyIds) {
      const entry = { event: 'session_revoked', status: 'success', userId, sessionId: familyId, address } as const;
      await noteInAuditLog(c, client, clock, { ...entry, resource: { type: 'session', id }, details: { leaving } });
    }
    return familyIds.length;
  });
}

interface Removal {
  /** Null: the account is deleted. */
  userId: UserId | null;
  familyId: string;
  leaving: Leaving;
}

async function findRemoval({ pool, clock, sessions }: SessionRouteDeps, c: Context<AppContext>): Promise<Removal | null> {
  const hash = sessions.tokenHash(c);
  if (hash === null) return null;
  const { rows } = await pool.query<{ user_id: UserId | null; family_id: string; leaving: Leaving }>(
    'select user_id, family_id, leaving from ops.removed_tokens where token = $1 and expires_at > $2',
    [hash, clock.now()],
  );
  const [row] = rows;
  return row ? { userId: row.user_id, familyId: row.family_id, leaving: row.leaving } : null;
}
