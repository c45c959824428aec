// The feed of the model server: the effect of the triggers in schema/feed.ts, as operations on rows instead of SQL, and the
// page query.
import { findTable, type SyncedTable } from '#schema/tables.ts';
import { rowToJson } from '../sql/row-json.ts';
import { keyText, type Store, type TableShape, type Transaction } from '../sql/store.ts';
import type { Row } from '../sql/values.ts';
import { isOfLostHistory } from './feed-runs.ts';

/** 'user:<id>', 'public', or null for a row that is not synced or has lost its parent. */
export function scopeOf(read: Pick<Transaction, 'get'>, entry: SyncedTable, row: Row): string | null {
  const { scope } = entry;
  switch (scope.kind) {
    case 'user':
      return row[scope.column] == null ? null : `user:${String(row[scope.column])}`;
    case 'public':
      return 'public';
    case 'either': {
      const isPublic = scope.publicWhen === 'r.is_public' ? row['is_public'] === true : row[scope.column] == null;
      return isPublic ? 'public' : `user:${String(row[scope.column])}`;
    }
    case 'parent': {
      const parentEntry = findTable(scope.table);
      const parent = read.get(scope.table, String(row[scope.column]));
      return parentEntry && parent ? scopeOf(read, parentEntry, parent) : null;
    }
    case 'server':
      return null;
  }
}

/** Whether a table has triggers that write to the feed. */
export const isSynced = (table: string): boolean => {
  const entry = findTable(table);
  return entry !== undefined && entry.scope.kind !== 'server';
};

export interface Touched {
  shape: TableShape;
  pk: string;
}

const allScopes = (transaction: Transaction): string[] => [
  'public',
  ...[...transaction.scan('users')].map((user) => `user:${String(user['id'])}`),
];

/** The scopes that `writeFeed` would write to, in locking order. */
export function scopesOf(transaction: Transaction, touched: readonly Touched[]): string[] {
  const feed = transaction.store.shape('replica.feed');
  const found = new Set<string>();
  for (const { shape, pk } of touched) {
    const entry = findTable(shape.name);
    if (!entry || entry.scope.kind === 'server') continue;
    const row = transaction.get(shape.name, pk);
    const scope = row ? scopeOf(transaction, entry, row) : null;
    if (scope !== null) found.add(scope);
    for (const other of allScopes(transaction)) {
      const old = transaction.get('replica.feed', keyText(feed, { scope: other, tbl: shape.name, pk }));
      if (old && old['deleted'] !== true) found.add(other);
    }
  }
  return [...found].sort();
}

/** After a statement: upserts each touched row under its scope and writes a tombstone under every other scope. */
export function writeFeed(
  transaction: Transaction,
  touched: readonly Touched[],
  nextPlace: () => { xid: number; seq: number },
): void {
  const feed = transaction.store.shape('replica.feed');
  const scopes = allScopes(transaction);
  for (const { shape, pk } of touched) {
    const entry = findTable(shape.name);
    if (!entry || entry.scope.kind === 'server') continue;
    const row = transaction.get(shape.name, pk);
    const scope = row ? scopeOf(transaction, entry, row) : null;
    for (const other of scopes) {
      const old =
        other === scope ? undefined : transaction.get('replica.feed', keyText(feed, { scope: other, tbl: shape.name, pk }));
      if (!old || old['deleted'] === true) continue;
      transaction.put('replica.feed', { ...old, row: null, deleted: true, bytes: 0, ...nextPlace() });
    }
    if (!row || scope === null) continue;
    const text = JSON.stringify(rowToJson(shape, row, entry.hidden));
    const key = { scope, tbl: shape.name, pk };
    const old = transaction.get('replica.feed', keyText(feed, key));
    if (old && old['deleted'] !== true && old['row'] === text) continue;
    const bytes = JSON.stringify(text).length;
    transaction.put('replica.feed', { ...key, row: text, deleted: false, bytes, ...nextPlace() });
  }
}

/** A flag in the first line (sync-server/feed/page.ts). */
const OTHER_HISTORY = 4;

/** The result of replica.feed_page: the state of the scope, then a page of its committed rows. */
export function feedPageLines(store: Store, values: readonly unknown[], newestOfAll: number): unknown[][] {
  const [scope, after, withTombstones, maxRows, maxBytes, known] = values as [string, string, boolean, number, number, string];
  const inScope = [...store.rows('replica.feed').values()].filter((row) => row['scope'] === scope);
  const seqOf = (row: Row): number => row['seq'] as number;
  const horizon = (store.rows('replica.pruned_scopes').get(scope)?.['horizon'] ?? 0) as number;
  const newest = Math.max(horizon, ...inScope.map(seqOf));
  const found = inScope
    .filter((row) => seqOf(row) > Number(after) && (withTombstones || row['deleted'] !== true))
    .sort((a, b) => seqOf(a) - seqOf(b))
    .slice(0, maxRows);
  const flags = isOfLostHistory(store, scope, Number(known), newest) ? OTHER_HISTORY : 0;
  const lines: unknown[][] = [[null, String(horizon), null, flags, String(newestOfAll), String(newest)]];
  let bytes = 0;
  for (const row of found) {
    if (bytes >= maxBytes) break;
    bytes += 400 + (row['bytes'] as number);
    const flags = (row['deleted'] === true ? 1 : 0) + (bytes >= maxBytes ? 2 : 0);
    lines.push([row['tbl'], row['pk'], row['row'], flags, String(row['xid']), String(seqOf(row))]);
  }
  return lines;
}
