// Reading a JSON body with a bound: too much is refused before it is held, and what is not JSON is the sender's mistake.
import type { Context } from 'hono';
import type { z } from 'zod';
import type { AppContext } from './context.ts';
import { RequestError } from './wire-errors.ts';

export async function readJson<Schema extends z.ZodType>(
  c: Context<AppContext>,
  schema: Schema,
  maxBytes: number,
): Promise<z.output<Schema>> {
  const text = await readText(c, maxBytes);
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

async function readText(c: Context<AppContext>, maxBytes: number): Promise<string> {
  const announced = Number(c.req.header('content-length') ?? Number.NaN);
  if (announced > maxBytes) throw new RequestError('too_large', `The limit is ${maxBytes} bytes.`);
  // With an announced length Node itself cuts the body there; a chunked one is counted as it comes.
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
