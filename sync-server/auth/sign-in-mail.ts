// Asks for a sign-in mail, within the limits of its mailbox, for signing in and for confirming who is signed in.
import type { Context } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { UserId } from '#schema/ids.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { Mailer } from './mailer.ts';
import { isDirectLoopback, type Peer } from './peer.ts';
import { ASK_MINUTES, issueAsk, normalEmail } from './sign-in-asks.ts';
import { hashToken } from './tokens.ts';
import type { WayDeps } from './way-ending.ts';

export const emailAddress = z.string().trim().max(254).pipe(z.email()).transform(normalEmail);

/** People may type the code with spaces. */
export const emailCode = z
  .string()
  .max(40)
  .transform((typed) => typed.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{8}$/));

export interface MailingDeps extends WayDeps {
  log: Log;
  mailer: Mailer;
  /** The path of the development mailbox, shown to requests from this machine; null when mails are sent. */
  mailboxPath: string | null;
}

/** Counts a mail to this mailbox; throws `rate_limited`. */
export async function takeMail({ limits, browsers }: MailingDeps, c: Context<AppContext>, to: string, peer: Peer): Promise<void> {
  const known = browsers.secretOf(c);
  await limits.take(
    known !== null && (await browsers.hasSignedInAs(known, to))
      ? { 'mail-known': `${to} ${hashToken(known)}` }
      : { 'mail-peer': peer.bucket, 'mail-mailbox-peer': `${to} ${peer.bucket}`, 'mail-mailbox': to },
    peer,
  );
}

/** Sends a mail with a link and a code. */
export async function sendAsk(
  deps: MailingDeps,
  c: Context<AppContext>,
  to: string,
  peer: Peer,
): Promise<{ sent: true; mailbox?: string }> {
  const { pool, clock, log, mailer, browsers, signUp } = deps;
  await takeMail(deps, c, to, peer);
  const browser = browsers.remember(c);
  const ask = await issueAsk(pool, clock, { email: to, browser, signUp });
  const link = `${deps.appUrl()}/sign-in?token=${ask.token}`;
  // Not awaited: the time that sending takes would reveal whether the address is known.
  if (ask.isInvited) {
    mailer
      .sendSignInLink({ to, link, code: ask.code, minutes: ASK_MINUTES }, hashToken(browser))
      .catch((error: unknown) => log.error(errorFields(error), 'a sign-in mail could not be sent'));
  }
  const { mailboxPath } = deps;
  return mailboxPath !== null && isDirectLoopback(c) ? { sent: true, mailbox: mailboxPath } : { sent: true };
}

export async function emailOf(db: Pick<Pool, 'query'>, userId: UserId): Promise<string> {
  const { rows } = await db.query<{ email: string }>('select lower(email) as email from users where id = $1', [userId]);
  if (!rows[0]) throw new RequestError('signed_out');
  return rows[0].email;
}
