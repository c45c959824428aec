// A real OpenID Connect provider on this machine, whose people sign in there without a password.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import type { ProviderSettings } from '#server/auth/provider-settings.ts';

export interface ProviderPerson {
  email?: string;
  email_verified?: boolean;
  name?: string;
}

export interface OidcProvider {
  settings: ProviderSettings;
  /** Who signs in there next. */
  person: string;
  people: Map<string, ProviderPerson>;
  close(): Promise<void>;
}

export async function startOidcProvider(redirectUris: string[]): Promise<OidcProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const issuer = `http://localhost:${address.port}`;
  const people = new Map<string, ProviderPerson>();
  const clientId = 'cadence';
  const clientSecret = 'a secret of the tests';
  const scope = 'openid email profile';
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    scopes: scope.split(' '),
    // Without these the provider says at length that they are the defaults.
    jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of the tests'] },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope(scope);
      await grant.save();
      return grant;
    },
  });
  const found: OidcProvider = {
    settings: { id: 'oidc', name: 'Test Provider', kind: 'oidc', issuer, clientId, clientSecret },
    person: '',
    people,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: found.person } });
    } else {
      void handle(request, response);
    }
  });
  return found;
}
