// Recovery codes: for a person who has lost the mailbox and every passkey. Invariants: a code works once; only a slow hash is stored, with
// one salt for all codes of a person, so that trying a code costs the same whoever's it is; new codes replace all older ones.
import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import type { Pool, PoolClient } from 'pg';
import type { UserId } from '#schema/ids.ts';
import type { Clock } from '../http/context.ts';

export const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. Sixteen of them are 80 bits. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz0';
const CODE_LENGTH = 16;
const GROUP = 4;
const COST: ScryptOptions = { N: 2 ** 14, r: 8, p: 1 };
const HASH_BYTES = 32;

const newCode = (): string => Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('');

const grouped = (code: string): string => code.replaceAll(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');

/** The code as it is hashed, of what somebody typed: without dashes and blanks, in small letters. */
export const typedCode = (typed: string): string => typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const slowly = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const hashOf = async (code: string, salt: string): Promise<Buffer> =>
  slowly(code, Buffer.from(salt, 'base64url'), HASH_BYTES, COST);

/** Replaces the person's codes and returns the new ones, for the only time. */
export async function makeRecoveryCodes(client: PoolClient, clock: Clock, userId: UserId): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  const salt = randomBytes(16).toString('base64url');
  const hashes = await Promise.all(codes.map(async (code) => (await hashOf(code, salt)).toString('base64url')));
  // Of two requests at once, the codes of one remain.
  await client.query('select from users where id = $1 for update', [userId]);
  await client.query('delete from ops.recovery_codes where user_id = $1', [userId]);
  await client.query(
    `insert into ops.recovery_codes (user_id, code_hash, salt, made_at) select $1, hash, $3, $4 from unnest($2::text[]) as hash`,
    [userId, hashes, salt, clock.now()],
  );
  return codes.map(grouped);
}

export interface RecoveryCodesLeft {
  left: number;
  madeAt: string | null;
}

export async function countRecoveryCodes(db: Pick<Pool, 'query'>, userId: UserId): Promise<RecoveryCodesLeft> {
  const { rows } = await db.query<{ left: string; made_at: Date | null }>(
    'select count(*) filter (where used_at is null) as left, max(made_at) as made_at from ops.recovery_codes where user_id = $1',
    [userId],
  );
  return { left: Number(rows[0]?.left ?? 0), madeAt: rows[0]?.made_at?.toISOString() ?? null };
}

/** Hashed for addresses without codes, so that their answer takes as long. */
const NOBODYS_SALT = randomBytes(16).toString('base64url');

export type RecoveryUse = { kind: 'proven'; userId: UserId; left: number } | { kind: 'wrong'; userId: UserId | null };

/** Uses the code up. The codes stay readable while the hash is computed, so no lock is held for that long. */
export async function useRecoveryCode(
  client: PoolClient,
  clock: Clock,
  { email, code }: { email: string; code: string },
): Promise<RecoveryUse> {
  const { rows } = await client.query<{ user_id: UserId; code_hash: string | null; salt: string | null }>(
    `select u.id as user_id, r.code_hash, r.salt from users u
       left join ops.recovery_codes r on r.user_id = u.id and r.used_at is null
      where lower(u.email) = $1`,
    [email],
  );
  const userId = rows[0]?.user_id ?? null;
  const hash = await hashOf(typedCode(code), rows[0]?.salt ?? NOBODYS_SALT);
  const found = rows.find(({ code_hash }) => code_hash !== null && isEqual(Buffer.from(code_hash, 'base64url'), hash));
  if (!found || userId === null) return { kind: 'wrong', userId };
  const used = await client.query(
    'update ops.recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null',
    [userId, found.code_hash, clock.now()],
  );
  if (used.rowCount === 0) return { kind: 'wrong', userId };
  return { kind: 'proven', userId, left: rows.length - 1 };
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
