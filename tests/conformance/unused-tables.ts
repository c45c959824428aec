// Which tables of the registry nobody writes or nobody reads: a table counts when a person can write and see it.
import { readFile } from 'node:fs/promises';
import { contentSets } from '#schema/content.ts';
import { tables, type TableName } from '#schema/tables.ts';
import { noData, readScreens } from '#tests/bench/module-screens.ts';

interface ServerPart {
  writes?: string;
  reads?: string;
}

/** What a person or an admin does through the server instead of a command or a query, by file in sync-server/. */
const SERVER_PARTS: Partial<Record<TableName, ServerPart>> = {
  users: { writes: 'auth/admit.ts' },
  accounts: { writes: 'auth/provider-sign-in.ts' },
  sessions: { writes: 'auth/sessions.ts' },
  verification_tokens: { writes: 'auth/sign-in-asks.ts', reads: 'auth/once.ts' },
  authenticators: { writes: 'auth/passkeys.ts' },
  roles: { writes: 'admin/roles.ts', reads: 'admin/roles.ts' },
  role_entitlements: { writes: 'admin/roles.ts', reads: 'admin/roles.ts' },
  entitlements: { writes: 'admin/roles.ts', reads: 'admin/roles.ts' },
  user_roles: { writes: 'admin/roles.ts', reads: 'admin/roles.ts' },
  audit_log: { writes: 'auth/audit.ts', reads: 'admin/audit-log.ts' },
  calendar_feeds: { writes: 'calendar/feeds.ts', reads: 'calendar/feeds.ts' },
  due: { writes: 'jobs/due.ts', reads: 'jobs/due.ts' },
  feature_flags: { writes: 'admin/flags.ts' },
  content_versions: { writes: 'admin/content-changes.ts', reads: 'admin/content.ts' },
  'replica.clients': { writes: 'commands/turn.ts' },
  'replica.rejections': { writes: 'commands/turn.ts' },
};

/** The applier of the replica reads these, instead of a screen's query. */
const READ_BY_THE_REPLICA: ReadonlySet<TableName> = new Set(['replica.clients', 'replica.rejections'] as const);

/** Migration 0009 of the seed put binary frames in the place of these (analysis_frame_manifests, analysis_frame_data). */
const REPLACED: ReadonlySet<TableName> = new Set(['analysis_frame_chunks'] as const);

const mentions = async (file: string, pattern: RegExp): Promise<boolean> =>
  pattern.test(await readFile(new URL(`../../sync-server/${file}`, import.meta.url), 'utf8'));

/** The tables that the queries of the screens read. */
async function readTables(): Promise<Set<string>> {
  const screens = await readScreens(noData);
  const read = new Set<string>();
  for (const screen of Object.values(screens)) {
    for (const query of Object.values(screen)) {
      for (const [, table = ''] of query.compile().sql.matchAll(/\b(?:from|join)\s+"?(\w+)"?/gi)) read.add(table);
    }
  }
  return read;
}

export async function unusedTables(writtenByCommands: ReadonlySet<string>): Promise<{ unwritten: string[]; unread: string[] }> {
  const shipped = new Set<string>(contentSets.map(({ table }) => table));
  const read = await readTables();
  const [unwritten, unread]: [string[], string[]] = [[], []];
  for (const { name } of tables) {
    if (REPLACED.has(name)) continue;
    const { writes, reads } = SERVER_PARTS[name] ?? {};
    const isWritten =
      writtenByCommands.has(name) ||
      shipped.has(name) ||
      (writes !== undefined && (await mentions(writes, new RegExp(`(insert into|update)\\s+${name}\\b`))));
    const isRead =
      read.has(name) ||
      READ_BY_THE_REPLICA.has(name) ||
      (reads !== undefined && (await mentions(reads, new RegExp(`(from|join|update|delete from)\\s+${name}\\b`))));
    if (!isWritten) unwritten.push(name);
    if (!isRead) unread.push(name);
  }
  return { unwritten, unread };
}
