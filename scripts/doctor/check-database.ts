// The rules of `npm run doctor` about the database. Pure functions.
import { MigrationError } from '#schema/migrate.ts';
import type { Finding } from './checks.ts';

export interface DatabaseFacts {
  /** `14.11 (Debian …)` */
  version: string;
  versionNumber: number;
  isStandby: boolean;
  encoding: string;
  /** May create schemas in the database, and tables in the schema public. */
  canCreateSchemas: boolean;
  canCreateTables: boolean;
  /** Owner of the tables, when it is another role than the user. */
  foreignOwner: string | null;
  /** Null when the user may not read the list. */
  migrations: { applied: number; pending: readonly string[] } | { refused: string } | null;
  /** The database's clock minus ours. */
  skewMs: number;
  maxConnections: number;
  reservedConnections: number;
  /** Connections of other programs. */
  othersConnected: number;
  ourConnections: number;
  fsync: boolean;
  synchronousCommit: string;
  line: LineFacts;
}

export interface LineFacts {
  isPooled: boolean;
  /** DATABASE_DIRECT_URL is set. */
  hasDirect: boolean;
  /** Whether a notification arrived; null when it was not tried. */
  isNotified: boolean | null;
}

export type DatabaseState =
  | { kind: 'embedded'; isRunning: boolean; words?: string }
  | { kind: 'unreachable'; what: string; doThis: string }
  | { kind: 'reached'; isEmbedded: boolean; facts: DatabaseFacts };

const about = 'DATABASE_URL';
const OLDEST = 150_000;
const SKEW_WARNING_MS = 2_000;
const SKEW_ERROR_MS = 60_000;

export function checkDatabase(state: DatabaseState): Finding[] {
  switch (state.kind) {
    case 'embedded':
      if (state.words) return [{ level: 'error', about: 'DATA_DIR', what: state.words, doThis: 'See README, Deploy.' }];
      return [{ level: 'ok', about, what: 'Not set: the server starts the embedded Postgres in DATA_DIR.' }];
    case 'unreachable': {
      const what = state.what.charAt(0).toUpperCase() + state.what.slice(1);
      return [{ level: 'error', about, what: `${what}.`, doThis: state.doThis || 'Correct DATABASE_URL.' }];
    }
    case 'reached':
      return [
        checkVersion(state.facts),
        ...checkRights(state.facts),
        ...checkMigrations(state.facts),
        checkClock(state.facts),
        checkConnections(state.facts),
        ...checkDurability(state.facts),
        checkLine(state.facts.line),
      ];
  }
}

export function checkVersion({ version, versionNumber, encoding }: DatabaseFacts): Finding {
  if (versionNumber < OLDEST) {
    return { level: 'error', about, what: `PostgreSQL ${version} is too old.`, doThis: 'Use PostgreSQL 15 or later.' };
  }
  if (encoding !== 'UTF8') {
    const doThis = `Create the database with encoding 'UTF8' template template0.`;
    return { level: 'error', about, what: `The database stores text as ${encoding}, not as UTF8.`, doThis };
  }
  return { level: 'ok', about, what: `PostgreSQL ${version} answers.` };
}

export function checkRights(facts: DatabaseFacts): Finding[] {
  const { isStandby, canCreateSchemas, canCreateTables, foreignOwner } = facts;
  const error = (what: string, doThis: string): Finding => ({ level: 'error', about: 'rights', what, doThis });
  if (isStandby) {
    return [error('The database is a standby and takes no writes.', 'Name the primary in DATABASE_URL, or promote the standby.')];
  }
  const found: Finding[] = [];
  if (!canCreateSchemas) {
    found.push(error('The user may not create schemas in the database.', 'As its owner: alter database … owner to that user.'));
  }
  if (!canCreateTables) {
    const doThis = 'As a superuser: grant create on schema public to that user, or make the user the owner of the database.';
    found.push(error('The user may not create tables in the schema public.', doThis));
  }
  if (foreignOwner !== null) {
    const what = `The tables belong to ${foreignOwner}, so this user cannot migrate them.`;
    found.push(error(what, `Connect as ${foreignOwner}, or run reassign owned by ${foreignOwner} to that user.`));
  }
  return found.length > 0 ? found : [{ level: 'ok', about: 'rights', what: 'The user may create and change the schema.' }];
}

export function checkMigrations({ migrations }: DatabaseFacts): Finding[] {
  // checkRights says why.
  if (migrations === null) return [];
  const finding = (level: Finding['level'], what: string, doThis?: string): Finding[] => [
    { level, about: 'migrations', what, ...(doThis !== undefined && { doThis }) },
  ];
  if ('refused' in migrations) {
    return finding('error', migrations.refused, 'Run the version of Cadence that wrote this database last, or a newer one.');
  }
  const { applied, pending } = migrations;
  if (pending.length === 0) return finding('ok', `All ${applied} are applied.`);
  if (applied === 0) return finding('ok', `The database is empty; ${pending.length} migrations will be applied.`);
  const [first, last] = [pending[0], pending.at(-1)];
  const which = pending.length === 1 ? first : `${first} to ${last}`;
  return finding(
    'warning',
    `${pending.length} of ${applied + pending.length} are not applied yet (${which}).`,
    'Take a backup, then run npm run migrate. The server does the same at its next start.',
  );
}

export function checkClock({ skewMs }: DatabaseFacts): Finding {
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1);
  const side = skewMs > 0 ? 'ahead of' : 'behind';
  if (Math.abs(skewMs) < SKEW_WARNING_MS) {
    return { level: 'ok', about: 'clock', what: 'This machine and the database agree about the time.' };
  }
  const level = Math.abs(skewMs) < SKEW_ERROR_MS ? 'warning' : 'error';
  const what = `The database’s clock is ${seconds} s ${side} this machine’s.`;
  return { level, about: 'clock', what, doThis: 'Turn on time synchronization (NTP) on both machines.' };
}

export function checkConnections(facts: DatabaseFacts): Finding {
  const { maxConnections, reservedConnections, othersConnected, ourConnections, line } = facts;
  const setting = 'DATABASE_CONNECTIONS';
  if (line.isPooled)
    return { level: 'ok', about: setting, what: `${ourConnections}; the pooler limits connections to Postgres.` };
  const usable = maxConnections - reservedConnections;
  const doThis = `Lower DATABASE_CONNECTIONS, or raise max_connections.`;
  if (ourConnections > usable) {
    const what = `A server may open ${ourConnections} connections, but Postgres allows ${usable}.`;
    return { level: 'error', about: setting, what, doThis };
  }
  if (ourConnections + othersConnected > usable) {
    const what = `A server may open ${ourConnections} connections, other programs hold ${othersConnected}, and Postgres allows ${usable}.`;
    return { level: 'warning', about: setting, what, doThis };
  }
  const servers = Math.floor((usable - othersConnected) / ourConnections);
  const fit = servers === 1 ? 'one server fits' : `${servers} servers fit`;
  return { level: 'ok', about: setting, what: `${ourConnections} of ${usable}: ${fit}.` };
}

export function checkDurability({ fsync, synchronousCommit }: DatabaseFacts): Finding[] {
  const found: Finding[] = [];
  if (!fsync) {
    const what = 'fsync is off: a power failure may destroy the database.';
    found.push({ level: 'error', about: 'durability', what, doThis: 'Set fsync = on and restart Postgres.' });
  }
  if (synchronousCommit === 'off') {
    const what = 'synchronous_commit is off: a crash may lose commands that devices have already forgotten.';
    found.push({ level: 'error', about: 'durability', what, doThis: 'Set synchronous_commit = on.' });
  }
  return found.length > 0 ? found : [{ level: 'ok', about: 'durability', what: 'Commits are written to disk.' }];
}

/** LISTEN needs a session of its own, which a pooler in transaction mode does not give. */
export function checkLine({ isPooled, hasDirect, isNotified }: LineFacts): Finding {
  const setting = 'DATABASE_DIRECT_URL';
  if (isPooled && !hasDirect) {
    const what = 'DATABASE_URL leads through a pooler, where LISTEN does not work: changes arrive after a second, not at once.';
    return { level: 'warning', about: setting, what, doThis: 'Set DATABASE_DIRECT_URL to the same database without the pooler.' };
  }
  if (isNotified === false) {
    if (!hasDirect) {
      const what = 'A notification of the database did not arrive: changes arrive after seconds, not at once.';
      return { level: 'warning', about: setting, what, doThis: 'Look for a proxy between this machine and Postgres.' };
    }
    const what = 'A notification sent by DATABASE_URL did not arrive over DATABASE_DIRECT_URL.';
    const doThis = 'Both must name the same database, and the direct one must not lead through a pooler.';
    return { level: 'error', about: setting, what, doThis };
  }
  return { level: 'ok', about: 'notifications', what: 'Changes reach waiting devices at once (LISTEN works).' };
}

/** Words of an error of planMigrations. */
export const refusalOf = (error: unknown): string | null => (error instanceof MigrationError ? error.message : null);
