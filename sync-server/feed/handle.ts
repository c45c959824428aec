// Handles: `<epoch tag>-<scope tag>-<xmin when it was given>.<unique>`. A request whose epoch or scope tag is not today's must
// refetch. The xid tells how old the client's first read is, so that a long first read is not mistaken for an old cursor.
import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { WIRE_VERSION } from '#schema/protocol/commands.ts';

export interface Handle {
  readonly epochTag: string;
  readonly scopeTag: string;
  /** Every transaction below it had ended when the handle was given. */
  readonly givenAtXid: bigint;
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

export const scopeTag = (scope: string): string => shortHash(`scope ${scope}`).slice(0, 8);

/** A handle that was never given before. */
export function newHandle(epochTag: string, scope: string, givenAtXid: bigint): string {
  return `${epochTag}-${scopeTag(scope)}-${givenAtXid.toString(36)}.${randomBytes(6).toString('hex')}`;
}

/** Null when it was not given by any server of ours, a real Electric's for example. */
export function parseHandle(text: string): Handle | null {
  const match = /^([0-9a-f]{12})-([0-9a-f]{8})-([0-9a-z]{1,13})\.[0-9a-f]{12}$/.exec(text);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  let givenAtXid = 0n;
  for (const digit of match[3]) givenAtXid = givenAtXid * 36n + BigInt(parseInt(digit, 36));
  return { epochTag: match[1], scopeTag: match[2], givenAtXid };
}

/**
 * What the database is: its stored epoch, the cluster and database it lives in, the timeline, the wire. A database restored
 * from a backup differs in one of them. Some hosts forbid the control functions; then the stored epoch must do.
 */
export async function readEpochTag(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ epoch: string; database: string }>(
    `select e.id::text as epoch, d.oid::text as database
       from replica.epoch e, pg_database d where d.datname = current_database()`,
  );
  const stored = rows[0];
  if (!stored) throw new Error('replica.epoch has no row: the database is not migrated');
  const cluster = await pool
    .query<{ id: string }>(
      `select s.system_identifier || '/' || c.timeline_id as id from pg_control_system() s, pg_control_checkpoint() c`,
    )
    .then(
      (result) => result.rows[0]?.id ?? '',
      (error: unknown) => {
        if (isForbidden(error)) return '';
        // A connection lost just now says nothing about the database: another tag would have every device fetch everything again.
        throw error;
      },
    );
  return shortHash(JSON.stringify([stored.epoch, stored.database, cluster, WIRE_VERSION]));
}

/** insufficient_privilege, undefined_function. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '42501' || error.code === '42883');
