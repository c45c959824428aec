// Reads a JSON body with limits: a body above the limit is refused before it is in memory, and invalid JSON is a bad_request.
import type { Context } from 'hono';
import type { z } from 'zod';
import type { AppContext } from './context.ts';
import { RequestError } from './wire-errors.ts';

/** Far deeper than anything our clients send. Recursive code would overflow the stack on deeper values. */
const MAX_DEPTH = 64;

export async function readJson<Schema extends z.ZodType>(
  c: Context<AppContext>,
  schema: Schema,
  maxBytes: number,
): Promise<z.output<Schema>> {
  const text = await readText(c, maxBytes);
  if (isDeeperThan(text, MAX_DEPTH)) throw new RequestError('bad_request', `The body is nested deeper than ${MAX_DEPTH}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError('bad_request', 'The body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RequestError('bad_request', issue && `${issue.path.join('.') || 'body'}: ${issue.message}`);
}

/** Checks the text before parsing. Brackets within strings do not count. */
function isDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = ['"', '\\', '[', ']', '{', '}'].map((c) =>
  c.charCodeAt(0),
);

/** The index of the closing quote of the string that begins at `from`, or the text's end. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

async function readText(c: Context<AppContext>, maxBytes: number): Promise<string> {
  const announced = Number(c.req.header('content-length') ?? Number.NaN);
  if (announced > maxBytes) throw new RequestError('too_large', `The limit is ${maxBytes} bytes.`);
  // Node itself enforces an announced length; a chunked body is counted while it arrives.
  if (Number.isFinite(announced)) return c.req.text();
  const reader = c.req.raw.body?.getReader();
  if (!reader) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw new RequestError('too_large', `The limit is ${maxBytes} bytes.`);
    }
    parts.push(value);
  }
  return Buffer.concat(parts).toString('utf8');
}
