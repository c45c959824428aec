// /v1/auth/address/*: changes the address of an account. A code goes to the new address, and a notice to the old one afterwards
// (account-mails.ts). Invariant: nobody learns whether an address belongs to an account: the answers are the same, and the owner of a
// taken address gets a mail that says so instead of a code.
import { Hono, type Context } from 'hono';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { readJson } from '../http/body.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields } from '../log.ts';
import { noteInAuditLog } from './audit.ts';
import { confirmedSession } from './confirmations.ts';
import { inTransaction } from './in-transaction.ts';
import { spacedCode } from './mailer.ts';
import { peerOf } from './peer.ts';
import type { Session } from './sessions.ts';
import { ASK_MINUTES, countTry } from './sign-in-asks.ts';
import { emailAddress, emailCode, emailOf, takeMail, type MailingDeps } from './sign-in-mail.ts';
import { hashCode, hashToken, newCode, newToken } from './tokens.ts';

const MAX_BODY_BYTES = 4 * 1024;
const askBody = z.object({ email: emailAddress });
const changeBody = z.object({ email: emailAddress, code: emailCode });

/** Contains blanks, so that it can never be the address of a sign-in mail. */
const purposeOf = ({ userId }: Session, email: string): string => `address of ${userId} ${email}`;

const codeMail = (code: string) => ({
  subject: `${spacedCode(code)} is the code for your new address`,
  text:
    `Enter this code in Cadence to make this the address of your account: ${spacedCode(code)}\n\n` +
    `It works once, for ${ASK_MINUTES} minutes. If you did not ask for it, you can ignore this email.\n`,
});

const TAKEN_MAIL = {
  subject: 'Your address is used by an account of Cadence already',
  text:
    'Somebody wanted to make this the address of another account. It belongs to an account already, so nothing was changed.\n\n' +
    'If it was you: sign in to that account by this address, or take another address.\n',
};

export function addressRoutes(deps: MailingDeps): Hono<AppContext> {
  const { pool, clock, log, mailer, limits, browsers, isTrustedProxy } = deps;
  return new Hono<AppContext>()
    .post('/', async (c) => {
      const session = await confirmedSession(deps, c);
      const { email } = await readJson(c, askBody, MAX_BODY_BYTES);
      await takeMail(deps, c, email, peerOf(c, isTrustedProxy));
      const code = newCode();
      const browser = browsers.remember(c);
      const isTaken = await storeCode(deps, { purpose: purposeOf(session, email), email, browser, code });
      mailer
        .sendNotice({ to: email, ...(isTaken ? TAKEN_MAIL : codeMail(code)) })
        .catch((error: unknown) => log.error(errorFields(error), 'a mail with the code of a new address could not be sent'));
      return c.json({ sent: true });
    })
    .post('/change', async (c) => {
      const session = await confirmedSession(deps, c);
      await limits.take({ 'verify-person': session.userId }, peerOf(c, isTrustedProxy));
      const { email, code } = await readJson(c, changeBody, MAX_BODY_BYTES);
      const isChanged = await inTransaction(pool, async (client) => {
        const browser = browsers.secretOf(c);
        const isProven =
          browser !== null && (await takeCode(client, clock, { purpose: purposeOf(session, email), browser, code }));
        return isProven && (await changeAddress(deps, c, client, session, email));
      });
      if (!isChanged) throw new RequestError('wrong_code');
      return c.json({ email });
    });
}

interface AddressCode {
  purpose: string;
  browser: string;
  code: string;
}

/** Returns whether the address belongs to an account. The work is the same for every address. */
async function storeCode(
  { pool, clock }: MailingDeps,
  { purpose, email, browser, code }: AddressCode & { email: string },
): Promise<boolean> {
  const now = clock.now();
  const { rows } = await pool.query<{ is_taken: boolean }>(
    `insert into verification_tokens (identifier, token, browser_hash, browser_code, expires, created_at)
     values ($1, $2, $3, $4, $5, $6) returning exists (select from users where lower(email) = $7) as is_taken`,
    [
      purpose,
      hashToken(newToken()),
      hashToken(browser),
      hashCode(browser, code),
      new Date(now.getTime() + ASK_MINUTES * 60_000),
      now,
      email,
    ],
  );
  return rows[0]?.is_taken === true;
}

/** The caller must commit whatever the result, because wrong attempts count. */
async function takeCode(client: PoolClient, clock: Clock, { purpose, browser, code }: AddressCode): Promise<boolean> {
  const { rows } = await client.query<{ token: string; browser_code: string }>(
    `select token, browser_code from verification_tokens
      where identifier = $1 and browser_hash = $2 and expires > $3 order by token for update`,
    [purpose, hashToken(browser), clock.now()],
  );
  if (!rows.some((row) => row.browser_code === hashCode(browser, code))) {
    await countTry(client, rows);
    return false;
  }
  await client.query('delete from verification_tokens where token = any($1::text[])', [rows.map(({ token }) => token)]);
  return true;
}

/** False: the address belongs to another account. */
async function changeAddress(
  { clock, isTrustedProxy }: MailingDeps,
  c: Context<AppContext>,
  client: PoolClient,
  { userId, familyId: sessionId }: Session,
  email: string,
): Promise<boolean> {
  const former = await emailOf(client, userId);
  const { rowCount } = await client.query(
    `update users set email = $2, email_verified = $3, updated_at = $3
      where id = $1 and not exists (select from users o where lower(o.email) = $2 and o.id <> $1)`,
    [userId, email, clock.now()],
  );
  if (rowCount === 0) return false;
  // A mail that is under way to the former address signs nobody in any more.
  await client.query('delete from verification_tokens where identifier = $1', [former]);
  const { address } = peerOf(c, isTrustedProxy);
  const event = { event: 'address_changed', status: 'success', userId, sessionId, address } as const;
  await noteInAuditLog(c, client, clock, { ...event, resource: { type: 'person', id: userId }, mailTo: former });
  return true;
}
