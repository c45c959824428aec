// GET /dev/mailbox: the mails that a server without SMTP would have sent. Anyone who reads such a mail can sign in as its
// recipient, so the page shows a browser only the mails that this browser requested, and only on this machine, under a loopback
// host name (against DNS rebinding), without a proxy.
import { Hono } from 'hono';
import type { AppContext } from '../http/context.ts';
import { answerError } from '../http/wire-errors.ts';
import type { Browsers } from './browsers.ts';
import { spacedCode, type DevelopmentMailbox } from './mailer.ts';
import { isDirectLoopback } from './peer.ts';
import { hashToken } from './tokens.ts';

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export function mailboxRoutes(mailbox: DevelopmentMailbox, browsers: Browsers): Hono<AppContext> {
  return new Hono<AppContext>().get('/', (c) => {
    const host = c.req.header('host')?.replace(/:\d+$/, '') ?? '';
    if (!isDirectLoopback(c) || !LOCAL_HOSTS.has(host)) return answerError(c, { code: 'forbidden' });
    c.header('cache-control', 'no-store');
    const browser = browsers.secretOf(c);
    const mails = browser === null ? [] : mailbox.mails(hashToken(browser));
    if (c.req.header('accept')?.includes('application/json')) {
      return c.json({ mails: mails.map(({ to, link, code, at }) => ({ to, link, code, at: at.toISOString() })) });
    }
    const items = mails
      .map(
        ({ to, link, code, at }) =>
          `<li><p>${escapeHtml(at.toISOString())} to <b>${escapeHtml(to)}</b></p>` +
          `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p><p>Code: <b>${spacedCode(code)}</b></p></li>`,
      )
      .join('');
    return c.html(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Development mailbox</title><h1>Development mailbox</h1>` +
        `<p>The mails that this browser requested. Mails of other browsers are printed in the server's terminal.</p>` +
        (items === '' ? '<p>No mail yet. Ask for a sign-in link and reload.</p>' : `<ul>${items}</ul>`),
    );
  });
}
