// Reads the sign-in providers from the environment.
//
//   OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME    any OpenID Connect provider; further ones as OIDC_2_ISSUER … OIDC_9_ISSUER
//   GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET                        Google
//   GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET                        GitHub; GITHUB_URL names a GitHub Enterprise server
//
// Each provider has to know the address PUBLIC_URL/v1/auth/providers/<id>/callback, with <id> oidc, oidc-2 …, google or github.
export interface ProviderSettings {
  /** In the addresses of its routes. */
  id: string;
  /** On its button. */
  name: string;
  kind: 'oidc' | 'github';
  /** Identifies the provider in the database: the operator may give an id to another provider later. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

type Source = Record<string, string | undefined>;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Plain http shows every token to the network, so it is accepted only on this machine. */
const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
};

export function readProviders(source: Source): { providers: ProviderSettings[]; problems: string[] } {
  const problems: string[] = [];
  const providers: ProviderSettings[] = [];
  const add = (
    { id, name, kind, issuer }: Omit<ProviderSettings, 'clientId' | 'clientSecret'>,
    [issuerName, idName, secretName]: readonly [string, string, string],
  ): void => {
    const [clientId, clientSecret] = [source[idName]?.trim(), source[secretName]?.trim()];
    const missing = clientId ? secretName : idName;
    const present = [issuerName, idName, secretName].find((one) => source[one]?.trim()) ?? issuerName;
    if (!clientId || !clientSecret) problems.push(`${present}: needs ${missing}`);
    else if (!isSafeUrl(issuer)) problems.push(`${issuerName}: must be a URL that begins with https://`);
    else providers.push({ id, name, kind, issuer, clientId, clientSecret });
  };
  const isGiven = (...names: string[]) => names.some((name) => source[name]?.trim());

  if (isGiven('GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET')) {
    const google = { id: 'google', name: 'Google', kind: 'oidc', issuer: 'https://accounts.google.com' } as const;
    add(google, ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET']);
  }
  if (isGiven('GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET')) {
    const issuer = (source['GITHUB_URL']?.trim() || 'https://github.com').replace(/\/+$/, '');
    add({ id: 'github', name: 'GitHub', kind: 'github', issuer }, ['GITHUB_URL', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET']);
  }
  for (let number = 1; number <= 9; number += 1) {
    const prefix = number === 1 ? 'OIDC' : `OIDC_${number}`;
    const names = [`${prefix}_ISSUER`, `${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`] as const;
    if (!isGiven(...names)) continue;
    const issuer = source[names[0]]?.trim() ?? '';
    const name = source[`${prefix}_NAME`]?.trim() || (URL.canParse(issuer) ? new URL(issuer).hostname : issuer);
    add({ id: number === 1 ? 'oidc' : `oidc-${number}`, name, kind: 'oidc', issuer }, names);
  }
  return { providers, problems };
}
