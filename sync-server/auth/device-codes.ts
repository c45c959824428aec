// Codes that sign in a new device. Invariants: a code works once, for five minutes, and ends after five wrong attempts; it gives
// nothing before the device that shows it has confirmed; and nothing after that device's session has ended.
// Each function runs in the caller's transaction.
import { randomInt } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { PoolClient } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import { CODE_ALPHABET, CODE_LENGTH, type ClaimState, type ShownCode } from '#schema/protocol/device-codes.ts';
import { hashToken, newToken } from './tokens.ts';

type Client = Pick<PoolClient, 'query'>;

export const CODE_SECONDS = 300;
const MAX_TRIES = 5;
const WORDS = 4;
/** The part of a code that names its row. */
const ID_LENGTH = 4;

const randomOf = <Item>(items: ArrayLike<Item>): Item => items[randomInt(items.length)] as Item;

const newDeviceCode = (): string => Array.from({ length: CODE_LENGTH }, () => randomOf(CODE_ALPHABET)).join('');

/** All different, so that a page can list them. */
function newWords(): string {
  const words = new Set<string>();
  while (words.size < WORDS) words.add(randomOf(wordlist));
  return [...words].join(' ');
}

/** A new code of this device; its earlier one ends. */
export async function showCode(
  client: Client,
  now: Date,
  { userId, familyId }: { userId: UserId; familyId: string },
): Promise<{ id: string; code: string }> {
  await client.query('delete from ops.device_codes where family_id = $1 or expires_at <= $2', [familyId, now]);
  for (;;) {
    const id = newId();
    const code = newDeviceCode();
    const { rowCount } = await client.query(
      `insert into ops.device_codes (id, user_id, family_id, code_id, code_hash, words, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (code_id) do nothing`,
      [
        ...[id, userId, familyId, code.slice(0, ID_LENGTH), hashToken(code)],
        ...[newWords(), now, new Date(now.getTime() + CODE_SECONDS * 1000)],
      ],
    );
    if (rowCount === 1) return { id, code };
  }
}

interface CodeRow {
  id: string;
  user_id: UserId;
  family_id: string;
  words: string;
  device_name: string | null;
  address: string | null;
  claimed_at: Date | null;
  confirmed_at: Date | null;
}

const COLUMNS = 'id, user_id, family_id, words, device_name, address, claimed_at, confirmed_at';

/** For the device that shows the code. */
export async function lookAtShown(client: Client, now: Date, id: string, familyId: string): Promise<ShownCode> {
  const { rows } = await client.query<CodeRow>(
    `select ${COLUMNS} from ops.device_codes where id = $1 and family_id = $2 and expires_at > $3`,
    [id, familyId, now],
  );
  const [row] = rows;
  if (!row) return { state: 'gone' };
  if (row.confirmed_at) return { state: 'confirmed' };
  if (!row.claimed_at) return { state: 'shown' };
  return { state: 'claimed', words: row.words.split(' '), device: row.device_name, address: row.address };
}

/** True when a claimed code was confirmed. */
export async function confirmShown(client: Client, now: Date, id: string, familyId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ops.device_codes set confirmed_at = $3
      where id = $1 and family_id = $2 and expires_at > $3 and claimed_at is not null and confirmed_at is null`,
    [id, familyId, now],
  );
  return rowCount === 1;
}

/** Ends a code. Returns whether somebody had claimed it. */
export async function refuseShown(client: Client, id: string, familyId: string): Promise<{ wasClaimed: boolean }> {
  const { rows } = await client.query<{ was_claimed: boolean }>(
    'delete from ops.device_codes where id = $1 and family_id = $2 returning claimed_at is not null as was_claimed',
    [id, familyId],
  );
  return { wasClaimed: rows[0]?.was_claimed === true };
}

export type Claimed =
  | { kind: 'claimed'; claim: string; words: string[] }
  /** `userId`: whose code was tried, when its first half was right. */
  | { kind: 'wrong'; userId: UserId | null };

/** Uses a code up. The caller must commit whatever the result, because wrong attempts count. */
export async function claimCode(
  client: Client,
  now: Date,
  { code, deviceName, address }: { code: string; deviceName: string | null; address: string },
): Promise<Claimed> {
  const { rows } = await client.query<{ id: string; user_id: UserId; code_hash: string; words: string; tries: number }>(
    `select id, user_id, code_hash, words, tries from ops.device_codes
      where code_id = $1 and expires_at > $2 and claimed_at is null for update`,
    [code.slice(0, ID_LENGTH), now],
  );
  const [row] = rows;
  if (!row) return { kind: 'wrong', userId: null };
  if (row.code_hash !== hashToken(code)) {
    if (row.tries + 1 >= MAX_TRIES) await client.query('delete from ops.device_codes where id = $1', [row.id]);
    else await client.query('update ops.device_codes set tries = tries + 1 where id = $1', [row.id]);
    return { kind: 'wrong', userId: row.user_id };
  }
  const claim = newToken();
  await client.query(
    'update ops.device_codes set claim_hash = $2, claimed_at = $3, device_name = $4, address = $5 where id = $1',
    [row.id, hashToken(claim), now, deviceName, address],
  );
  return { kind: 'claimed', claim, words: row.words.split(' ') };
}

/** For the new device. */
export async function lookAtClaim(client: Client, now: Date, claim: string): Promise<ClaimState> {
  const { rows } = await client.query<{ confirmed_at: Date | null; email: string }>(
    `select d.confirmed_at, u.email from ops.device_codes d join users u on u.id = d.user_id
      where d.claim_hash = $1 and d.expires_at > $2`,
    [hashToken(claim), now],
  );
  const [row] = rows;
  if (!row) return { state: 'gone' };
  return row.confirmed_at ? { state: 'confirmed', email: row.email } : { state: 'claimed' };
}

/** Uses a confirmed claim up; null when it is not confirmed, used or expired, or the device that confirmed it is signed out. */
export async function redeemClaim(
  client: Client,
  now: Date,
  claim: string,
): Promise<{ id: string; userId: UserId; familyId: string } | null> {
  const { rows } = await client.query<CodeRow>(
    `delete from ops.device_codes d where claim_hash = $1 and expires_at > $2 and confirmed_at is not null
        and exists (select from sessions s where s.family_id = d.family_id and s.user_id = d.user_id and s.expires_at > $2)
     returning ${COLUMNS}`,
    [hashToken(claim), now],
  );
  const [row] = rows;
  return row ? { id: row.id, userId: row.user_id, familyId: row.family_id } : null;
}
