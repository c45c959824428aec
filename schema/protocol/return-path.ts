// Where a person goes after signing in, as an address of the app names it. Anybody can write such an address, so it is checked on both
// sides: it leads to a page of the app and nowhere else.

const HERE = 'https://app.invalid';
const MAX_LENGTH = 500;

/** The path, or null when it could lead out of the app. */
export function safeReturnPath(text: string | null | undefined): string | null {
  // A browser reads `//host` and `/\host` as another site, and skips tabs and line ends in an address.
  if (!text || text.length > MAX_LENGTH || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return null;
  const url = URL.canParse(text, HERE) ? new URL(text, HERE) : null;
  if (url === null || url.origin !== HERE || /^\/(v1|dev)(\/|$)/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
