// The server's log: JSON lines on stderr, so that stdout carries only `ready <url>`. Invariant: no token, cookie or e-mail
// address is logged: fields that could contain one are removed here, and URLs are logged without their query.
import { destination, pino, type Logger } from 'pino';
import type { Env } from './env.ts';

export type Log = Logger;

const SECRET_FIELDS = ['token', 'email', 'cookie', 'authorization', 'password', 'secret', 'link', 'to'];

export function createLog(level: Env['logLevel']): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        remove: true,
      },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination({ fd: 2, sync: true }),
  );
}

/** The fields of an error, without the values of the row or statement (Postgres puts them in `detail`). */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  return { error: error.message, stack: error.stack, code, constraint, table };
}
