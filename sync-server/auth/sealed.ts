// Encrypts what other services give us and what a sign-in keeps between two requests (AES-256-GCM). Invariants: a sealed text opens only
// under the name that it was sealed for, so that it cannot be moved to another row; all servers of one database share the key.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../http/context.ts';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Seal {
  close(text: string, name: string): string;
  /** Null when the text was sealed under another name or key, or was changed. */
  open(sealed: string, name: string): string | null;
}

/** The first key seals; the others only open, so that a key can be replaced. */
export function createSeal(keys: readonly string[]): Seal {
  const derived = keys.map((key) => createHash('sha256').update(key).digest());
  const [first] = derived;
  if (!first) throw new Error('there is no key');
  return {
    close(text, name) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first, iv).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${sealed.toString('base64url')}`;
    },
    open(sealed, name) {
      const [version, body = ''] = sealed.split('.');
      const bytes = Buffer.from(body, 'base64url');
      if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) return null;
      for (const key of derived) {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(name))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        try {
          const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
          return Buffer.concat([text, decipher.final()]).toString('utf8');
        } catch {
          // Another key may fit.
        }
      }
      return null;
    },
  };
}

const KEY_NAME = 'token-key';

/** Without keys in the settings, one is made at the first start and kept in the database. */
export async function openSeal(pool: Pool, clock: Clock, keys: readonly string[]): Promise<Seal> {
  if (keys.length > 0) return createSeal(keys);
  // Of two servers that start together, the first one's key is stored.
  await pool.query('insert into ops.secrets (name, value, created_at) values ($1, $2, $3) on conflict (name) do nothing', [
    KEY_NAME,
    randomBytes(32).toString('base64url'),
    clock.now(),
  ]);
  const { rows } = await pool.query<{ value: string }>('select value from ops.secrets where name = $1', [KEY_NAME]);
  const [kept] = rows;
  if (!kept) throw new Error('the key for tokens was not stored');
  return createSeal([kept.value]);
}
