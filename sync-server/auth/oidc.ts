// Signing in by another service, as OAuth 2 with PKCE describes it: OpenID Connect where the service has it, and GitHub by its API.
// Invariants: every address given to a provider comes from the server's settings; an address counts only if the provider says that it
// has verified it.
import * as oauth from 'openid-client';
import { z } from 'zod';
import type { ProviderSettings } from './provider-settings.ts';

const ANSWERS_WITHIN_S = 10;

export interface Identity {
  issuer: string;
  /** Never changes and is never given to somebody else, unlike an address. */
  subject: string;
  /** Verified by the provider; null when it has none that is. */
  email: string | null;
  name: string | null;
  /** How the person knows the account: its address or user name. */
  label: string | null;
  tokens: {
    access: string | null;
    refresh: string | null;
    id: string | null;
    type: string | null;
    scope: string | null;
    expiresInS: number | null;
  };
}

/** Secrets of one attempt. Only `state` is visible in addresses. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Provider {
  readonly settings: ProviderSettings;
  /** Where the person's browser goes. */
  start(attempt: Attempt): Promise<URL>;
  /** Redeems what the provider sent the browser back with. Throws when the provider refuses or its answer is not right. */
  finish(query: string, attempt: Attempt): Promise<Identity>;
}

export function createProvider(settings: ProviderSettings, appUrl: () => string): Provider {
  let opened: Promise<oauth.Configuration> | undefined;
  const configuration = (): Promise<oauth.Configuration> => {
    opened ??= configure(settings).catch((error: unknown) => {
      // A provider that is down now may be back at the next attempt.
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const callback = () => `${appUrl()}/v1/auth/providers/${settings.id}/callback`;
  return {
    settings,
    async start({ state, nonce, verifier }) {
      return oauth.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback(),
        scope: settings.kind === 'github' ? 'read:user user:email' : 'openid email profile',
        state,
        ...(settings.kind === 'oidc' && { nonce }),
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    async finish(query, { state, nonce, verifier }) {
      const config = await configuration();
      const checks = { expectedState: state, pkceCodeVerifier: verifier };
      const url = new URL(`${callback()}${query}`);
      if (settings.kind === 'github') return githubIdentity(settings, await oauth.authorizationCodeGrant(config, url, checks));
      const tokens = await oauth.authorizationCodeGrant(config, url, { ...checks, expectedNonce: nonce, idTokenExpected: true });
      return oidcIdentity(settings, config, tokens);
    },
  };
}

async function configure({ kind, issuer, clientId, clientSecret }: ProviderSettings): Promise<oauth.Configuration> {
  // The settings accept plain http only on this machine.
  const insecure = issuer.startsWith('http:') ? [oauth.allowInsecureRequests] : [];
  if (kind === 'oidc') {
    return oauth.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute: insecure, timeout: ANSWERS_WITHIN_S });
  }
  const github = new oauth.Configuration(
    {
      issuer,
      authorization_endpoint: `${issuer}/login/oauth/authorize`,
      token_endpoint: `${issuer}/login/oauth/access_token`,
    },
    clientId,
    clientSecret,
  );
  github.timeout = ANSWERS_WITHIN_S;
  for (const allow of insecure) allow(github);
  return github;
}

type Tokens = Awaited<ReturnType<typeof oauth.authorizationCodeGrant>>;

const tokensOf = (tokens: Tokens): Identity['tokens'] => ({
  access: tokens.access_token,
  refresh: tokens.refresh_token ?? null,
  id: tokens.id_token ?? null,
  type: tokens.token_type,
  scope: tokens.scope ?? null,
  expiresInS: tokens.expires_in ?? null,
});

const emailText = z.string().trim().max(254).pipe(z.email());
const MAX_NAME = 200;
const nameText = z.string().trim().min(1).max(MAX_NAME);

const textOr = <Schema extends z.ZodType<string>>(schema: Schema, value: unknown): string | null => {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
};

async function oidcIdentity({ issuer }: ProviderSettings, config: oauth.Configuration, tokens: Tokens): Promise<Identity> {
  const claims = tokens.claims();
  if (!claims) throw new Error('the provider sent no ID token');
  const hasEmail = claims['email'] !== undefined;
  const told: Record<string, unknown> =
    hasEmail || !config.serverMetadata().userinfo_endpoint
      ? claims
      : await oauth.fetchUserInfo(config, tokens.access_token, claims.sub);
  const email = textOr(emailText, told['email']);
  const name = textOr(nameText, told['name']);
  return {
    issuer,
    subject: claims.sub,
    email: told['email_verified'] === true ? email : null,
    name,
    label: email ?? name,
    tokens: tokensOf(tokens),
  };
}

const githubUser = z.object({ id: z.number().int(), login: z.string().max(MAX_NAME), name: z.string().nullish() });
const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() })).max(1_000);

async function githubIdentity({ issuer }: ProviderSettings, tokens: Tokens): Promise<Identity> {
  const api = issuer === 'https://github.com' ? 'https://api.github.com' : `${issuer}/api/v3`;
  const get = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${api}${path}`, {
      headers: {
        authorization: `Bearer ${tokens.access_token}`,
        accept: 'application/vnd.github+json',
        'user-agent': 'Cadence',
      },
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWERS_WITHIN_S * 1000),
    });
    if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${path}`);
    return answer.json();
  };
  const user = githubUser.parse(await get('/user'));
  const verified = githubEmails.parse(await get('/user/emails')).filter((one) => one.verified);
  const chosen = verified.find((one) => one.primary) ?? verified[0];
  return {
    issuer,
    subject: String(user.id),
    email: textOr(emailText, chosen?.email),
    name: textOr(nameText, user.name),
    label: user.login,
    tokens: tokensOf(tokens),
  };
}
