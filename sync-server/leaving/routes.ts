// /v1/account/*: the person's archive, deletion and keeping of the account, and the account's events. Only ever about the person who is
// signed in.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { archiveName } from '#schema/leaving/archive.ts';
import type { UserId } from '#schema/ids.ts';
import type { AuditAnswer } from '#schema/protocol/admin.ts';
import { listAudit } from '../admin/audit-log.ts';
import { deletionMail } from '../admin/mails.ts';
import { cursorParam } from '../admin/pages.ts';
import { noteInAuditLog, type AuditEvent } from '../auth/audit.ts';
import type { IsTrustedProxy } from '../auth/client-address.ts';
import type { Mailer } from '../auth/mailer.ts';
import { requireConfirmed } from '../auth/confirmations.ts';
import { peerOf } from '../auth/peer.ts';
import type { Authenticate, Session } from '../auth/sessions.ts';
import { withSession } from '../db/session.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { cancelDeletion, requestDeletion } from './deletion.ts';
import { openExport, type ExportDeps } from './export.ts';

const MAX_BODY_BYTES = 4 * 1024;
const deletionBody = z.object({ email: z.string().trim().max(254) });
const noBody = z.object({});
const eventsParams = z.object({ cursor: cursorParam.optional() });

/** Each holds a connection to the database while its rows are read. */
const EXPORTS_AT_ONCE = 3;

export interface LeavingDeps extends ExportDeps {
  authenticate: Authenticate;
  isTrustedProxy: IsTrustedProxy;
  log: Log;
  mailer: Mailer;
}

export function leavingRoutes(deps: LeavingDeps): Hono<AppContext> {
  const { pool, clock } = deps;
  const exporting = new Set<UserId>();
  const signedIn = async (c: Context<AppContext>): Promise<Session> => {
    c.header('cache-control', 'no-store');
    const session = await deps.authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    return session;
  };
  const note = (
    c: Context<AppContext>,
    db: Parameters<typeof noteInAuditLog>[1],
    session: Session,
    event: AuditEvent['event'],
    details = {},
  ) =>
    noteInAuditLog(c, db, clock, {
      ...{ event, status: 'success', userId: session.userId, sessionId: session.id, details },
      ...{ address: peerOf(c, deps.isTrustedProxy).address, resource: { type: 'account', id: session.userId } },
    });

  return new Hono<AppContext>()
    .get('/export', async (c) => {
      // A page of another site could otherwise make the server work, although it could not read the answer.
      if (c.req.header('sec-fetch-site') === 'cross-site') throw new RequestError('forbidden');
      const session = await signedIn(c);
      const { userId } = session;
      // A stream that nobody reads would hold its connection to the database.
      if (c.req.method === 'HEAD') return c.body(null);
      if (exporting.has(userId) || exporting.size >= EXPORTS_AT_ONCE) {
        throw new RequestError('rate_limited', undefined, { 'retry-after': '60' });
      }
      exporting.add(userId);
      const stream = await openExport(deps, userId, () => exporting.delete(userId));
      await note(c, pool, session, 'account_exported');
      c.header('content-type', 'application/zip');
      c.header('content-disposition', `attachment; filename="${archiveName(clock.now())}"`);
      return c.body(stream);
    })
    .post('/deletion', async (c) => {
      const session = await signedIn(c);
      await requireConfirmed(deps, session);
      const { email } = await readJson(c, deletionBody, MAX_BODY_BYTES);
      const asked = await withSession(pool, async ({ client }) => {
        const result = await requestDeletion(client, clock.now(), session.userId, email);
        if (result?.isNew) await note(c, client, session, 'deletion_requested', { dueAt: result.dueAt.toISOString() });
        return result;
      });
      if (asked === null) throw new RequestError('bad_request', 'This is not the address of your account.');
      // One mail, however often it is asked.
      if (asked.isNew) {
        deps.mailer
          .sendNotice({ to: email, ...deletionMail(deps.appUrl(), asked.dueAt) })
          .catch((error: unknown) => deps.log.error(errorFields(error), 'a mail about a deletion could not be sent'));
      }
      return c.json({ dueAt: asked.dueAt.toISOString() });
    })
    .post('/deletion/cancel', async (c) => {
      const session = await signedIn(c);
      await readJson(c, noBody, MAX_BODY_BYTES);
      await withSession(pool, async ({ client }) => {
        if (await cancelDeletion(client, clock.now(), session.userId)) await note(c, client, session, 'deletion_cancelled');
      });
      return c.json({ dueAt: null });
    })
    .get('/events', async (c) => {
      const { userId } = await signedIn(c);
      const params = eventsParams.safeParse(c.req.query());
      if (!params.success) throw new RequestError('bad_request');
      return c.json(redacted(await listAudit(pool, { personId: userId }, params.data.cursor), userId));
    });
}

/** Of what others did to the account, not who they are and where. */
const redacted = ({ entries, next }: AuditAnswer, userId: UserId): AuditAnswer => ({
  next,
  entries: entries.map((entry) =>
    entry.userId === userId ? entry : { ...entry, userId: null, email: null, address: null, agent: null },
  ),
});
