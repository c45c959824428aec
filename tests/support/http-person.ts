// A person who signs in over HTTP, the way the app does: asks for a link, reads it in the development mailbox, uses it.

export interface HttpPerson {
  userId: string;
  cookie: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

interface Mailbox {
  mails: { to: string; link: string }[];
}

/** Asks for a sign-in link and gives the token it carries. */
export async function askForSignInToken(serverUrl: string, email: string): Promise<string> {
  await postJson(`${serverUrl}/v1/auth/email`, { email });
  // The mail is sent after the answer, so that its time tells nothing; it is there a moment later.
  for (;;) {
    const answer = await fetch(`${serverUrl}/dev/mailbox`, { headers: { accept: 'application/json' } });
    const { mails } = (await answer.json()) as Mailbox;
    const mail = mails.find(({ to }) => to === email);
    if (mail) return new URL(mail.link).searchParams.get('token') ?? '';
  }
}

export async function signInOverHttp(serverUrl: string, email: string): Promise<HttpPerson> {
  const token = await askForSignInToken(serverUrl, email);
  const verified = await postJson(`${serverUrl}/v1/auth/email/verify`, { token });
  const cookie = verified.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { user } = (await verified.json()) as { user: { id: string } };
  return {
    userId: user.id,
    cookie,
    fetch: (path, init = {}) => fetch(`${serverUrl}${path}`, { ...init, headers: { ...init.headers, cookie } }),
  };
}

async function postJson(url: string, body: unknown): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}
