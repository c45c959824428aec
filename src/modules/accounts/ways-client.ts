// How one can sign in on this server.
import { termsAnswer, waysAnswer, type WaysAnswer } from '#schema/protocol/answers.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

export const offeredWays = (): Promise<AuthResult<WaysAnswer>> => authRequest('GET', '/v1/auth/ways', undefined, waysAnswer);

/** The person accepts the terms of this version and confirms the age. */
export const acceptTerms = (person: string, version: string) =>
  authRequest('POST', '/v1/auth/terms', { version, isOldEnough: true }, termsAnswer, person);
