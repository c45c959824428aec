// GET /dev/mailbox: the mails that a server without SMTP would have sent. Whoever reads them can sign in as anybody, so it
// answers only this machine asking under its own name (a rebound DNS name is not one), and nothing a proxy passes on.
import { Hono } from 'hono';
import type { AppContext } from '../http/context.ts';
import { answerError } from '../http/wire-errors.ts';
import type { DevelopmentMailbox } from './mailer.ts';
import { isDirectLoopback } from './peer.ts';

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export function mailboxRoutes(mailbox: DevelopmentMailbox): Hono<AppContext> {
  return new Hono<AppContext>().get('/', (c) => {
    const host = c.req.header('host')?.replace(/:\d+$/, '') ?? '';
    if (!isDirectLoopback(c) || !LOCAL_HOSTS.has(host)) return answerError(c, { code: 'forbidden' });
    c.header('cache-control', 'no-store');
    if (c.req.header('accept')?.includes('application/json')) {
      return c.json({ mails: mailbox.mails().map(({ to, link, at }) => ({ to, link, at: at.toISOString() })) });
    }
    const items = mailbox
      .mails()
      .map(
        ({ to, link, at }) =>
          `<li><p>${escapeHtml(at.toISOString())} to <b>${escapeHtml(to)}</b></p>` +
          `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p></li>`,
      )
      .join('');
    return c.html(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Development mailbox</title><h1>Development mailbox</h1>` +
        (items === '' ? '<p>No mail yet. Ask for a sign-in link and reload.</p>' : `<ul>${items}</ul>`),
    );
  });
}
