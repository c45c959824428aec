// Classifies an error that a command caused or met (docs/decisions/0017). Invariant: only an error that the same command would
// cause on every healthy server decides the command; after any other error the transaction is rolled back and the client sends
// the command again.
import pg from 'pg';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { isUnanswered } from './pool.ts';

export type Fault =
  /** The command's data is invalid, or its code has a bug: the command is decided, with a reason that the person reads. */
  | { kind: 'decided'; error: CadenceError }
  /** A conflict with another transaction (deadlock, serialization): a retry of the same transaction may succeed at once. */
  | { kind: 'collision' }
  /** The database was unreachable, full, stopping or read-only. The command stays undecided, however long this lasts. */
  | { kind: 'outage' }
  /** The database refused the statement for another reason: a missing table or privilege, a timeout, a bug of Postgres. */
  | { kind: 'unexplained'; state: string };

/** Errors thrown by statements. Remembered here because pg has no class for a lost connection. */
const ofStatements = new WeakSet<Error>();

/** Rejection handler of a statement: marks the error as coming from the database, and rethrows it. */
export function fromStatement(error: unknown): never {
  if (error instanceof Error) ofStatements.add(error);
  throw error;
}

/** Connection, insufficient resources, operator intervention (except query_canceled), system error, configuration file. */
const OUTAGE_CLASSES = new Set(['08', '53', '57', '58', 'F0']);
/** lock_not_available, read_only_sql_transaction (a standby after a failover). */
const OUTAGE_STATES = new Set(['55P03', '25006']);
/** Codes within those classes that one statement can cause by itself: query_canceled by a timeout, too many parameters. */
const UNEXPLAINED_STATES = new Set(['57014', '08P01']);

export function faultOf(error: unknown): Fault {
  if (isBug(error)) return { kind: 'decided', error: { code: 'internal' } };
  const state = sqlState(error);
  if (state === undefined) {
    if (isUnanswered(error)) return { kind: 'unexplained', state: 'unanswered' };
    return isOfDatabase(error) ? { kind: 'outage' } : { kind: 'decided', error: { code: 'internal' } };
  }
  const refused = dataError(state);
  if (refused) return { kind: 'decided', error: refused };
  if (state.startsWith('40')) return { kind: 'collision' };
  if (UNEXPLAINED_STATES.has(state)) return { kind: 'unexplained', state };
  const isOutage = OUTAGE_STATES.has(state) || OUTAGE_CLASSES.has(state.slice(0, 2));
  return isOutage ? { kind: 'outage' } : { kind: 'unexplained', state };
}

/** The command was not decided, so the client may send it again later. */
export const isUndecided = (error: unknown): boolean => faultOf(error).kind !== 'decided';

/**
 * The error code when the command's data caused the error. Database constraints are the last check: a command should reject
 * such data itself, with a detail.
 */
function dataError(state: string): CadenceError | null {
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
    // Raised by one of our triggers: a rule, not a condition of the server.
    case 'P0001':
      return { code: 'internal' };
  }
  // A text too long for an index, or a value nested too deeply: limits of Postgres that are the same on every server.
  if (state.startsWith('54')) return { code: 'too_large' };
  // Any other value that a column cannot hold. Any other constraint is a conflict.
  if (state.startsWith('22')) return { code: 'invalid_arguments' };
  return state.startsWith('23') ? { code: 'conflict' } : null;
}

/** Thrown by JavaScript itself, including by the driver when it cannot serialize a value. */
const isBug = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError || error instanceof SyntaxError;

function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : undefined;
}

/** Whether an error without SQLSTATE came from the connection to the database. Outside a session only its message tells. */
function isOfDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (ofStatements.has(error) || error instanceof pg.DatabaseError) return true;
  const code = 'code' in error ? String(error.code) : '';
  if (/^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/.test(code)) return true;
  return /connection (terminated|ended|error)|timeout expired|timeout exceeded when trying to connect|is not queryable|calling end on the pool/i.test(
    error.message,
  );
}
