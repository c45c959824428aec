// Converts errors to HTTP answers: an expected error by its code, any other error to `internal` without details.
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { errorCatalogue, type CadenceError, type ErrorCode } from '#schema/protocol/errors.ts';
import type { WireError } from '#schema/protocol/commands.ts';
import type { AppContext } from './context.ts';

/** Thrown by code that handles a request and cannot continue; the error handler converts it to the answer. */
export class RequestError extends Error {
  readonly error: CadenceError;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, detail?: string, headers: Record<string, string> = {}) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'RequestError';
    this.error = detail === undefined ? { code } : { code, detail };
    this.headers = headers;
  }
}

export function wireError({ code, detail }: CadenceError): WireError {
  const { what, todo } = errorCatalogue[code];
  const message = `${what} ${todo}`;
  return { error: detail === undefined ? { code, message } : { code, message, detail } };
}

export const statusOf = (code: ErrorCode): ContentfulStatusCode => errorCatalogue[code].status;

export function answerError(c: Context<AppContext>, error: CadenceError, headers: Record<string, string> = {}): Response {
  return c.json(wireError(error), statusOf(error.code), { 'cache-control': 'no-store', ...headers });
}
