// Brings an archive into the account of the person who is signed in. The account takes the person id of the archive and keeps its
// address, its ways to sign in, its rights and the session of the request. Invariants: all of it happens in one transaction or nothing;
// the account was empty; nobody else's row is touched or referred to; the ledger's sums equal the balances.
import { randomUUID } from 'node:crypto';
import { countByArea } from '#schema/leaving/areas.ts';
import { MADE_BY_SIGN_UP, PROFILE_COLUMNS, travellingTables, type ArrivalAnswer } from '#schema/leaving/arrival.ts';
import { ownedTables } from '#schema/leaving/own-rows.ts';
import type { UserId } from '#schema/ids.ts';
import { quoted, quotedTable } from '#schema/tables.ts';
import { endFamilies } from '../auth/session-families.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { ReceivedArchive } from './arrival-body.ts';
import { insertArrived, stageRows } from './arrival-rows.ts';
import { personColumns, type ArrivalShape } from './arrival-shape.ts';
import { forgetScope } from './deletion.ts';
import { planDue } from './plan-due.ts';
import { refused } from './refused.ts';

export interface ArrivalDeps {
  /** Without a time limit for a statement. */
  pool: Pool;
  shape: ArrivalShape;
  now: Date;
  /** Called in the transaction, with the id that the account has from now on. */
  note(client: PoolClient, userId: UserId, answer: ArrivalAnswer): Promise<void>;
}

/** A trial that has ended: its transaction is rolled back. */
class Tried extends Error {
  override readonly name = 'Tried';
  readonly answer: ArrivalAnswer;

  constructor(answer: ArrivalAnswer) {
    super('a trial of an archive');
    this.answer = answer;
  }
}

/** Throws RequestError: signed_out, conflict, bad_file. */
export async function bringIn(
  { pool, shape, now, note }: ArrivalDeps,
  account: { userId: UserId; familyId: string },
  { header, profile, file }: ReceivedArchive,
): Promise<ArrivalAnswer> {
  const userId = header.person.id as UserId;
  try {
    return await withSession(pool, async ({ client, db }) => {
      await checkReceiver(client, account.userId, userId);
      await stageRows(client, file);
      await removeSetUp(client, account.userId);
      if (account.userId !== userId) await moveAccount(client, now, account, userId);
      if (profile) await takeProfile(client, now, userId, profile);
      const { tables, lacking } = await insertArrived(client, shape, userId);
      await checkBalances(client, userId);
      if (header.madeBy === 'device') {
        await planDue(db, now, userId).catch((error: unknown) => {
          // Only commands check what such a column holds.
          throw error instanceof TypeError || error instanceof RangeError ? refused('A reminder in it cannot be read.') : error;
        });
      }
      const answer = { rows: Object.values(tables).reduce((sum, count) => sum + count, 0), tables, lacking };
      if (header.isTrial) throw new Tried(answer);
      if (lacking.length > 0 && !header.leavesOut) throw refused('Some of its rows refer to what this server does not have.');
      await note(client, userId, answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof Tried) return error.answer;
    throw error;
  }
}

/** Commands, sign-ins and the deletion of the same person wait for the lock, and then find another id. */
async function checkReceiver(client: PoolClient, receiver: UserId, arriving: UserId): Promise<void> {
  const { rows } = await client.query<{ id: string; deletion_due_at: Date | null }>(
    'select id, deletion_due_at from users where id = $1 for update',
    [receiver],
  );
  const [account] = rows;
  if (!account) throw new RequestError('signed_out');
  if (account.deletion_due_at) throw conflict('This account will be deleted. Keep it first, then bring the archive in.');
  if (arriving !== receiver) {
    const { rowCount } = await client.query('select from users where id = $1', [arriving]);
    if (rowCount !== 0) {
      throw conflict(
        'The account this archive was made from is still on this server. Sign in to that account, or delete it there first.',
      );
    }
  }
  const inTheWay = countByArea(await rowsInTheWay(client, receiver));
  if (inTheWay.length > 0) {
    const words = inTheWay.map(({ area, rows: count }) => `${area} (${count})`).join(', ');
    throw conflict(`An archive needs an empty account, and this one has entries: ${words}. Use another account for the archive.`);
  }
}

const conflict = (detail: string): RequestError => new RequestError('conflict', detail);

async function rowsInTheWay(client: PoolClient, userId: UserId): Promise<Record<string, number>> {
  const counts = travellingTables
    .filter(({ entry }) => !MADE_BY_SIGN_UP.includes(entry.name))
    .map(
      ({ entry, condition }) =>
        `select '${entry.name}' as name, count(*) as count from ${quotedTable(entry.name)} r where ${condition}`,
    );
  const { rows } = await client.query<{ name: string; count: number }>(
    `select name, count from (${counts.join(' union all ')}) c where count > 0 order by name`,
    [userId],
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

async function removeSetUp(client: PoolClient, userId: UserId): Promise<void> {
  for (const { entry, condition } of ownedTables) {
    if (!MADE_BY_SIGN_UP.includes(entry.name)) continue;
    // A mail about the account's safety that has not been sent yet is neither a command nor a notice, and stays planned.
    const planned = entry.name === 'due' ? 'and (r.command is not null or r.notice is not null)' : '';
    await client.query(`delete from ${quotedTable(entry.name)} r where ${condition} ${planned}`, [userId]);
  }
}

/** Everything that names the person names the new id afterwards, except for the audit log, which is not rewritten. */
async function moveAccount(
  client: PoolClient,
  now: Date,
  { userId: from, familyId }: { userId: UserId; familyId: string },
  to: UserId,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'public.users'::regclass and attnum > 0 and not attisdropped
      order by attnum`,
  );
  const columns = rows.map(({ name }) => name).filter((name) => !['id', 'email', 'updated_at'].includes(name));
  const list = columns.map(quoted).join(', ');
  // The address is unique, so the new row gets it when the old one is gone.
  await client.query(`insert into users (id, email, updated_at, ${list}) select $2, $3, $4, ${list} from users where id = $1`, [
    from,
    to,
    `${randomUUID()}@moving.invalid`,
    now,
  ]);
  await endFamilies(client, from, await otherFamilies(client, from, familyId));
  for (const { table, column } of await personColumns(client)) {
    await client.query(`update ${table} set ${column} = $2 where ${column} = $1`, [from, to]);
  }
  const old = await client.query<{ email: string }>('delete from users where id = $1 returning email', [from]);
  await client.query('update users set email = $2 where id = $1', [to, old.rows[0]?.email]);
  await forgetScope(client, from);
}

/** The other devices sign in again: they have the rows of an id that is no more. */
async function otherFamilies(client: PoolClient, userId: UserId, familyId: string): Promise<string[]> {
  const { rows } = await client.query<{ family_id: string }>(
    'select distinct family_id from sessions where user_id = $1 and family_id <> $2 order by family_id',
    [userId, familyId],
  );
  return rows.map(({ family_id }) => family_id);
}

async function takeProfile(client: PoolClient, now: Date, userId: UserId, profile: Record<string, unknown>): Promise<void> {
  const sets = PROFILE_COLUMNS.map((column) => `${quoted(column)} = coalesce(x.${quoted(column)}, u.${quoted(column)})`);
  await client
    .query(
      `update users u set ${sets.join(', ')}, updated_at = $3
         from json_populate_record(null::public.users, $2::json) x where u.id = $1`,
      [userId, JSON.stringify(profile), now],
    )
    .catch((error: unknown) => {
      throw error instanceof Error && 'code' in error && String(error.code).startsWith('22')
        ? refused('The person of the archive has a value that cannot be.')
        : error;
    });
}

const BALANCES_SQL = `
  select coalesce((select sum(coins) from points_ledger where user_id = $1), 0)::float8 as coins,
         coalesce((select sum(xp) from points_ledger where user_id = $1), 0)::float8 as xp,
         coalesce((select sum(total_coins) from user_wallet where user_id = $1), 0)::float8 as wallet,
         coalesce((select sum(total_xp) from user_progress where user_id = $1), 0)::float8 as progress`;

async function checkBalances(client: PoolClient, userId: UserId): Promise<void> {
  const { rows } = await client.query<{ coins: number; xp: number; wallet: number; progress: number }>(BALANCES_SQL, [userId]);
  const [sums] = rows;
  if (!sums) return;
  if (sums.coins !== sums.wallet) {
    throw refused(`Its wallet has ${sums.wallet} coins, and its entries add up to ${sums.coins}.`);
  }
  if (sums.xp !== sums.progress) throw refused(`Its level has ${sums.progress} XP, and its entries add up to ${sums.xp}.`);
}
