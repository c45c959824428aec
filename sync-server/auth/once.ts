// Secrets of a sign-in that goes on in a later request: the challenge of a passkey, the state and the ticket of a provider. They
// are rows of verification_tokens. Invariants: a secret works once, for minutes, for one purpose, in the browser that it was
// issued to; another browser can neither use it nor use it up.
import type { Pool } from 'pg';
import type { Clock } from '../http/context.ts';
import { hashToken, newToken } from './tokens.ts';

export interface OnceKey {
  /** Contains a blank, so that it can never be the address of a mail's link. */
  purpose: `${string} ${string}`;
  secret: string;
  browser: string;
}

/** Hashed together with the purpose, so that a secret of one kind is nothing to the routes of another. */
const hashesOf = ({ purpose, secret, browser }: OnceKey) => [
  hashToken(`${purpose}\n${secret}`),
  hashToken(`${purpose}\n${browser}`),
];

/** Stores a new secret with encrypted details, and returns the secret. */
export async function issueOnce(
  db: Pick<Pool, 'query'>,
  clock: Clock,
  { purpose, browser, minutes, sealed = null }: Omit<OnceKey, 'secret'> & { minutes: number; sealed?: string | null },
): Promise<string> {
  const secret = newToken();
  const now = clock.now();
  await db.query(
    `insert into verification_tokens (identifier, token, browser_hash, sealed, expires, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [purpose, ...hashesOf({ purpose, secret, browser }), sealed, new Date(now.getTime() + minutes * 60_000), now],
  );
  return secret;
}

const CONDITION = 'identifier = $1 and token = $2 and browser_hash = $3 and expires > $4';
const valuesOf = (clock: Clock, key: OnceKey) => [key.purpose, ...hashesOf(key), clock.now()];

/** Uses the secret up and returns its details; null: expired, used, never issued, or issued to another browser. */
export async function takeOnce(db: Pick<Pool, 'query'>, clock: Clock, key: OnceKey): Promise<{ sealed: string | null } | null> {
  const { rows } = await db.query<{ sealed: string | null }>(
    `delete from verification_tokens where ${CONDITION} returning sealed`,
    valuesOf(clock, key),
  );
  return rows[0] ?? null;
}

/** The same without using the secret up. */
export async function lookOnce(db: Pick<Pool, 'query'>, clock: Clock, key: OnceKey): Promise<{ sealed: string | null } | null> {
  const { rows } = await db.query<{ sealed: string | null }>(
    `select sealed from verification_tokens where ${CONDITION}`,
    valuesOf(clock, key),
  );
  return rows[0] ?? null;
}
