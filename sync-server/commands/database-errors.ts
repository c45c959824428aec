// What a database error says about a command: the database could not do it now, the data forbids it, or it is a bug.
import type { CadenceError } from '#schema/protocol/errors.ts';
import { isUnanswered } from '../db/pool.ts';

/** Connection lost, resources gone, shutting down, serialization, deadlock, lock or statement timeout, read-only standby. */
const TRY_AGAIN_CLASSES = new Set(['08', '40', '53', '57', '58']);
const TRY_AGAIN_CODES = new Set(['55P03', '25006']);

const sqlState = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
};

/** Sending the same again later may work; nothing was decided about the command. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return TRY_AGAIN_CLASSES.has(state.slice(0, 2)) || TRY_AGAIN_CODES.has(state);
  if (isUnanswered(error)) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/.test(code) ||
    /connection (terminated|ended)|timeout exceeded when trying to connect|Connection terminated/i.test(message)
  );
}

/**
 * The server's constraints are the last line: a command should have rejected in words before. What they say still reaches the
 * person as a reason rather than as a bug.
 */
export function constraintError(error: unknown): CadenceError | null {
  const state = sqlState(error);
  switch (state) {
    case '23505':
    case '23P01':
      return { code: 'conflict' };
    case '23503':
      return { code: 'not_found' };
    case '23514':
    case '23502':
    case '22001':
    case '22003':
    case '22007':
    case '22008':
      return { code: 'limit_exceeded' };
    default:
      // Any other value that a column cannot hold.
      return state?.startsWith('22') ? { code: 'invalid_arguments' } : null;
  }
}
