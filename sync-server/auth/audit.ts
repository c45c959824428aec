// Records sign-in events, of people and of strangers, in audit_log. An entry never contains a secret.
import type { Context } from 'hono';
import type { Pool } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import type { AppContext, Clock } from '../http/context.ts';

export const MAX_DEVICE_NAME = 200;

export interface AuditEvent {
  event: 'sign_in' | 'sign_out';
  status: 'success' | 'denied';
  userId: UserId;
  sessionId: string | null;
  address: string;
}

export async function noteInAuditLog(
  c: Context<AppContext>,
  db: Pick<Pool, 'query'>,
  clock: Clock,
  { event, status, userId, sessionId, address }: AuditEvent,
): Promise<void> {
  await db.query(
    `insert into audit_log (id, user_id, session_id, event_type, resource_type, resource_id, action, status, ip_address,
                            user_agent, request_id, created_at)
     values ($1, $2, $3::uuid, $4, 'session', $3::uuid::text, $5, $6, $7, $8, $9, $10)`,
    [
      newId(),
      userId,
      sessionId,
      event,
      event === 'sign_in' ? 'create' : 'delete',
      status,
      address,
      c.req.header('user-agent')?.slice(0, MAX_DEVICE_NAME) ?? null,
      c.get('requestId'),
      clock.now(),
    ],
  );
}
