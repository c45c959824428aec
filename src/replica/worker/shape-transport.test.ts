// What the sync machine is told when the answer to a feed request is not rows.
import { describe, expect, test } from 'vitest';
import type { StreamFailure } from '../machine/types.ts';
import { shapeTransport } from './shape-transport.ts';

const failureOf = (answer: Response): Promise<StreamFailure> =>
  new Promise((resolve) => {
    const transport = shapeTransport({ origin: 'http://localhost:1', fetch: async () => answer });
    transport.follow('me', undefined, 'ana', {
      batch: async () => undefined,
      mustRefetch: () => undefined,
      failed: resolve,
    });
  });

const json = (status: number, body: unknown): Response => Response.json(body, { status });

describe('a feed request whose answer is not rows', () => {
  test.each([
    ['the server is away', json(503, { error: { code: 'unavailable' } })],
    ['too much was asked', json(429, { error: { code: 'rate_limited' } })],
    ['Node gave up a line that was too slow', new Response(null, { status: 408 })],
    ['a portal wants a password first', new Response('<html></html>', { status: 403, headers: { 'content-type': 'text/html' } })],
  ])('is a lack of network, to be tried again soon, when %s', async (_what, answer) => {
    expect(await failureOf(answer)).toEqual({ kind: 'network' });
  });

  test('is a refusal with its reason when our server refuses it', async () => {
    expect(await failureOf(json(426, { error: { code: 'unsupported_version', message: 'in words' } }))).toEqual({
      kind: 'refused',
      error: { code: 'unsupported_version' },
    });
  });

  test('is the end of the session when the server knows no session', async () => {
    expect(await failureOf(json(401, { error: { code: 'signed_out', message: 'in words' } }))).toEqual({ kind: 'signed-out' });
  });
});
