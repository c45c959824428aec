// The mails about changes of how a person signs in. They follow the audit log: whoever records such an event plans its mail in the
// same transaction (audit.ts), and a job sends it, again after a failure (sync-server/jobs/due.ts). A mail has no secret and no link
// that signs in.
import type { Pool } from 'pg';
import type { AUDIT_EVENTS, AuditEventName, AuditStatus } from '#schema/access/audit-events.ts';
import type { UserId } from '#schema/ids.ts';
import type { Mailer } from './mailer.ts';

/** Kind of a due entry. */
export const ACCOUNT_MAIL = 'account_mail';

type Followed = (typeof AUDIT_EVENTS)['ways' | 'sessions'][number];

/** What happened, as the subject of a mail; null for what needs none. */
const SUBJECTS: Readonly<Record<Followed, string | null>> = {
  // The person did it on the page that lists the devices, or the mail of the new sign-in came before.
  session_revoked: null,
  device_renamed: null,
  passkey_renamed: null,
  // It changes nothing.
  session_confirmed: null,
  session_reused: 'A copied session of your Cadence account was ended',
  device_linked: 'A device was added to your Cadence account',
  passkey_added: 'A passkey was added to your Cadence account',
  passkey_removed: 'A passkey was removed from your Cadence account',
  passkey_alarm: 'A passkey of your Cadence account may have been copied',
  provider_linked: 'Another service can sign in to your Cadence account now',
  provider_unlinked: 'Another service was unlinked from your Cadence account',
  recovery_codes_made: 'New recovery codes of your Cadence account were made',
  recovery_code_used: 'A recovery code of your Cadence account was used',
  address_changed: 'The address of your Cadence account was changed',
};

/** Attempts that failed changed nothing, but these are alarms. */
const ALARMS: ReadonlySet<string> = new Set<Followed>(['session_reused', 'passkey_alarm']);

/** Facts of the event, as the due entry stores them. */
export interface AccountMail {
  event: string;
  at: string;
  address?: string;
  agent?: string;
  /** Another address than the account's present one. */
  to?: string;
}

const subjectOf = (event: string): string | null => (Object.hasOwn(SUBJECTS, event) ? SUBJECTS[event as Followed] : null);

export const isMailed = (event: AuditEventName, status: AuditStatus): boolean =>
  subjectOf(event) !== null && (status === 'success' || ALARMS.has(event));

/** Plans the mail of an event. `id`: of the event. */
export async function planAccountMail(
  db: Pick<Pool, 'query'>,
  { id, userId, at, mail }: { id: string; userId: UserId; at: Date; mail: AccountMail },
): Promise<void> {
  await db.query(
    `insert into due (user_id, kind, key, due_at, args) select id, $2, $3, $4, $5 from users where id = $1
     on conflict do nothing`,
    [userId, ACCOUNT_MAIL, id, at, JSON.stringify(mail)],
  );
}

/** Sends a planned mail; throws when the mail server does not take it. */
export async function sendAccountMail(
  { pool, mailer, appUrl }: { pool: Pool; mailer: Pick<Mailer, 'sendNotice'>; appUrl: () => string },
  userId: UserId,
  mail: Partial<AccountMail>,
): Promise<void> {
  const { rows } = await pool.query<{ email: string }>('select email from users where id = $1', [userId]);
  const to = mail.to ?? rows[0]?.email;
  const subject = subjectOf(mail.event ?? '');
  if (to === undefined || subject === null) return;
  const from = [mail.address, mail.agent].filter(Boolean).join(', ');
  const lines = [
    `${subject}.`,
    '',
    ...(mail.at === undefined ? [] : [`When: ${mail.at.slice(0, 16).replace('T', ' ')} UTC`]),
    ...(from === '' ? [] : [`From: ${from}`]),
    '',
    'If this was you, there is nothing to do.',
    'If it was not: open Cadence, go to Account, remove what you do not know, and sign out all other devices.',
    `${appUrl()}/account`,
    '',
  ];
  await mailer.sendNotice({ to, subject, text: lines.join('\n') });
}
