// Removes secrets from a text that is printed: programs put addresses and keys into their messages.
const SECRET_NAME = /SECRET|PASSWORD|TOKEN|_KEY|_KEY_ID$/;
/** Shorter texts occur by chance. */
const MIN_LENGTH = 4;

export function hideSecrets(text: string, source: Record<string, string | undefined>): string {
  let hidden = text;
  for (const secret of secretsIn(source)) hidden = hidden.replaceAll(secret, '…');
  return hidden;
}

function secretsIn(source: Record<string, string | undefined>): string[] {
  const secrets = Object.entries(source).flatMap(([name, value]) => {
    if (!value) return [];
    if (SECRET_NAME.test(name)) return [value, ...value.split(',').map((part) => part.trim())];
    return URL.canParse(value) ? passwordsOf(new URL(value)) : [];
  });
  return secrets.filter((secret) => secret.length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
}

const passwordsOf = ({ password, searchParams }: URL): string[] => [
  password,
  decoded(password),
  ...['password', 'pass'].flatMap((name) => searchParams.get(name) ?? []),
];

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
