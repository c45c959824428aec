// Deleting the account, over HTTP: the server decides and does it.
import * as z from 'zod/mini';
import { auditAnswer, type AuditAnswer } from '#schema/protocol/admin.ts';
import { authRequest, type AuthResult } from '../auth-request.ts';

const deletionAnswer = z.object({ dueAt: z.nullable(z.string()) });

export const requestDeletion = (person: string, email: string): Promise<AuthResult<{ dueAt: string | null }>> =>
  authRequest('POST', '/v1/account/deletion', { email }, deletionAnswer, person);

export const keepAccount = (person: string): Promise<AuthResult<{ dueAt: string | null }>> =>
  authRequest('POST', '/v1/account/deletion/cancel', {}, deletionAnswer, person);

/** The address of the whole archive, which the browser saves while the server writes it. */
export const SERVER_ARCHIVE = '/v1/account/export';

export const readAccountEvents = (person: string, cursor: string | null): Promise<AuthResult<AuditAnswer>> =>
  authRequest(
    'GET',
    `/v1/account/events${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    undefined,
    auditAnswer,
    person,
  );
