// How one can sign in on this server.
import { waysAnswer, type WaysAnswer } from '#schema/protocol/answers.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

export const offeredWays = (): Promise<AuthResult<WaysAnswer>> => authRequest('GET', '/v1/auth/ways', undefined, waysAnswer);
