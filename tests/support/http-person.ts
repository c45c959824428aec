// A person who signs in over HTTP as the app does: requests a link, reads it in the development mailbox, redeems it.

export interface HttpPerson {
  userId: string;
  cookie: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

const MAIL_BOUND_MS = 60_000;

interface Mailbox {
  mails: { to: string; link: string; code: string }[];
}

export interface SignInAsk {
  token: string;
  code: string;
  /** The cookie of the requesting browser. */
  cookie: string;
}

/** Requests a sign-in mail and returns the token of its link and its code. */
export async function askToSignIn(serverUrl: string, email: string): Promise<SignInAsk> {
  const cookie = cookiesOf(await postJson(`${serverUrl}/v1/auth/email`, { email }));
  // The mail is sent after the answer, so that the answer's timing reveals nothing; it arrives a moment later.
  const deadline = performance.now() + MAIL_BOUND_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`${serverUrl}/dev/mailbox`, { headers: { accept: 'application/json', cookie } });
    const { mails } = (await answer.json()) as Mailbox;
    const mail = mails.find(({ to }) => to === email);
    if (mail) return { token: new URL(mail.link).searchParams.get('token') ?? '', code: mail.code, cookie };
  }
  throw new Error(`no sign-in mail to ${email} within ${MAIL_BOUND_MS / 1000} s`);
}

export async function signInOverHttp(serverUrl: string, email: string): Promise<HttpPerson> {
  const { token, cookie: browser } = await askToSignIn(serverUrl, email);
  const verified = await postJson(`${serverUrl}/v1/auth/email/verify`, { token }, { cookie: browser });
  const cookie = cookiesOf(verified);
  const { user } = (await verified.json()) as { user: { id: string } };
  return {
    userId: user.id,
    cookie,
    fetch: (path, init = {}) => fetch(`${serverUrl}${path}`, { ...init, headers: { ...init.headers, cookie } }),
  };
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

async function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}
