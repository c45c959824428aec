// What `npm run doctor` finds out about the database. Changes nothing in it.
import { createHash, randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import webPush from 'web-push';
import { planMigrations } from '#schema/migrate.ts';
import { tokenPurpose } from '#server/auth/provider-sign-in.ts';
import { createSeal } from '#server/auth/sealed.ts';
import { readMigrations } from '#server/db/migrations.ts';
import { createClient } from '#server/db/pool.ts';
import { isPooled } from '#server/db/pooler.ts';
import { databaseProblem } from '#server/start-problem.ts';
import { refusalOf, type DatabaseFacts, type DatabaseState, type LineFacts } from './check-database.ts';
import { within } from './within.ts';

const NOTIFIED_WITHIN_MS = 3_000;
/** Stored tokens that are tried with the current keys. */
const TOKENS_TRIED = 20;

export interface SecretsFound {
  tokens: { tried: number; unreadable: number };
  vapid: 'none' | 'valid' | 'invalid' | 'unknown';
  walLevel: string | null;
}

export const NO_SECRETS: SecretsFound = { tokens: { tried: 0, unreadable: 0 }, vapid: 'unknown', walLevel: null };

interface Asked {
  url: string;
  directUrl: string | undefined;
  ourConnections: number;
  tokenKeys: readonly string[];
  isEmbedded: boolean;
}

export async function readDatabase(asked: Asked): Promise<{ state: DatabaseState; secrets: SecretsFound }> {
  const client = createClient(asked.url, 'cadence-doctor');
  client.on('error', () => undefined);
  try {
    await within('the database', client.connect());
    const facts = await within('the database', readFacts(client, asked));
    const secrets = await within('the database', readSecrets(client, asked.tokenKeys));
    return { state: { kind: 'reached', isEmbedded: asked.isEmbedded, facts }, secrets };
  } catch (error) {
    return { state: { kind: 'unreachable', ...databaseProblem(error) }, secrets: NO_SECRETS };
  } finally {
    void client.end().catch(() => undefined);
  }
}

async function readFacts(client: ClientBase, { url, directUrl, ourConnections }: Asked): Promise<DatabaseFacts> {
  const startedMs = Date.now();
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const middleMs = (startedMs + Date.now()) / 2;
  const skewMs = (rows[0]?.now.getTime() ?? middleMs) - middleMs;
  const known = await client.query<Omit<DatabaseFacts, 'migrations' | 'skewMs' | 'ourConnections' | 'line'>>(
    `select current_setting('server_version') as version,
            current_setting('server_version_num')::int as "versionNumber",
            pg_is_in_recovery() as "isStandby",
            current_setting('server_encoding') as encoding,
            has_database_privilege(current_database(), 'CREATE') as "canCreateSchemas",
            coalesce((select has_schema_privilege(oid, 'CREATE') from pg_namespace where nspname = 'public'), false)
              as "canCreateTables",
            (select pg_get_userbyid(c.relowner) from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname in ('ops', 'replica') and c.relkind in ('r', 'p') and not pg_has_role(c.relowner, 'USAGE')
              order by 1 limit 1) as "foreignOwner",
            current_setting('max_connections')::int as "maxConnections",
            current_setting('superuser_reserved_connections')::int
              + coalesce(current_setting('reserved_connections', true)::int, 0) as "reservedConnections",
            (select count(*)::int from pg_stat_activity
              where backend_type = 'client backend' and application_name not like 'cadence-%') as "othersConnected",
            current_setting('fsync')::boolean as fsync,
            current_setting('synchronous_commit') as "synchronousCommit"`,
  );
  const [found] = known.rows;
  if (!found) throw new Error('the database did not describe itself');
  return { ...found, ourConnections, skewMs, migrations: await readLedger(client), line: await readLine(url, directUrl) };
}

async function readLedger(client: ClientBase): Promise<DatabaseFacts['migrations']> {
  const files = (await readMigrations()).map(({ name, sql }) => ({
    name,
    checksum: createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex'),
  }));
  const state = await tableState(client, 'ops', 'migrations');
  if (state === 'hidden') return null;
  if (state === 'missing') return { applied: 0, pending: files.map(({ name }) => name) };
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from ops.migrations order by name',
  );
  try {
    return { applied: rows.length, pending: planMigrations(files, rows).map(({ name }) => name) };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === null) throw error;
    return { refused };
  }
}

/** `hidden`: this user may not read it. */
async function tableState(client: ClientBase, schema: string, table: string): Promise<'missing' | 'hidden' | 'readable'> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT') as may
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`,
    [schema, table],
  );
  if (!rows[0]) return 'missing';
  return rows[0].may ? 'readable' : 'hidden';
}

/** Sends a notification by the address of requests, and waits for it on the address of LISTEN. */
async function readLine(url: string, directUrl: string | undefined): Promise<LineFacts> {
  const pooled = await isPooled(url);
  const hasDirect = directUrl !== undefined;
  if (pooled && !hasDirect) return { isPooled: true, hasDirect, isNotified: null };
  const [listener, sender] = [createClient(directUrl ?? url, 'cadence-doctor'), createClient(url, 'cadence-doctor')];
  for (const client of [listener, sender]) client.on('error', () => undefined);
  const channel = `cadence_doctor_${randomUUID().replaceAll('-', '')}`;
  try {
    await listener.connect();
    await sender.connect();
    const notified = new Promise<boolean>((resolve) => {
      listener.once('notification', () => resolve(true));
      setTimeout(() => resolve(false), NOTIFIED_WITHIN_MS).unref();
    });
    await listener.query(`listen ${channel}`);
    await sender.query(`select pg_notify($1, '')`, [channel]);
    return { isPooled: pooled, hasDirect, isNotified: await notified };
  } catch {
    return { isPooled: pooled, hasDirect, isNotified: false };
  } finally {
    for (const client of [listener, sender]) void client.end().catch(() => undefined);
  }
}

async function readSecrets(client: ClientBase, tokenKeys: readonly string[]): Promise<SecretsFound> {
  const { rows } = await client.query<{ level: string }>(`select current_setting('wal_level') as level`);
  const walLevel = rows[0]?.level ?? null;
  return { walLevel, vapid: await readVapid(client), tokens: await tryTokens(client, tokenKeys) };
}

async function readVapid(client: ClientBase): Promise<SecretsFound['vapid']> {
  const state = await tableState(client, 'ops', 'vapid_keys');
  if (state !== 'readable') return state === 'missing' ? 'none' : 'unknown';
  const { rows } = await client.query<{ open: string; hidden: string }>(
    'select public_key as open, private_key as hidden from ops.vapid_keys',
  );
  const [keys] = rows;
  if (!keys) return 'none';
  try {
    // Signs a header as for a push service; throws for keys that are malformed.
    webPush.getVapidHeaders('https://push.example.org', 'mailto:a@example.org', keys.open, keys.hidden, 'aes128gcm');
    return 'valid';
  } catch {
    return 'invalid';
  }
}

async function tryTokens(client: ClientBase, tokenKeys: readonly string[]): Promise<SecretsFound['tokens']> {
  for (const [schema, table] of [
    ['ops', 'secrets'],
    ['public', 'accounts'],
  ] as const) {
    if ((await tableState(client, schema, table)) !== 'readable') return NO_SECRETS.tokens;
  }
  const made = await client.query<{ value: string }>(`select value from ops.secrets where name = 'token-key'`);
  const keys = tokenKeys.length > 0 ? tokenKeys : made.rows.map(({ value }) => value);
  const { rows } = await client.query<{ issuer: string; subject: string; token: string }>(
    `select provider as issuer, provider_account_id as subject, access_token as token from accounts
      where access_token is not null order by updated_at desc, id limit $1`,
    [TOKENS_TRIED],
  );
  if (keys.length === 0) return { tried: rows.length, unreadable: rows.length };
  const seal = createSeal(keys);
  const isReadable = ({ issuer, subject, token }: (typeof rows)[number]) =>
    seal.open(token, tokenPurpose('access', subject, issuer)) !== null;
  return { tried: rows.length, unreadable: rows.filter((row) => !isReadable(row)).length };
}
