// The parts of a person's copy, in order, and the SQL of each. Invariant: the parts together contain every row of the person's
// scope, as the feed's triggers define it (schema/feed.ts). Newer history comes before all older history, so that a new device
// can be used before its years of history have arrived.
import { createHash } from 'node:crypto';
import { escapeLiteral } from 'pg';
import { ownRowsSql } from '#schema/leaving/own-rows.ts';
import { quoted, quotedTable, tables, type SyncedTable } from '#schema/tables.ts';

const RECENT_DAYS = 90;
const DAY_MS = 86_400_000;

export interface CopyPart {
  entry: SyncedTable;
  rows: 'all' | 'recent' | 'older';
}

/** Tables of the sync itself, whose rows are sent as the feed sends them. */
export const isOfSync = ({ name }: SyncedTable): boolean => name.startsWith('replica.');

const ofPeople = tables.filter((entry) => entry.scope.kind !== 'server' && entry.scope.kind !== 'public' && !isOfSync(entry));
const grownByTime = ofPeople.filter(({ history }) => history !== undefined);

export const copyParts: readonly CopyPart[] = [
  ...ofPeople.map((entry): CopyPart => ({ entry, rows: entry.history === undefined ? 'all' : 'recent' })),
  ...grownByTime.map((entry): CopyPart => ({ entry, rows: 'older' })),
];

/** Identifies the list of parts; a place in another list means nothing. */
const LAYOUT = createHash('sha256')
  .update(copyParts.map(({ entry, rows }) => `${entry.name} ${rows}`).join())
  .digest('hex')
  .slice(0, 8);

/** Where a copy goes on. `since` separates recent from older history and stays the same for all answers of one copy. */
export interface CopyPlace {
  part: number;
  /** YYYY-MM-DD */
  since: string;
}

export const firstPlace = (nowMs: number): CopyPlace => ({
  part: 0,
  since: new Date(nowMs - RECENT_DAYS * DAY_MS).toISOString().slice(0, 10),
});

export const placeToText = ({ part, since }: CopyPlace): string => `${LAYOUT}.${part}.${since}`;

/** Undefined for a place of another version of the server, or any other text. */
export function textToPlace(text: string): CopyPlace | undefined {
  const match = /^([0-9a-f]{8})\.(\d{1,4})\.(\d{4}-\d{2}-\d{2})$/.exec(text);
  if (match?.[1] !== LAYOUT || match[2] === undefined || match[3] === undefined) return undefined;
  if (Number.isNaN(Date.parse(match[3]))) return undefined;
  return { part: Number(match[2]), since: match[3] };
}

/** COPY takes no parameters, so the person's id and the day are literals. */
export function copySql({ entry, rows }: CopyPart, columns: readonly string[], userId: string, since: string): string {
  const { scope } = entry;
  const owned = ownRowsSql(entry)?.replaceAll('$1', () => escapeLiteral(userId)) ?? 'false';
  const where = scope.kind === 'either' ? `${owned} and (${scope.publicWhen}) is not true` : owned;
  const at = entry.history === undefined ? '' : `r.${quoted(entry.history)}`;
  const day = escapeLiteral(since);
  const when = { all: '', recent: ` and (${at} >= ${day} or ${at} is null)`, older: ` and ${at} < ${day}` }[rows];
  const list = columns.map((column) => `r.${quoted(column)}`).join(', ');
  return `copy (select ${list} from ${quotedTable(entry.name)} r where ${where}${when}) to stdout`;
}
