// Handles: `<epoch tag>-<scope tag>-<the scope's newest number when the handle was issued>.<unique>`. A request whose epoch or
// scope tag is not current must refetch. The number tells when the client's first read began, so that the cursor of a long
// first read is not mistaken for an old one. A `_` after the number marks the handle of a copy (copy-reader.ts), whose client may
// have read some rows before that number.
import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { WIRE_VERSION } from '#schema/protocol/commands.ts';
import type { Cursor } from './cursor.ts';

/**
 * The version of the cursor's meaning: 1 was (xid, seq), 2 is the number within a scope. A new version makes every client
 * refetch everything.
 */
const FEED_ORDER = 2;

export interface Handle {
  readonly epochTag: string;
  readonly scopeTag: string;
  /** When the handle was issued, everything of the scope up to here was committed. */
  readonly givenAt: Cursor;
  readonly isOfCopy: boolean;
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

export const scopeTag = (scope: string): string => shortHash(`scope ${scope}`).slice(0, 8);

/** Issues a unique handle. */
export function newHandle(epochTag: string, scope: string, givenAt: Cursor, isOfCopy = false): string {
  const mark = isOfCopy ? '_' : '';
  return `${epochTag}-${scopeTag(scope)}-${givenAt.toString(36)}${mark}.${randomBytes(6).toString('hex')}`;
}

/** Null when the text is not one of our handles, for example one of a real Electric. */
export function parseHandle(text: string): Handle | null {
  const match = /^([0-9a-f]{12})-([0-9a-f]{8})-([0-9a-z]{1,13})(_?)\.[0-9a-f]{12}$/.exec(text);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  let givenAt = 0n;
  for (const digit of match[3]) givenAt = givenAt * 36n + BigInt(parseInt(digit, 36));
  return { epochTag: match[1], scopeTag: match[2], givenAt, isOfCopy: match[4] === '_' };
}

export interface Epoch {
  tag: string;
  /**
   * The part of the epoch that may change under the connections of a running server; replica.feed_page returns it with each
   * page.
   */
  feedId: string;
}

/**
 * Identifies the database: the stored epoch, the feed table's OID (a dump restored in place creates the table again), the
 * cluster and database, the timeline, the wire version and the order of the feed. A database restored from a backup differs in
 * one of these, or is recognised by its runs (migration 0029). Some hosts forbid the control functions; then the tag omits the
 * cluster.
 */
export async function readEpoch(pool: Pool): Promise<Epoch> {
  const { rows } = await pool.query<{ epoch: string; database: string }>(
    `select e.id || '/' || 'replica.feed'::regclass::oid as epoch, d.oid::text as database
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
        // A lost connection says nothing about the database, and a tag without the cluster would make every device refetch
        // everything.
        throw error;
      },
    );
  const tag = shortHash(JSON.stringify([stored.epoch, stored.database, cluster, WIRE_VERSION, FEED_ORDER]));
  return { tag, feedId: stored.epoch };
}

/** insufficient_privilege, undefined_function. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '42501' || error.code === '42883');
