// Confirming who is signed in by a mail's code, and changing the address of the account.
import type * as z from 'zod/mini';
import { addressAnswer, confirmedAnswer, mailAnswer } from '#schema/protocol/answers.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

export const requestConfirmMail = (person: string): Promise<AuthResult<z.infer<typeof mailAnswer>>> =>
  authRequest('POST', '/v1/auth/confirm/mail', {}, mailAnswer, person);

export const confirmByCode = (person: string, code: string): Promise<AuthResult<unknown>> =>
  authRequest('POST', '/v1/auth/confirm/code', { code }, confirmedAnswer, person);

/** Sends a code to the new address. */
export const requestAddress = (person: string, email: string): Promise<AuthResult<unknown>> =>
  authRequest('POST', '/v1/auth/address', { email }, mailAnswer, person);

export const changeAddress = (person: string, email: string, code: string): Promise<AuthResult<{ email: string }>> =>
  authRequest('POST', '/v1/auth/address/change', { email, code }, addressAnswer, person);
