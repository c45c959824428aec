// Generates the secrets in cookies, links and mails. Only their hashes are stored.
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 32 random bytes in base64url, for a cookie or a link. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Eight digits for a person to type. */
export const newCode = (): string => String(randomInt(100_000_000)).padStart(8, '0');

/** Hashed together with a secret that is not stored; eight digits alone could be brute-forced in a second. */
export const hashCode = (secret: string, code: string): string => hashToken(`${secret}:${code}`);

/** On https the `__Host-` prefix prevents other hosts of the domain, and pages over plain HTTP, from setting the cookie. */
export const cookieName = (name: string, isHttps: boolean): string => (isHttps ? `__Host-${name}` : name);
