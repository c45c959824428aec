// Writes audit_log: sign-ins, refusals, revocations, role changes, exports and deletions, of people and of strangers. Entries are only
// added; the database refuses changes (migration 0068). An entry never contains a secret or what somebody wrote. An event that
// concerns how a person signs in is also mailed to the person (account-mails.ts).
import type { Context } from 'hono';
import type { Pool } from 'pg';
import type { AuditEventName, AuditStatus } from '#schema/access/audit-events.ts';
import { newId, type UserId } from '#schema/ids.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { isMailed, planAccountMail } from './account-mails.ts';

export const MAX_DEVICE_NAME = 200;

export interface AuditEvent {
  event: AuditEventName;
  status: AuditStatus;
  /** Who acted; null for a stranger or the server itself. */
  userId: UserId | null;
  sessionId: string | null;
  /** The network address of the request; null for the server itself. */
  address: string | null;
  /** `create`, `delete` and so on. Derived from the name of the event when missing. */
  action?: string;
  /** What it was done to. The session when missing. */
  resource?: { type: string; id: string | null };
  /** Facts such as counts, ids and names of roles. */
  details?: Readonly<Record<string, unknown>>;
  /** Where the mail about the event goes, if not to the account's address. Not stored in the log. */
  mailTo?: string;
}

const ACTIONS: Partial<Record<AuditEventName, string>> = { sign_in: 'create', sign_out: 'delete' };
/** `role_granted` → `granted`. */
const actionOf = (event: AuditEventName): string => ACTIONS[event] ?? event.slice(event.lastIndexOf('_') + 1);

/** Records what a request did. Give the client of the transaction that does it, so that both happen or neither. */
export const noteInAuditLog = (c: Context<AppContext>, db: Pick<Pool, 'query'>, clock: Clock, event: AuditEvent): Promise<void> =>
  writeAudit(db, clock.now(), event, {
    userAgent: c.req.header('user-agent')?.slice(0, MAX_DEVICE_NAME) ?? null,
    requestId: c.get('requestId'),
  });

/** The same for jobs and scripts, which answer no request. */
export async function writeAudit(
  db: Pick<Pool, 'query'>,
  at: Date,
  { event, status, userId, sessionId, address, action, resource, details, mailTo }: AuditEvent,
  request: { userAgent: string | null; requestId: string | null } = { userAgent: null, requestId: null },
): Promise<void> {
  const id = newId();
  const subject = resource ?? { type: 'session', id: sessionId };
  await db.query(
    `insert into audit_log (id, user_id, session_id, event_type, resource_type, resource_id, action, status, details, ip_address,
                            user_agent, request_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      userId,
      sessionId,
      event,
      subject.type,
      subject.id,
      action ?? actionOf(event),
      status,
      JSON.stringify(details ?? {}),
      address,
      request.userAgent,
      request.requestId,
      at,
    ],
  );
  if (userId === null || !isMailed(event, status)) return;
  const facts = {
    event,
    at: at.toISOString(),
    ...(address !== null && { address }),
    ...(mailTo !== undefined && { to: mailTo }),
  };
  const mail = { ...facts, ...(request.userAgent !== null && { agent: request.userAgent }) };
  await planAccountMail(db, { id, userId, at, mail });
}
