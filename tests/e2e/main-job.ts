// The main job of the app over WebDriver, for browsers that Playwright cannot drive: open, start a focus session, log a set,
// capture, return from the back/forward cache, sign in. The differences between browsers are in firefox.test.ts and
// webkit.test.ts.
import type { WebDriverBrowser } from '#tests/support/web-driver.ts';
import { isAlone, noteCachedReturn, wasCachedReturn } from './back-forward.ts';

export interface MainJobDevice {
  browser: WebDriverBrowser;
  url: string;
}

export const opened = (browser: WebDriverBrowser): Promise<void> =>
  browser.until('the replica to open', () => {
    const replica = globalThis.cadence;
    return replica !== undefined && replica.status().kind !== 'starting';
  });

export async function work({ browser, url }: MainJobDevice): Promise<void> {
  await browser.goto(`${url}/focus`);
  await opened(browser);
  await browser.click('button', /^Start focus$/);
  await browser.see('button', /^Pause$/);

  await browser.click('link', /^Train$/);
  await browser.click('button', /^Start a workout$/);
  await browser.click('button', /^Add exercise$/);
  await browser.fill(/^Search exercises$/, 'bench press');
  await browser.click('button', /Bench Press/);
  await browser.fill(/^kg, set 1 of/, '60');
  await browser.fill(/^Reps, set 1 of/, '8');
  await browser.click('checkbox', /^Set 1 of/);
  await browser.until(
    'the set to be ticked',
    () => document.querySelector('[role=checkbox][aria-label^="Set 1 of"]')?.getAttribute('aria-checked') === 'true',
  );
  await capture(browser, 'written down');
}

const capture = (browser: WebDriverBrowser, title: string): Promise<void> =>
  browser.run(async (words) => {
    await globalThis.cadence.dispatch('inbox.add', { id: crypto.randomUUID(), title: words });
  }, title);

const counts = `select (select count(*)::int from focus_sessions) as sessions,
  (select count(*)::int from exercise_sets where completed_at is not null and reps = 8 and weight = 60) as sets,
  (select count(*)::int from inbox_items where title = 'written down') as captures`;

export const everythingIsThere = (browser: WebDriverBrowser): Promise<void> =>
  browser.until(
    'the session, the set and the capture to be there',
    async (sql) => {
      const answer = await globalThis.cadence.query<Record<'sessions' | 'sets' | 'captures', number>>({
        compile: () => ({ sql, parameters: [], query: undefined }),
        execute: () => Promise.reject(new Error('only its type is used')),
      });
      const [count] = answer;
      return count?.sessions === 1 && count.sets === 1 && count.captures === 1;
    },
    counts,
  );

/** Resolves when the service worker serves this page, which then needs no network. */
export const installed = (browser: WebDriverBrowser): Promise<void> =>
  browser.until('the offline cache', async () => {
    const { active } = await navigator.serviceWorker.ready;
    return active?.state === 'activated' && navigator.serviceWorker.controller !== null;
  });

/**
 * Navigates to another document of the origin, returns by a new load and by the back button, and continues. Returns whether the
 * browser's back/forward cache had kept the page.
 */
export async function leaveAndComeBack({ browser, url }: MainJobDevice): Promise<boolean> {
  await browser.goto(`${url}/health`);
  await browser.goto(`${url}/train`);
  await opened(browser);
  await everythingIsThere(browser);
  await browser.run(noteCachedReturn);
  await browser.goto(`${url}/health`);
  await browser.back();
  await opened(browser);
  await everythingIsThere(browser);
  await capture(browser, 'after coming back');
  await browser.until('one leader of the replica', isAlone);
  return browser.run(wasCachedReturn);
}

/** Requests a mail on the account page, opens the link of the mail in the same browser, and taps. */
export async function signIn({ browser, url }: MainJobDevice, email: string): Promise<void> {
  await browser.goto(`${url}/account`);
  await browser.fill(/^Email address/, email);
  await browser.click('button', /^Send email$/);
  await browser.see('textbox', /^Code/);
  await browser.until(
    'the mail',
    async (to) => {
      const answer = await fetch('/dev/mailbox', { headers: { accept: 'application/json' } });
      const { mails } = (await answer.json()) as { mails: { to: string; link: string }[] };
      const mail = mails.find((one) => one.to === to);
      if (mail) sessionStorage.setItem('sign-in-link', mail.link);
      return mail !== undefined;
    },
    email,
  );
  const link = await browser.run(() => sessionStorage.getItem('sign-in-link') ?? '');
  const { pathname, search } = new URL(link);
  await browser.goto(`${url}${pathname}${search}`);
  await browser.click('button', /^Sign in as /);
  await browser.see('heading', /^You are signed in$/);
}

export const synced = (browser: WebDriverBrowser): Promise<void> =>
  browser.until('everything to be synced', () => globalThis.cadence.status().kind === 'synced');
