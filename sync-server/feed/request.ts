// The parameters of GET /v1/shape, checked in one order; only the first mistake is reported, as Electric does.
// A client names a scope and a place. It never sends a table, a filter or columns: those are refused, not ignored.
import { SHAPE_SCOPES, type ShapeScope } from '#schema/protocol/feed.ts';
import { parseOffset, type Offset } from './cursor.ts';

export interface ShapeRequest {
  scope: ShapeScope;
  offset: Offset;
  offsetText: string;
  handle: string | undefined;
  /** A handle the client knows to be dead; it must not be answered with it. */
  expiredHandle: string | undefined;
  live: boolean;
  sse: boolean;
  /** The live answer it saw last. */
  cursor: string | undefined;
}

export type ParsedShapeRequest = { ok: true; request: ShapeRequest } | { ok: false; errors: Record<string, string[]> };

const NOT_TAKEN = ['table', 'where', 'columns', 'params', 'replica'];

const isShapeScope = (text: string): text is ShapeScope => (SHAPE_SCOPES as readonly string[]).includes(text);

export function parseShapeRequest(query: URLSearchParams): ParsedShapeRequest {
  const text = (name: string) => query.get(name) || undefined;
  const wrong = (name: string, what: string): ParsedShapeRequest => ({ ok: false, errors: { [name]: [what] } });

  for (const name of query.keys()) {
    if (NOT_TAKEN.includes(name) || name.startsWith('params[') || name.startsWith('subset__')) {
      return wrong(name, 'is not allowed');
    }
  }
  const scope = text('scope');
  if (scope === undefined) return wrong('scope', "can't be blank");
  if (!isShapeScope(scope)) return wrong('scope', 'is invalid');

  const offsetText = text('offset');
  if (offsetText === undefined) return wrong('offset', "can't be blank");
  const offset = parseOffset(offsetText);
  if (offset === null) return wrong('offset', 'has invalid format');

  const handle = text('handle');
  if (handle === undefined && offset.kind === 'at') return wrong('handle', "can't be blank when offset != -1");

  const flags: Record<string, boolean> = {};
  for (const name of ['live', 'live_sse', 'experimental_live_sse']) {
    const value = query.get(name) ?? 'false';
    if (value !== 'true' && value !== 'false') return wrong(name, 'is invalid');
    flags[name] = value === 'true';
  }
  const live = flags['live'] ?? false;
  const sse = (flags['live_sse'] ?? false) || (flags['experimental_live_sse'] ?? false);
  if (live && offset.kind === 'start') return wrong('live', "can't be true when offset == -1");
  if (live && offset.kind === 'now') return wrong('live', "can't be true when offset == now");
  if (sse && !live) return wrong('live_sse', "can't be true unless live is also true");
  if ((query.get('log') ?? 'full') !== 'full') return wrong('log', 'is invalid');

  return {
    ok: true,
    request: { scope, offset, offsetText, handle, expiredHandle: text('expired_handle'), live, sse, cursor: text('cursor') },
  };
}
