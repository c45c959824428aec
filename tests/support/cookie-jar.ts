// A browser as far as HTTP goes: it keeps the cookies of one server and follows no redirect by itself.
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  set(header: string): void {
    for (const pair of header.split('; ')) {
      const [name = '', ...value] = pair.split('=');
      if (name !== '') this.#cookies.set(name, value.join('='));
    }
  }

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), cookie: this.header };
    const answer = await fetch(new URL(path, this.origin), { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...rules] = line.split('; ');
      this.set(pair);
      if (rules.some((rule) => rule === 'Max-Age=0')) this.#cookies.delete(pair.split('=')[0] ?? '');
    }
    return answer;
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }
}

/** Follows redirects of other servers, with a jar for each, until one leads to `home`. */
export async function followUntil(home: string, start: string): Promise<URL> {
  const jars = new Map<string, CookieJar>();
  let url = new URL(start);
  for (let steps = 0; steps < 20; steps += 1) {
    if (url.href.startsWith(`${home}/`)) return url;
    const jar = jars.get(url.origin) ?? new CookieJar(url.origin);
    jars.set(url.origin, jar);
    const answer = await jar.fetch(url.href);
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${url.href}: ${answer.status} ${await answer.text()}`);
    url = new URL(location, url);
  }
  throw new Error('too many redirects');
}
