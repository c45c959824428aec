// The server's log: JSON lines on stderr, so that stdout carries only `ready <url>`. Invariant: no token, cookie or e-mail
// address is logged: fields that could contain one are removed here, and requests are logged by the pattern of their route.
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
  // Class 22 (data exception): the message ends with the value that could not be read.
  const hasValue = typeof code === 'string' && code.startsWith('22');
  const message = hasValue ? error.message.replace(/".*"/s, '…') : error.message;
  return { error: message, stack: error.stack?.replace(error.message, () => message), code, constraint, table };
}
