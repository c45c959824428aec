// A person's copy on the model server: the events of sync-server/feed/copy-reader.ts for the rows of one moment.
import type { CopyEvent } from '#schema/protocol/copy.ts';
import { tables } from '#schema/tables.ts';
import { copyParts, firstPlace, isOfSync, placeToText, textToPlace, type CopyPart } from '#server/feed/copy-parts.ts';
import { cursorToOffset } from '#server/feed/cursor.ts';
import { continues } from '#server/feed/copy-reader.ts';
import { newHandle, parseHandle } from '#server/feed/handle.ts';
import type { CopyPosition } from '#src/replica/engine/ports.ts';
import { rowsToCopyText } from '../sql/copy-text.ts';
import type { Store } from '../sql/store.ts';
import type { Row, Stored } from '../sql/values.ts';
import { feedPageLines, scopeOf } from './feed-model.ts';

export interface CopyAsked {
  userId: string;
  from: CopyPosition | null;
  nowMs: number;
  epochTag: string;
  /** The server has columns and tables that the client does not know. */
  isNewer: boolean;
}

/** `frameRows`: the rows of one event; few, so that a part has several. */
type Frames = CopyAsked & { frameRows: number };

export function copyEvents(store: Store, newestOfAll: number, asked: Frames): CopyEvent[] {
  const scope = `user:${asked.userId}`;
  const { from, epochTag } = asked;
  const place = (from?.place == null ? undefined : textToPlace(from.place)) ?? firstPlace(asked.nowMs);
  const given = from === null ? null : parseHandle(from.handle);
  const [line] = feedPageLines(store, [scope, '0', false, 0, 0, String(given?.givenAt ?? 0)], newestOfAll);
  const state = { isOtherHistory: line?.[3] === 4, newestOfAll: BigInt(newestOfAll) };
  if (from !== null && !continues(given, { epochTag, scope, state })) return [{ kind: 'lost' }, { kind: 'end' }];
  const newest = BigInt(String(line?.[5]));
  const inScope = [...store.rows('replica.feed').values()].filter((row) => row['scope'] === scope && row['deleted'] !== true);
  const events: CopyEvent[] = [
    {
      kind: 'begin',
      offset: cursorToOffset(newest),
      handle: newHandle(epochTag, scope, newest, true),
      rows: inScope.length,
    },
  ];
  for (const [part, of] of copyParts.entries()) {
    if (part < place.part) continue;
    const rows = rowsOf(store, of, scope, Date.parse(place.since));
    if (rows.length === 0) continue;
    events.push(...framesOf(store, of, rows, asked), { kind: 'reached', place: placeToText({ ...place, part: part + 1 }) });
  }
  const ofSync = new Set(tables.filter(isOfSync).map(({ name }) => String(name)));
  const rows = inScope
    .filter(({ tbl }) => ofSync.has(String(tbl)))
    .map(({ tbl, pk, row }) => ({ tbl: String(tbl), pk: String(pk), row: String(row) }));
  return [...events, { kind: 'feed', rows }, { kind: 'end' }];
}

function rowsOf(store: Store, { entry, rows }: CopyPart, scope: string, sinceMs: number): Row[] {
  const read = store.begin();
  return read.scan(entry.name).filter((row) => {
    if (scopeOf(read, entry, row) !== scope) return false;
    const at = entry.history === undefined ? null : (row[entry.history] ?? null);
    const isOlder = at !== null && timeOf(at) < sinceMs;
    return rows === 'all' || isOlder === (rows === 'older');
  });
}

const timeOf = (at: Stored): number => (typeof at === 'number' ? at : Date.parse(String(at)));

function framesOf(store: Store, { entry }: CopyPart, rows: Row[], { frameRows, isNewer }: Frames): CopyEvent[] {
  const shape = store.shape(entry.name);
  const columns = [...shape.columns.keys()].filter((column) => !entry.hidden.includes(column));
  const frames: CopyEvent[] = [];
  for (let at = 0; at < rows.length; at += frameRows) {
    const some = rows.slice(at, at + frameRows);
    const text = rowsToCopyText(shape, some, columns);
    // A newer server has one more column, and a table that this client does not know.
    frames.push(
      isNewer
        ? frame(entry.name, ['tomorrow', ...columns], some.length, text.replaceAll(/^/gm, 'new\t').replace(/new\t$/, ''))
        : frame(entry.name, columns, some.length, text),
    );
  }
  if (isNewer) frames.push(frame('tomorrow', ['id'], 1, '1\n'));
  return frames;
}

const frame = (tbl: string, columns: string[], rows: number, text: string): CopyEvent => ({
  kind: 'rows',
  tbl,
  columns,
  rows,
  text: new TextEncoder().encode(text),
});
