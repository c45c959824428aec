// Records in audit_log what happens to a person's ways in, and each attempt to use one. An entry never contains a secret.
import type { Context } from 'hono';
import type { Pool } from 'pg';
import { newId } from '#schema/ids.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { MAX_DEVICE_NAME } from './audit.ts';

export interface WayEvent {
  event:
    | 'sign_in'
    | 'passkey_added'
    | 'passkey_renamed'
    | 'passkey_removed'
    | 'passkey_alarm'
    | 'provider_linked'
    | 'provider_unlinked'
    | 'recovery_codes_made'
    | 'recovery_code_used';
  action: 'create' | 'update' | 'delete' | 'use';
  status: 'success' | 'failure' | 'denied';
  /** Null when nobody is known by what was tried. */
  userId: string | null;
  sessionId?: string | null;
  resource?: { type: 'session' | 'passkey' | 'account' | 'recovery_codes'; id: string | null };
  details?: Record<string, string | number | boolean | null>;
  address: string;
}

export async function noteWay(
  c: Context<AppContext>,
  db: Pick<Pool, 'query'>,
  clock: Clock,
  { event, action, status, userId, sessionId = null, resource, details = {}, address }: WayEvent,
): Promise<void> {
  await db.query(
    `insert into audit_log (id, user_id, session_id, event_type, resource_type, resource_id, action, status, details, ip_address,
                            user_agent, request_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      newId(),
      userId,
      sessionId,
      event,
      resource?.type ?? null,
      resource?.id ?? null,
      action,
      status,
      JSON.stringify(details),
      address,
      c.req.header('user-agent')?.slice(0, MAX_DEVICE_NAME) ?? null,
      c.get('requestId'),
      clock.now(),
    ],
  );
}
