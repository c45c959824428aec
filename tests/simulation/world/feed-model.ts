// The feed of the model server: what schema/feed.ts makes the triggers do, said over rows instead of SQL, and the page query.
import { findTable, type SyncedTable } from '#schema/tables.ts';
import { rowToJson } from '../sql/row-json.ts';
import { keyText, type Store, type TableShape, type Transaction } from '../sql/store.ts';
import type { Row } from '../sql/values.ts';

/** 'user:<id>', 'public', or null for a row that is not synced or has no parent any more. */
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

export interface Touched {
  shape: TableShape;
  pk: string;
}

/** After a statement: each touched row is upserted under its scope and tombstoned under every other. */
export function writeFeed(
  transaction: Transaction,
  touched: readonly Touched[],
  nextPlace: () => { xid: number; seq: number },
): void {
  const feed = transaction.store.shape('replica.feed');
  const scopes = ['public', ...[...transaction.scan('users')].map((user) => `user:${String(user['id'])}`)];
  for (const { shape, pk } of touched) {
    const entry = findTable(shape.name);
    if (!entry || entry.scope.kind === 'server') continue;
    const row = transaction.get(shape.name, pk);
    const scope = row ? scopeOf(transaction, entry, row) : null;
    for (const other of scopes) {
      const old =
        other === scope ? undefined : transaction.get('replica.feed', keyText(feed, { scope: other, tbl: shape.name, pk }));
      if (!old || old['deleted'] === true) continue;
      transaction.put('replica.feed', { ...old, row: null, deleted: true, ...nextPlace() });
    }
    if (!row || scope === null) continue;
    const text = JSON.stringify(rowToJson(shape, row, entry.hidden));
    const key = { scope, tbl: shape.name, pk };
    const old = transaction.get('replica.feed', keyText(feed, key));
    if (old && old['deleted'] !== true && old['row'] === text) continue;
    transaction.put('replica.feed', { ...key, row: text, deleted: false, ...nextPlace() });
  }
}

/** The lines that sync-server/feed/page.ts asks for; its name carries the bounds. */
export function feedPageLines(store: Store, name: string, values: readonly unknown[], xmin: number, xmax: number): unknown[][] {
  const [, withTombstones, rowLimit, byteLimit] = /^feed-page-(true|false)-(\d+)-(\d+)$/.exec(name) ?? [];
  if (withTombstones === undefined) throw new Error(`the page query has another name: ${name}`);
  const [scope, xid, seq] = [String(values[0]), Number(values[1]), Number(values[2])];
  const place = (row: Row): [number, number] => [row['xid'] as number, row['seq'] as number];
  const found = [...store.rows('replica.feed').values()]
    .filter((row) => row['scope'] === scope && (place(row)[0] > xid || (place(row)[0] === xid && place(row)[1] > seq)))
    .filter((row) => withTombstones === 'true' || row['deleted'] !== true)
    .sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1])
    .slice(0, Number(rowLimit));
  const horizon = [...store.rows('replica.pruned').values()][0]?.['horizon'] ?? 0;
  const snapshot = `${xmin} ${xmax} ${horizon as number}`;
  const lines: unknown[][] = [];
  let bytes = 0;
  for (const row of found) {
    if (bytes >= Number(byteLimit)) break;
    bytes += 400 + String(row['row'] ?? '').length;
    const [rowXid, rowSeq] = place(row);
    const flags = (rowXid < xmin ? 1 : 0) + (row['deleted'] === true ? 2 : 0) + (bytes >= Number(byteLimit) ? 4 : 0);
    lines.push([row['tbl'], row['pk'], row['row'], flags, String(rowXid), String(rowSeq), lines.length === 0 ? snapshot : null]);
  }
  return lines.length > 0 ? lines : [[null, '', null, 0, '', '', snapshot]];
}
