// Sign-in by a mail that carries a link and a code. Each works once, for ten minutes. Invariants: the link alone signs in only
// the browser that requested it; any other browser also needs the code; a code expires after five wrong attempts. Other sign-in
// methods end in the same place: `admit` and `sessions.begin`.
import type { Pool, PoolClient } from 'pg';
import type { SignUp } from '../env.ts';
import type { Clock } from '../http/context.ts';
import { admit, type Admitted } from './admit.ts';
import { hashCode, hashToken, newCode, newToken } from './tokens.ts';

export const ASK_MINUTES = 10;
const MAX_TRIES = 5;

export const normalEmail = (email: string): string => email.trim().toLowerCase();

export interface Ask {
  token: string;
  code: string;
  /** Whether to send the mail. While sign-up is closed, unknown addresses get none. */
  isInvited: boolean;
}

/** Stores a new link and code for the address. The work is the same for every address, so its duration reveals nothing. */
export async function issueAsk(
  pool: Pool,
  clock: Clock,
  { email, browser, signUp }: { email: string; browser: string; signUp: SignUp },
): Promise<Ask> {
  const [token, code, now] = [newToken(), newCode(), clock.now()];
  const { rows } = await pool.query<{ is_known: boolean }>(
    `insert into verification_tokens (identifier, token, browser_hash, browser_code, link_code, expires, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     returning exists (select from users where lower(email) = $1) as is_known`,
    [
      email,
      hashToken(token),
      hashToken(browser),
      hashCode(browser, code),
      hashCode(token, code),
      new Date(now.getTime() + ASK_MINUTES * 60_000),
      now,
    ],
  );
  return { token, code, isInvited: signUp !== 'closed' || rows[0]?.is_known === true };
}

/**
 * The address of a link, and whether this browser must also enter the code. Does not consume the link. Null: expired, used or
 * never issued.
 */
export async function lookAtLink(
  pool: Pool,
  clock: Clock,
  token: string,
  browser: string | null,
): Promise<{ email: string; needsCode: boolean } | null> {
  const { rows } = await pool.query<{ identifier: string; browser_hash: string | null }>(
    'select identifier, browser_hash from verification_tokens where token = $1 and expires > $2',
    [hashToken(token), clock.now()],
  );
  const [row] = rows;
  return row ? { email: row.identifier, needsCode: !isAsker(row, browser) } : null;
}

export type Proof = { token: string; code?: string | undefined } | { email: string; code: string };

/** `gone`: expired, used, never issued, tried too often, or sign-up is closed. */
export type Redeemed = Admitted | { kind: 'wrong-code' };

interface AskRow {
  identifier: string;
  token: string;
  browser_hash: string | null;
  browser_code: string | null;
  link_code: string | null;
  tries: number;
}

/**
 * Consumes the link and code and returns their user, created at the first sign-in. The caller must commit whatever the result,
 * because wrong attempts count.
 */
export async function redeem(
  client: PoolClient,
  clock: Clock,
  proof: Proof,
  { browser, signUp }: { browser: string | null; signUp: SignUp },
): Promise<Redeemed> {
  const asks = await lockAsks(client, clock, proof, browser);
  if (asks.length === 0) return { kind: 'token' in proof ? 'gone' : 'wrong-code' };
  const proven = asks.find((ask) => isProven(ask, proof, browser));
  if (!proven) {
    await countTry(client, asks);
    return { kind: 'wrong-code' };
  }
  await client.query('delete from verification_tokens where token = any($1::text[])', [[...asks.map(({ token }) => token)]]);
  return admit(client, clock.now(), { email: proven.identifier }, signUp);
}

/**
 * The row of the link, or all rows that this browser requested for the address: a person may type the code of either of two
 * mails.
 */
async function lockAsks(client: PoolClient, clock: Clock, proof: Proof, browser: string | null): Promise<AskRow[]> {
  const columns = 'identifier, token, browser_hash, browser_code, link_code, tries';
  const [condition, values] =
    'token' in proof
      ? ['token = $2', [hashToken(proof.token)]]
      : ['identifier = $2 and browser_hash = $3', [proof.email, browser === null ? '' : hashToken(browser)]];
  const { rows } = await client.query<AskRow>(
    `select ${columns} from verification_tokens where expires > $1 and ${condition} order by token for update`,
    [clock.now(), ...values],
  );
  return rows;
}

const isAsker = ({ browser_hash }: Pick<AskRow, 'browser_hash'>, browser: string | null): boolean =>
  browser !== null && browser_hash === hashToken(browser);

/** Compares hashes of a secret that the sender knows, so the time that this takes reveals nothing about the stored hash. */
function isProven(ask: AskRow, proof: Proof, browser: string | null): boolean {
  if ('token' in proof) {
    if (proof.code !== undefined) return ask.link_code === hashCode(proof.token, proof.code);
    return isAsker(ask, browser);
  }
  return browser !== null && ask.browser_code === hashCode(browser, proof.code);
}

/** Counts a wrong attempt at the codes of these rows, which expire after five. */
export async function countTry(client: PoolClient, asks: readonly { token: string }[]): Promise<void> {
  const tokens = asks.map(({ token }) => token);
  await client.query('update verification_tokens set tries = tries + 1 where token = any($1::text[])', [tokens]);
  await client.query('delete from verification_tokens where token = any($1::text[]) and tries >= $2', [tokens, MAX_TRIES]);
}
