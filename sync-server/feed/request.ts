// Parses the parameters of GET /v1/shape in a fixed order; only the first error is reported, as in Electric. A client names a
// scope and a position. A table, a filter or columns in the request are refused, not ignored.
import { SHAPE_SCOPES, type ShapeScope } from '#schema/protocol/feed.ts';
import { parseOffset, type Offset } from './cursor.ts';

export interface ShapeRequest {
  scope: ShapeScope;
  offset: Offset;
  offsetText: string;
  handle: string | undefined;
  /** A handle that the client knows to be invalid; the answer must use another one. */
  expiredHandle: string | undefined;
  live: boolean;
  sse: boolean;
  /** The cursor of the live answer that the client received last. */
  cursor: string | undefined;
}

export type ParsedShapeRequest = { ok: true; request: ShapeRequest } | { ok: false; errors: Record<string, string[]> };

const NOT_TAKEN = new Set(['table', 'where', 'columns', 'params', 'replica']);
const FLAGS = ['live', 'live_sse', 'experimental_live_sse'] as const;

const isShapeScope = (text: string): text is ShapeScope => (SHAPE_SCOPES as readonly string[]).includes(text);
const isNotTaken = (name: string) => NOT_TAKEN.has(name) || name.startsWith('params[') || name.startsWith('subset__');

type Mistake = [name: string, what: string];

export function parseShapeRequest(query: URLSearchParams): ParsedShapeRequest {
  const result = readRequest(query);
  if (!Array.isArray(result)) return { ok: true, request: result };
  const [name, what] = result;
  return { ok: false, errors: { [name]: [what] } };
}

function readRequest(query: URLSearchParams): ShapeRequest | Mistake {
  const text = (name: string) => query.get(name) || undefined;
  for (const name of query.keys()) if (isNotTaken(name)) return [name, 'is not allowed'];

  const scope = text('scope');
  if (scope === undefined) return ['scope', "can't be blank"];
  if (!isShapeScope(scope)) return ['scope', 'is invalid'];
  const offsetText = text('offset');
  if (offsetText === undefined) return ['offset', "can't be blank"];
  const offset = parseOffset(offsetText);
  if (offset === null) return ['offset', 'has invalid format'];
  const handle = text('handle');
  if (handle === undefined && offset.kind === 'at') return ['handle', "can't be blank when offset != -1"];

  const live = readLive(query, offset);
  if (Array.isArray(live)) return live;
  if ((query.get('log') ?? 'full') !== 'full') return ['log', 'is invalid'];
  return { scope, offset, offsetText, handle, expiredHandle: text('expired_handle'), ...live, cursor: text('cursor') };
}

function readLive(query: URLSearchParams, offset: Offset): { live: boolean; sse: boolean } | Mistake {
  const isOn = (name: (typeof FLAGS)[number]) => query.get(name) === 'true';
  for (const name of FLAGS) if (!['true', 'false', null].includes(query.get(name))) return [name, 'is invalid'];
  const [live, sse] = [isOn('live'), isOn('live_sse') || isOn('experimental_live_sse')];
  if (live && offset.kind === 'start') return ['live', "can't be true when offset == -1"];
  if (live && offset.kind === 'now') return ['live', "can't be true when offset == now"];
  if (sse && !live) return ['live_sse', "can't be true unless live is also true"];
  return { live, sse };
}
