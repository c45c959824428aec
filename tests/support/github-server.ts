// GitHub's way to sign in, as its documentation describes it: OAuth with PKCE, then the user and the addresses by the API.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ProviderSettings } from '#server/auth/provider-settings.ts';

export interface GithubServer {
  settings: ProviderSettings;
  user: { id: number; login: string; name: string | null };
  emails: { email: string; primary: boolean; verified: boolean }[];
  close(): Promise<void>;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

export async function startGithubServer(): Promise<GithubServer> {
  const challenges = new Map<string, { challenge: string; redirect: string }>();
  const tokens = new Set<string>();
  const settings = { id: 'github', name: 'GitHub', kind: 'github', clientId: 'cadence', clientSecret: 'shh' } as const;
  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://github');
    if (pathname === '/login/oauth/authorize') {
      const code = randomBytes(10).toString('hex');
      const redirect = searchParams.get('redirect_uri') ?? '';
      challenges.set(code, { challenge: searchParams.get('code_challenge') ?? '', redirect });
      const back = new URL(redirect);
      back.search = new URLSearchParams({ code, state: searchParams.get('state') ?? '' }).toString();
      response.writeHead(302, { location: back.href }).end();
    } else if (pathname === '/login/oauth/access_token') {
      const form = await formOf(request);
      const known = challenges.get(form.get('code') ?? '');
      challenges.delete(form.get('code') ?? '');
      const hash = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const isRight =
        known?.challenge === hash && known.redirect === form.get('redirect_uri') && form.get('client_secret') === 'shh';
      // GitHub answers 200 to a wrong code, too.
      if (!isRight) return json(response, 200, { error: 'bad_verification_code' });
      const token = `gho_${randomBytes(10).toString('hex')}`;
      tokens.add(token);
      json(response, 200, { access_token: token, token_type: 'bearer', scope: 'read:user,user:email' });
    } else if (!tokens.has(request.headers.authorization?.replace('Bearer ', '') ?? '')) {
      json(response, 401, { message: 'Bad credentials' });
    } else if (pathname === '/api/v3/user') json(response, 200, found.user);
    else if (pathname === '/api/v3/user/emails') json(response, 200, found.emails);
    else json(response, 404, {});
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const found: GithubServer = {
    settings: { ...settings, issuer: `http://localhost:${address.port}` },
    user: { id: 1, login: 'octocat', name: 'The Octocat' },
    emails: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return found;
}
